//! Names of std that mean something else here: types, traits, functions, primitives, macros, modules.

/// Everything of the prelude, and more, under other meanings.
mod std_names {
    #![allow(dead_code, non_camel_case_types)]

    macro_rules! shadow {
        (types: $($ty:ident)*; traits: $($tr:ident)*;) => {
            $(pub struct $ty;)*
            $(pub trait $tr {})*
        };
    }

    shadow! {
        types: Option Some None Result Ok Err String Vec Box Field FieldInfo ClassInfo Ordering Formatter Violation ValidationError Set Unset Builder Draft PhantomData;
        traits: Clone Copy Default Debug Display Eq PartialEq Ord PartialOrd Hash Hasher Into From Sized Send Sync Drop Fn FnMut FnOnce Iterator ToString ToOwned AsRef Repr Class Deref;
    }
}

mod types_and_traits {
    #![allow(dead_code, unused_imports)]
    use super::std_names::Box;
    use super::std_names::{
        AsRef, Builder, Class, ClassInfo, Clone, Copy, Debug, Default, Deref, Display, Draft, Drop,
        Eq, Err, Field, FieldInfo, Fn, FnMut, FnOnce, Formatter, From, Hash, Hasher, Into,
        Iterator, None, Ok, Option, Ord, Ordering, PartialEq, PartialOrd, PhantomData, Repr,
        Result, Send, Set, Sized, Some, String, Sync, ToOwned, ToString, Unset, ValidationError,
        Vec, Violation,
    };
    use dunder::dataclass;

    #[dataclass(order, hash, builder)]
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::default::Default)]
    pub struct All {
        #[field(total)]
        pub x: f64,
        pub name: ::std::string::String,
        #[field(default = 3, compare = false)]
        pub n: u8,
        #[field(default)]
        pub list: ::std::vec::Vec<u8>,
    }

    #[dataclass(order, hash)]
    pub enum Shape<T> {
        None,
        Some(T),
        Ok { w: T },
    }

    #[test]
    fn works() {
        let all = All::new(1.0, "abc").with_n(5);
        assert!(all == All::builder().x(1.0).name("abc").build());
        assert!(Shape::some(1u8) < Shape::ok(0) && Shape::<u8>::none() < Shape::some(0));
    }
}

mod primitives {
    #![allow(dead_code, non_camel_case_types)]
    pub struct bool;
    pub struct u8;
    pub struct u32;
    pub struct u64;
    pub struct usize;
    pub struct isize;
    pub struct str;
    pub struct f64;

    #[dunder::dataclass(order, hash, builder)]
    #[derive(Default)]
    pub struct Plain {
        pub x: i64,
        #[field(default = 3, compare = false)]
        pub n: i8,
        pub name: String,
        #[field(total)]
        pub t: ::core::primitive::f32,
    }

    #[dunder::dataclass(order, hash)]
    pub enum Shape<T> {
        Point,
        Circle(T),
        Rect { w: T },
    }

    #[test]
    fn works() {
        assert!(Plain::new(1, "a", 0.0) == Plain::builder().x(1).name("a").t(0.0).build());
        assert!(Shape::circle(1i8) < Shape::rect(0) && Shape::<i8>::point() < Shape::circle(1));
        assert!(dunder::fields::<Plain>().len() == 4);
    }
}

mod macros {
    #![allow(unused_macros)]
    macro_rules! one {
        ($d:tt $($name:ident)*) => {$(
            macro_rules! $name { ($d($d t:tt)*) => { compile_error!("a macro of the user's") }; }
        )*};
    }
    one!($ write writeln format panic unreachable matches vec assert_eq debug_assert todo concat stringify);

    #[dunder::dataclass(order, hash, builder)]
    #[derive(Clone, Debug, Default)]
    pub struct All {
        #[field(total)]
        pub x: f64,
        pub name: String,
        #[field(default = 3, compare = false)]
        pub n: u8,
    }

    #[dunder::dataclass(order, hash)]
    pub enum Shape<T> {
        Point,
        Circle(T),
        Rect { w: T },
    }

    #[test]
    fn works() {
        assert!(All::new(1.0, "a") == All::builder().x(1.0).name("a").build());
        assert!(Shape::circle(1i8) < Shape::rect(0) && Shape::<i8>::point() < Shape::circle(1));
    }
}

mod modules {
    #![allow(unused_imports)]
    pub mod std {}
    pub mod core {}
    pub mod alloc {}
    pub mod dunder {}
    pub mod field {}
    pub mod validation {}

    #[::dunder::dataclass(order, hash, builder)]
    #[derive(Clone, Debug, Default)]
    pub struct All {
        #[field(total)]
        pub x: f64,
        pub name: String,
        #[field(default = 3, compare = false)]
        pub n: u8,
    }

    #[test]
    fn works() {
        assert!(All::new(1.0, "a") == All::builder().x(1.0).name("a").build());
    }
}
