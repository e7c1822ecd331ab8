//! Every shape of class, and what can go wrong with names.

use dunder::{Violation, dataclass};
use serde::Deserialize;

#[test]
fn in_functions_twice_the_same_name_and_other_paths() {
    fn first() -> bool {
        #[dataclass]
        #[derive(serde::Deserialize)]
        struct Thing {
            #[field(positive)]
            a: i32,
        }
        serde_json::from_str::<Thing>(r#"{"a": 0}"#).is_err()
    }
    fn second() -> bool {
        #[dataclass]
        #[derive(::serde::Deserialize, Debug)]
        struct Thing {
            #[field(negative)]
            a: i32,
        }
        serde_json::from_str::<Thing>(r#"{"a": 0}"#).is_err()
    }
    assert!(first() && second());
}

mod inner {
    pub(crate) use serde as other;
}

#[dataclass]
#[derive(Debug, inner::other::Deserialize)]
#[serde(crate = "inner::other")]
struct Renamed {
    #[field(positive)]
    a: i32,
}

#[test]
fn serde_under_another_name() {
    assert!(serde_json::from_str::<Renamed>(r#"{"a": 1}"#).is_ok());
    assert!(serde_json::from_str::<Renamed>(r#"{"a": 0}"#).is_err());
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Pair(
    #[field(positive)] i32,
    #[field(default = 2)]
    #[serde(default)]
    i32,
);

#[test]
fn tuples() {
    let pair: Pair = serde_json::from_str("[1]").unwrap();
    assert_eq!(pair.1, 2);
    assert_eq!(
        serde_json::from_str::<Pair>("[0, 1]")
            .unwrap_err()
            .to_string(),
        "0 must be a positive number, got 0"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Percent(#[field(range = 0..=100)] u8);

#[dataclass]
#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Ratio {
    #[field(range = 0.0..=1.0)]
    value: f64,
}

#[test]
fn newtypes_have_no_name_of_their_own() {
    for error in [
        serde_json::from_str::<Percent>("101")
            .unwrap_err()
            .to_string(),
        serde_json::from_str::<Ratio>("101")
            .unwrap_err()
            .to_string(),
    ] {
        assert!(error.starts_with("must be in 0..="), "{error}");
    }
}

#[dataclass(post_init = Self::check)]
#[derive(Debug, Deserialize)]
struct Nothing;

impl Nothing {
    fn check(&mut self) {}
}

#[test]
fn units() {
    assert!(serde_json::from_str::<Nothing>("null").is_ok());
}

#[dataclass(rule = fits)]
#[derive(Debug, Deserialize)]
struct Bounded<'a, T: PartialOrd + std::fmt::Debug + Clone, const N: usize>
where
    T: Copy,
{
    low: T,
    #[field(check = any)]
    high: T,
    #[field(default = "none")]
    #[serde(default)]
    name: &'a str,
    #[serde(skip)]
    counts: std::marker::PhantomData<[u8; N]>,
}

fn any<T>(_: &T) -> Result<(), Violation> {
    Ok(())
}

fn fits<T: PartialOrd + std::fmt::Debug + Copy, const N: usize>(
    bounded: &Bounded<'_, T, N>,
) -> Result<(), Violation> {
    if bounded.low() > bounded.high() {
        return Err(Violation::new("must not be above `high`").at("low"));
    }
    Ok(())
}

#[test]
fn generics_lifetimes_and_rules() {
    let bounded: Bounded<u8, 3> =
        serde_json::from_str(r#"{"low": 1, "high": 2, "name": "x"}"#).unwrap();
    assert_eq!((*bounded.low(), bounded.name()), (1, "x"));
    let bounded: Bounded<f64, 3> = serde_json::from_str(r#"{"low": 1, "high": 2}"#).unwrap();
    assert_eq!(bounded.name(), "none");
    assert_eq!(
        serde_json::from_str::<Bounded<u8, 3>>(r#"{"low": 3, "high": 2}"#)
            .unwrap_err()
            .to_string(),
        "low must not be above `high`"
    );
}

/// The derive that another crate calls so is left alone.
mod others {
    #[allow(unused)]
    #[dunder::dataclass]
    #[derive(serde::Serialize)]
    struct Written {
        #[field(positive)]
        a: i32,
    }
}

/// Under a name that dunder does not know each field checks itself.
mod under_another_name {
    use dunder::dataclass;
    use serde::Deserialize as De;

    #[dataclass]
    #[derive(Debug, De)]
    struct Thing {
        #[field(positive)]
        a: i32,
        #[field(len = 1..)]
        b: String,
    }

    #[test]
    fn each_field_checks_itself() {
        assert!(serde_json::from_str::<Thing>(r#"{"a": 1, "b": "x"}"#).is_ok());
        assert_eq!(
            serde_json::from_str::<Thing>(r#"{"a": 0, "b": "x"}"#)
                .unwrap_err()
                .to_string(),
            "a must be a positive number, got 0 at line 1 column 7"
        );
    }
}

/// `from` and `try_from` go through the class's own constructors.
mod converted {
    use dunder::{ValidationError, dataclass};
    use serde::{Deserialize, Serialize};

    #[dataclass]
    #[derive(Clone, Debug, Deserialize, Serialize)]
    #[serde(try_from = "i32", into = "i32")]
    struct Positive {
        #[field(positive)]
        value: i32,
    }

    impl TryFrom<i32> for Positive {
        type Error = ValidationError;
        fn try_from(value: i32) -> Result<Self, ValidationError> {
            Self::new(value)
        }
    }

    impl From<Positive> for i32 {
        fn from(positive: Positive) -> Self {
            positive.value()
        }
    }

    #[test]
    fn try_from() {
        let positive: Positive = serde_json::from_str("3").unwrap();
        assert_eq!(serde_json::to_string(&positive).unwrap(), "3");
        assert_eq!(
            serde_json::from_str::<Positive>("-3")
                .unwrap_err()
                .to_string(),
            "value must be a positive number, got -3"
        );
    }
}

/// Enums and classes without anything to check are serde's.
mod serdes_own {
    use dunder::dataclass;
    use serde::{Deserialize, Serialize};

    #[dataclass]
    #[derive(Debug, Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    enum Shape {
        Circle { radius: f64 },
        Unit,
    }

    #[dataclass]
    #[derive(Debug, Serialize, Deserialize)]
    struct Plain {
        #[field(default = 3)]
        a: u8,
    }

    #[test]
    fn they_work() {
        let text = r#"{"type":"circle","radius":1.5}"#;
        let shape: Shape = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&shape).unwrap(), text);
        assert_eq!(
            serde_json::from_str::<Plain>("{}").unwrap_err().to_string(),
            "missing field `a` at line 1 column 2",
            "a field's default stands in where `serde(default)` says so"
        );
    }
}

mod strict {
    #![no_implicit_prelude]
    #![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

    /// A class.
    #[::dunder::dataclass]
    #[derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(crate) struct Strict<'a, T: ::core::clone::Clone + ::core::fmt::Debug> {
        /// One.
        #[field(positive)]
        pub(crate) field_one: i32,
        /// Two.
        #[field(default = ::std::vec::Vec::new(), len = ..9)]
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub(crate) two: ::std::vec::Vec<T>,
        /// Three.
        pub(crate) three: ::core::marker::PhantomData<&'a T>,
    }

    /// Another, with everything that has code of its own.
    #[::dunder::dataclass(rule = holds)]
    #[derive(
        ::core::fmt::Debug, ::core::default::Default, ::serde::Serialize, ::serde::Deserialize,
    )]
    #[serde(default)]
    pub(crate) struct Everything {
        /// One.
        #[field(default, each(nested), len = ..3)]
        pub(crate) one: ::std::vec::Vec<Inner>,
        /// Two.
        #[field(secret, default = "x", len = 1..)]
        #[serde(with = "text")]
        pub(crate) two: ::std::string::String,
        /// Three.
        #[field(one_of = [1, 2], default = 2)]
        pub(crate) three: u8,
    }

    #[allow(clippy::unnecessary_wraps)]
    fn holds(_: &Everything) -> ::core::result::Result<(), ::dunder::Violation> {
        ::core::result::Result::Ok(())
    }

    /// What is inside.
    #[::dunder::dataclass]
    #[derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize)]
    pub(crate) struct Inner(#[field(positive)] pub(crate) i8);

    mod text {
        pub(super) fn serialize<S: ::serde::Serializer>(
            text: &str,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(text)
        }

        pub(super) fn deserialize<'de, D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<::std::string::String, D::Error> {
            ::serde::Deserialize::deserialize(deserializer)
        }
    }
}

/// dunder under another name; classes made by a macro.
mod moved {
    use dunder as other;
    use other::dataclass;
    use serde::{Deserialize, Serialize};

    macro_rules! class {
        ($name:ident { $($(#[$attr:meta])* $field:ident: $ty:ty),* }) => {
            #[dataclass(crate = other)]
            #[derive(Debug, Serialize, Deserialize)]
            struct $name {
                $($(#[$attr])* $field: $ty),*
            }
        };
    }

    class!(Inner {
        #[field(positive)]
        a: i32
    });
    class!(Thing {
        #[field(nested)] inner: Option<Inner>,
        #[field(default = 3, positive)] #[serde(default, skip_serializing_if = "is_three")] three: i32,
        #[field(len = 1..)] #[serde(with = "serde_bytes")] bytes: Vec<u8>
    });

    fn is_three<T: PartialEq<i32>>(value: &T) -> bool {
        *value == 3
    }

    #[test]
    fn it_works() {
        let text = r#"{"inner":{"a":1},"bytes":[1]}"#;
        let thing: Thing = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&thing).unwrap(), text);
        assert_eq!(
            serde_json::from_str::<Thing>(r#"{"inner":{"a":0},"bytes":[],"three":0}"#)
                .unwrap_err()
                .to_string(),
            "inner.a must be a positive number, got 0\nthree must be a positive number, got 0\n\
             bytes must be 1.. items long, got 0 items"
        );
    }
}
