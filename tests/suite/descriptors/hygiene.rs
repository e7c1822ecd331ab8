//! Described classes where generated code is most easily broken: no prelude, shadowed names, function bodies, generics,
//! raw names, `cfg`, types from `macro_rules!`.

#![deny(warnings, missing_docs, clippy::pedantic)]

mod bare {
    //! Nothing is in scope, and what is usually there is something else.
    #![no_implicit_prelude]
    #![allow(dead_code, non_camel_case_types)]

    struct Option;
    struct Result;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct String;
    struct Vec;
    struct Box;
    struct Clone;
    struct Into;
    struct core;
    struct std;
    struct str;
    struct bool;
    mod dunder {}

    /// Wares.
    #[::dunder::dataclass(order, hash)]
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Product {
        /// What it is called.
        #[field(trim, non_empty, one_of = ["a", "b"], message = "no")]
        pub name: ::std::string::String,
        /// How many.
        #[field(positive, range = 1..=10, default = 1)]
        pub count: ::core::primitive::u32,
        /// Tags.
        #[field(each(slug), unique, len = ..=3)]
        pub tags: ::std::vec::Vec<::std::string::String>,
        /// Maybe.
        #[field(positive)]
        pub maybe: ::core::option::Option<u8>,
        /// By key.
        #[field(keys(pattern = "a"), values(clamp = 0..=3))]
        pub map: ::std::collections::BTreeMap<::std::string::String, i32>,
    }

    /// A pair in order.
    #[::dunder::dataclass(rule = ordered)]
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Pair {
        /// Low.
        pub lo: i32,
        /// High.
        pub hi: i32,
    }

    fn ordered(pair: &Pair) -> ::core::result::Result<(), ::dunder::Violation> {
        if pair.lo() <= pair.hi() {
            ::core::result::Result::Ok(())
        } else {
            ::core::result::Result::Err(::dunder::Violation::new("lo is above hi"))
        }
    }
}

#[test]
fn without_a_prelude_and_under_shadowed_names() {
    let product = bare::Product::new(" a ", Vec::new(), None, std::collections::BTreeMap::new());
    let mut product = product.unwrap();
    assert_eq!((product.name(), product.count()), ("a", 1));
    product.update(|draft| draft.count = 3).unwrap();
    assert!(product.set_tags(vec!["x".into(), "x".into()]).is_err());
    assert!(bare::Pair::new(2, 1).is_err());
}

#[test]
fn in_a_function_twice_and_with_local_types() {
    #[derive(Clone, Debug, PartialEq, PartialOrd)]
    struct Local(u8);
    const LOW: u8 = 1;
    fn small(local: &Local) -> Result<(), dunder::Violation> {
        if local.0 < 9 {
            Ok(())
        } else {
            Err(dunder::Violation::new("must be small"))
        }
    }
    {
        #[dunder::dataclass]
        #[derive(Debug)]
        struct Holder {
            #[field(check = small, gt = Local(0))]
            local: Local,
            #[field(range = LOW..=9)]
            count: u8,
        }
        let mut holder = Holder::new(Local(1), 2).unwrap();
        holder.update(|draft| draft.local = Local(2)).unwrap();
        assert_eq!((holder.local(), holder.count()), (&Local(2), 2));
    }
    #[dunder::dataclass]
    #[derive(Debug)]
    struct Holder {
        #[field(check = small)]
        local: Local,
    }
    assert!(Holder::new(Local(10)).is_err());
}

