//! Described fields in the scenarios of the matrix.

mod prelude {
    #![no_implicit_prelude]

    use ::std::assert;

    #[::dunder::dataclass(order, hash, builder, rule = Self::whole)]
    #[derive(::std::clone::Clone, ::std::fmt::Debug)]
    pub struct Coupled {
        #[field(positive, le = 10)]
        pub low: u8,
        #[field(default = low + 1)]
        pub high: u8,
        #[field(trim, non_empty, secret, default = "key")]
        pub key: ::std::string::String,
    }

    impl Coupled {
        fn whole(&self) -> ::std::result::Result<(), ::dunder::Violation> {
            if self.low() < self.high() {
                ::std::result::Result::Ok(())
            } else {
                ::std::result::Result::Err(::dunder::Violation::new("upside down"))
            }
        }
    }

    #[::dunder::dataclass(order, hash, builder)]
    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::default::Default)]
    pub struct Companions {
        #[field(observed)]
        pub x: u8,
        #[field(cached = Self::double)]
        pub twice: u8,
        pub x_observers: u8,
    }

    impl Companions {
        fn double(&self) -> u8 {
            self.x() * 2
        }
    }

    #[::std::prelude::v1::test]
    fn cached_and_observed() {
        let mut one = Companions::new(1, 2);
        let heard = ::std::sync::Arc::new(::std::sync::atomic::AtomicU8::new(0));
        let note = ::std::clone::Clone::clone(&heard);
        let _sub =
            one.on_x_change(move |_, new| note.store(*new, ::std::sync::atomic::Ordering::SeqCst));
        assert!(one.twice() == 2);
        one.set_x(4);
        assert!(one.twice() == 8 && heard.load(::std::sync::atomic::Ordering::SeqCst) == 4);
    }

    #[::dunder::dataclass(frozen, builder)]
    #[derive(::std::clone::Clone)]
    pub struct Frozen<T> {
        pub x: T,
        #[field(each(positive), default)]
        pub list: ::std::vec::Vec<i8>,
    }

    #[::std::prelude::v1::test]
    fn without_a_prelude() {
        let mut one = Coupled::new(1).unwrap();
        assert!(one.set_low(3).is_err() && *one.low == 1);
        one.update(|draft| {
            draft.low = 3;
            draft.high = 9;
        })
        .unwrap();
        assert!(Coupled::builder().low(11).high(12).build().is_err());
        assert!(Frozen::builder().x(1).build().unwrap() == Frozen::new(1).unwrap());
    }
}

mod shadowed {
    #![allow(dead_code, non_camel_case_types)]
    pub struct bool;
    pub struct u8;
    pub struct usize;
    pub struct str;
    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct Ok;
    pub struct Err;
    pub struct String;
    pub trait Clone {}
    pub trait FnOnce {}
    pub trait Into {}
    pub mod core {}
    pub mod std {}
    pub mod dunder {}

    #[::dunder::dataclass(order, builder)]
    #[derive(::std::clone::Clone, ::std::fmt::Debug)]
    pub struct Guarded<T> {
        #[field(positive, range = 1..=10)]
        pub price: i32,
        #[field(len = 1..=3, ascii, default = "abc")]
        pub name: ::std::string::String,
        #[field(one_of = [1, 2], frozen, default = 1)]
        pub kind: i64,
        #[field(non_negative)]
        pub amount: T,
        #[field(unique, default)]
        pub tags: ::std::vec::Vec<::std::string::String>,
    }

    #[test]
    fn works() {
        let mut one = Guarded::new(1, 2.5).unwrap();
        one.set_name("ab").unwrap();
        one.update(|draft| draft.price = 3).unwrap();
        assert!(one.clone().with_name("abcd").is_err() && one.price() == 3);
        assert!(Guarded::builder().price(0).amount(1).build().is_err());
    }
}

mod names {
    use dunder::dataclass;

    #[dataclass(builder)]
    #[derive(Clone, Debug)]
    pub struct Awkward {
        #[field(positive)]
        pub this: u8,
        #[field(positive)]
        pub value: u8,
        #[field(positive)]
        pub attempt: u8,
        #[field(positive)]
        pub violations: u8,
        #[field(positive)]
        pub draft: u8,
        #[field(positive)]
        pub edit: u8,
        #[field(positive)]
        pub staged: u8,
        #[field(positive)]
        pub r#type: u8,
        #[field(positive)]
        pub owner: u8,
        #[field(positive)]
        pub __class: u8,
        #[field(positive, default = value + violations)]
        pub _0: u8,
    }