#[test]
fn raw_names_and_names_of_generated_locals() {
    #[dunder::dataclass]
    #[derive(Debug)]
    struct r#Match {
        #[field(positive)]
        r#type: u8,
        #[field(positive)]
        value: u8,
        #[field(positive)]
        attempt: u8,
        #[field(positive)]
        violations: u8,
        #[field(positive)]
        edit: u8,
        #[field(positive)]
        this: u8,
        #[field(positive)]
        draft: u8,
    }
    let mut odd = r#Match::new(1, 2, 3, 4, 5, 6, 7).unwrap();
    odd.set_type(9).unwrap();
    assert_eq!(
        (odd.r#type(), odd.value(), odd.attempt(), odd.this()),
        (9, 2, 3, 6)
    );
    assert_eq!(odd.set_type(0).unwrap_err().violations()[0].path(), "type");
    odd.update(|draft| draft.r#type = draft.violations + draft.edit + draft.draft)
        .unwrap();
    assert_eq!(odd.r#type(), 16);
}

#[test]
fn fields_under_cfg() {
    #[dunder::dataclass(rule = small)]
    #[derive(Clone, Debug)]
    struct Some1 {
        #[field(positive)]
        here: u8,
        #[cfg(any())]
        #[field(positive)]
        gone: Missing,
        #[cfg(test)]
        #[field(range = 1..=MAX)]
        also: u8,
    }
    const MAX: u8 = 9;
    fn small(some: &Some1) -> Result<(), dunder::Violation> {
        if some.here() < 100 {
            Ok(())
        } else {
            Err(dunder::Violation::new("too large"))
        }
    }
    let mut some = Some1::new(1, 2).unwrap();
    some.update(|draft| draft.also = 3).unwrap();
    assert_eq!((some.here(), some.also()), (1, 3));
    assert!(some.set_also(10).is_err());
}

macro_rules! class {
    ($name:ident, $ty:ty, $range:expr, $default:expr) => {
        #[dunder::dataclass]
        #[derive(Debug)]
        struct $name {
            #[field(range = $range, default = $default)]
            field: $ty,
            #[field(positive)]
            maybe: Option<$ty>,
        }
    };
}

#[test]
fn types_and_arguments_from_a_macro() {
    class!(Made, u8, 1..=9, 3);
    let made = Made::new(None).unwrap();
    assert_eq!((made.field(), made.maybe()), (3, None));
    assert!(made.with_field(10).is_err());
}

#[test]
fn generics_lifetimes_and_constants() {
    #[dunder::dataclass(rule = fits)]
    #[derive(Clone, Debug)]
    struct Window<'a, T: PartialOrd + std::fmt::Debug + Clone, const N: usize>
    where
        T: PartialEq,
    {
        #[field(len = 1..=N)]
        items: &'a [T],
        #[field(each(one_of = ["x", "y"]))]
        names: Vec<String>,
        low: T,
    }
    fn fits<T: PartialOrd + std::fmt::Debug + Clone, const N: usize>(
        window: &Window<'_, T, N>,
    ) -> Result<(), dunder::Violation> {
        if window.items().iter().all(|item| item >= window.low()) {
            Ok(())
        } else {
            Err(dunder::Violation::new("an item is below low"))
        }
    }
    let mut window = Window::<_, 2>::new(&[1, 2], vec!["x".to_owned()], 1).unwrap();
    assert!(window.set_low(2).is_err());
    assert!(window.update(|draft| draft.items = &[]).is_err());
    window
        .update(|draft| {
            draft.items = &[7];
            draft.low = 7;
        })
        .unwrap();
    assert_eq!((window.items(), window.low()), (&[7][..], &7));
}

mod visibility {
    pub(crate) mod inner {
        #[dunder::dataclass]
        #[derive(Debug)]
        pub(crate) struct Mixed {
            #[field(positive)]
            pub(super) near: u8,
            #[field(positive)]
            pub(in crate::descriptors) far: u8,
            #[field(positive)]
            private: u8,
        }

        impl Mixed {
            pub(crate) fn private_of(&self) -> u8 {
                self.private()
            }
        }
    }

    #[test]
    fn accessors_have_the_visibility_of_the_field() {
        let mut mixed = inner::Mixed::new(1, 2, 3).unwrap();
        mixed.set_near(4).unwrap();
        mixed.update(|draft| draft.far = 5).unwrap();
        assert_eq!((mixed.near(), mixed.far(), mixed.private_of()), (4, 5, 3));
    }
}

#[test]
fn a_reexport_says_where_dunder_is() {
    mod facade {
        pub(super) mod deep {
            pub(in super::super) use dunder;
        }
    }
    #[facade::deep::dunder::dataclass(crate = facade::deep::dunder)]
    #[derive(Debug)]
    struct Through {
        #[field(positive)]
        x: u8,
    }
    assert!(Through::new(0).is_err());
}

#[test]
fn auto_traits_follow_the_value() {
    fn send_sync<T: Send + Sync + Unpin + std::panic::UnwindSafe>() {}
    send_sync::<bare::Product>();
    #[dunder::dataclass(repr = false)]
    struct Owned<'a> {
        #[field(non_empty)]
        text: std::borrow::Cow<'a, str>,
    }
    // Covariant in its lifetime, as a plain field is.
    fn shorter<'long: 'short, 'short>(owned: Owned<'long>) -> Owned<'short> {
        owned
    }
    assert_eq!(&**shorter(Owned::new("x".into()).unwrap()).text(), "x");
    assert_eq!(size_of::<bare::Pair>(), 8);
}