    #[test]
    fn fields_named_like_locals() {
        let mut one = Awkward::new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).unwrap();
        one.set_type(3).unwrap();
        one.update(|draft| draft.draft = 9).unwrap();
        assert_eq!((one._0(), one.draft(), one.r#type()), (6, 9, 3));
        assert!(one.with_class(0).is_err());
    }

    /// Names of methods that the class has too, without getters.
    #[dataclass(builder)]
    pub struct Methods {
        #[field(positive, get = false)]
        pub builder: u8,
        #[field(positive, get = false)]
        pub new: u8,
        #[field(positive, get = false, default = 1)]
        pub update: u8,
    }

    #[test]
    fn fields_named_like_methods() {
        let one = Methods::builder().builder(1).new(2).build().unwrap();
        assert_eq!((*one.builder, *one.new, *one.update), (1, 2, 1));
    }

    /// A draft's fields may have types named like it.
    pub struct PairDraft;

    #[dataclass(eq = false, repr = false)]
    pub struct Pair {
        #[field(frozen)]
        pub one: PairDraft,
        #[field(positive)]
        pub two: u8,
    }

    #[test]
    fn a_type_named_like_the_draft() {
        let mut pair = Pair::new(PairDraft, 1).unwrap();
        pair.update(|draft| draft.two = 2).unwrap();
        let PairDraft = *pair.one;
        assert_eq!(pair.two(), 2);
    }
}

mod shapes {
    use dunder::dataclass;

    #[dataclass(order)]
    #[derive(Clone, Debug)]
    pub struct Tuple<'a>(
        #[field(positive)] pub u8,
        #[field(non_empty)] pub &'a str,
        u8,
    );

    #[dataclass(builder)]
    #[derive(Clone, Debug)]
    pub struct Configured {
        #[cfg(test)]
        #[field(positive)]
        pub a: u8,
        #[cfg(not(test))]
        #[field(positive)]
        pub b: Missing,
        #[cfg(test)]
        #[field(positive, default = a + 1)]
        pub c: u8,
    }

    /// `Self` in the type of a described field, private types, a field of a deprecated class.
    #[dataclass(builder)]
    #[derive(Clone, Debug)]
    #[deprecated]
    pub struct Node {
        #[field(len = ..=2)]
        children: Vec<Self>,
        #[field(frozen)]
        private: Private,
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Private;

    macro_rules! through_a_macro {
        ($($name:ident: $ty:ty = $rule:ident $(= $value:expr)?;)*) => {
            #[dataclass(builder)]
            #[derive(Clone, Debug)]
            pub struct Forwarded {
                $(#[field($rule $(= $value)?)] pub $name: $ty,)*
            }
        };
    }

    through_a_macro! {
        price: f64 = positive;
        name: String = len = 1..=3;
        even: Option<i32> = multiple_of = 2;
    }

    #[test]
    #[allow(deprecated)]
    fn works() {
        let tuple = Tuple::new(1, "a", 0).unwrap().with_2(5);
        assert_eq!((tuple.get_0(), tuple.get_1(), tuple.2), (1, "a", 5));
        assert!(tuple.with_0(0).is_err());
        let mut one = Configured::builder().a(1).build().unwrap();
        one.update(|draft| draft.c = 5).unwrap();
        assert_eq!((one.a(), one.c()), (1, 5));
        let node = Node::new(vec![], Private).unwrap();
        assert!(
            Node::builder()
                .children(vec![node.clone(), node.clone(), node])
                .private(Private)
                .build()
                .is_err()
        );
        let one = Forwarded::new(1.0, "abc", Some(2)).unwrap();
        assert_eq!((one.price(), one.name(), one.even()), (1.0, "abc", Some(2)));
        assert_eq!(
            one.with_even(Some(3)).unwrap_err().to_string(),
            "even must be a multiple of 2, got 3"
        );
    }
}

mod in_functions {
    #[test]
    fn twice() {
        {
            #[dunder::dataclass(builder)]
            #[derive(Clone)]
            struct Local {
                #[field(positive)]
                x: u8,
            }
            assert!(Local::builder().x(0).build().is_err());
            assert!(Local::new(1).unwrap().update(|draft| draft.x = 0).is_err());
        }
        #[dunder::dataclass(builder, frozen)]
        struct Local {
            x: u8,
        }
        assert_eq!(Local::new(1).with_x(2).x(), 2);
    }
}

mod renamed {
    mod facade {
        pub use ::dunder as toolkit;
    }
    mod dunder {}

    #[facade::toolkit::dataclass(crate = crate::hygiene::described::renamed::facade::toolkit, builder, rule = check)]
    #[derive(Clone, Debug)]
    pub struct Renamed {
        #[field(positive)]
        pub x: u8,
    }

    fn check(_: &Renamed) -> Result<(), facade::toolkit::Violation> {
        Ok(())
    }

    #[test]
    fn works() {
        assert!(Renamed::builder().x(0).build().is_err());
    }
}
