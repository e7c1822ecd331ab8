//! `#[factory(serde)]`: row 34.

use dunder::{factory, register};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Circle {
    radius: u8,
    name: Option<String>,
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Square(f64);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Dot;
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Line(i32, u64);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(Circle);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Path(Vec<(u16, char)>);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Maybe(Option<u32>);
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Mixed {
    Unit,
    One(Circle),
}

/// One set of types under a factory's tagging and under typetag's.
macro_rules! taggings {
    ($($name:ident: [$ours:meta] [$theirs:meta])*) => {$(
        mod $name {
            use super::*;

            #[$ours]
            pub(super) trait Shape {
                fn describe(&self) -> String;
            }

            #[$theirs]
            pub(super) trait Tagged {
                fn describe(&self) -> String;
            }

            taggings! { @impls
                Circle "circle", Square "square", Dot "dot", Line "line", Wrapped "wrapped", Path "path",
                Maybe "maybe", Mixed "mixed"
            }

            pub(super) fn both() -> Vec<(Box<dyn Shape>, Box<dyn Tagged>)> {
                taggings! { @values
                    Circle { radius: 200, name: Some("c".into()) }, Circle { radius: 0, name: None },
                    Square(1.5), Dot, Line(-7, u64::MAX), Wrapped(Circle { radius: 1, name: None }),
                    Path(vec![(1, 'a'), (2, 'ß')]), Path(vec![]), Maybe(Some(3)), Maybe(None),
                    Mixed::Unit, Mixed::One(Circle { radius: 2, name: None })
                }
            }
        }
    )*};
    (@impls $($ty:ident $key:literal),*) => {$(
        #[register($key, new = || Err::<$ty, _>("only read"))]
        impl Shape for $ty {
            fn describe(&self) -> String {
                format!("{self:?}")
            }
        }

        #[typetag::serde(name = $key)]
        impl Tagged for $ty {
            fn describe(&self) -> String {
                format!("{self:?}")
            }
        }
    )*};
    (@values $($value:expr),*) => {
        vec![$((Box::new($value) as Box<dyn Shape>, Box::new($value) as Box<dyn Tagged>)),*]
    };
}

taggings! {
    external: [factory(serde)] [typetag::serde]
    internal: [factory(serde(tag = "type"))] [typetag::serde(tag = "type")]
    adjacent: [factory(serde(tag = "type", content = "with"))] [typetag::serde(tag = "type", content = "with")]
}

macro_rules! round_trips {
    ($name:ident) => {
        for (ours, theirs) in $name::both() {
            let document = serde_json::to_string(&*ours).unwrap();
            assert_eq!(document, serde_json::to_string(&*theirs).unwrap());
            let back: Box<dyn $name::Shape> = serde_json::from_str(&document).unwrap();
            assert_eq!(back.describe(), ours.describe());
            let back: Box<dyn $name::Tagged> = serde_json::from_str(&document).unwrap();
            assert_eq!(back.describe(), ours.describe());

            let bytes = postcard::to_stdvec(&*ours).unwrap();
            let back: Box<dyn $name::Shape> = postcard::from_bytes(&bytes).unwrap();
            assert_eq!(back.describe(), ours.describe(), "{bytes:?}");

            // Inside other values, and through values that wait.
            let nested = serde_json::to_value(vec![&*ours, &*ours]).unwrap();
            let back: Vec<Box<dyn $name::Shape>> = serde_json::from_value(nested).unwrap();
            assert_eq!(back[1].describe(), ours.describe());
        }
    };
}

#[test]
fn row_34_three_taggings_in_two_formats_as_typetag_writes_them() {
    round_trips!(external);
    round_trips!(internal);
    round_trips!(adjacent);
}

#[test]
fn row_34_the_documents() {
    let circle = Circle {
        radius: 3,
        name: None,
    };
    let json = |value: &dyn erased::Json| value.json();
    assert_eq!(
        json(&(Box::new(circle.clone()) as Box<dyn external::Shape>)),
        r#"{"circle":{"radius":3,"name":null}}"#
    );
    assert_eq!(
        json(&(Box::new(circle.clone()) as Box<dyn internal::Shape>)),
        r#"{"type":"circle","radius":3,"name":null}"#
    );
    assert_eq!(
        json(&(Box::new(circle) as Box<dyn adjacent::Shape>)),
        r#"{"type":"circle","with":{"radius":3,"name":null}}"#
    );
    assert_eq!(
        json(&(Box::new(Line(1, 2)) as Box<dyn internal::Shape>)),
        r#"{"type":"line","value":[1,2]}"#
    );
}

mod erased {
    pub(super) trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn row_34_the_tag_need_not_be_first() {
    for document in [
        r#"{"radius":3,"name":"x","type":"circle"}"#,
        r#"{"radius":3,"type":"circle","name":"x"}"#,
        r#"{"type":"circle","radius":3,"name":"x"}"#,
    ] {
        let back: Box<dyn internal::Shape> = serde_json::from_str(document).unwrap();
        assert_eq!(back.describe(), r#"Circle { radius: 3, name: Some("x") }"#);
    }
    for document in [
        r#"{"with":{"radius":3,"name":"x"},"type":"circle"}"#,
        r#"{"other":[1],"with":{"radius":3,"name":"x"},"type":"circle"}"#,
    ] {
        let back: Box<dyn adjacent::Shape> = serde_json::from_str(document).unwrap();
        assert_eq!(back.describe(), r#"Circle { radius: 3, name: Some("x") }"#);
    }
    for (document, expected) in [
        (r#"{"value":[1,2],"type":"line"}"#, "Line(1, 2)"),
        (r#"{"value":1.5,"type":"square"}"#, "Square(1.5)"),
        (r#"{"type":"dot"}"#, "Dot"),
        (r#"{"Unit":null,"type":"mixed"}"#, "Unit"),
        (r#"{"value":[[1,"a"]],"type":"path"}"#, "Path([(1, 'a')])"),
    ] {
        let back: Box<dyn internal::Shape> = serde_json::from_str(document).unwrap();
        assert_eq!(back.describe(), expected);
    }
}

#[test]
fn row_34_errors() {
    fn read<T: serde::de::DeserializeOwned>(document: &str) -> String {
        let error = serde_json::from_str::<T>(document)
            .err()
            .unwrap()
            .to_string();
        error.split(" at line ").next().unwrap().to_owned()
    }
    let unknown = "Unknown shape: circel; did you mean 'circle'? Known: circle, dot, line, maybe, mixed, path, square, wrapped";
    assert_eq!(
        read::<Box<dyn external::Shape>>(r#"{"circel":{}}"#),
        unknown
    );
    assert_eq!(
        read::<Box<dyn internal::Shape>>(r#"{"type":"circel"}"#),
        unknown
    );
    assert_eq!(
        read::<Box<dyn adjacent::Shape>>(r#"{"type":"circel","with":0}"#),
        unknown
    );
    assert_eq!(
        read::<Box<dyn internal::Shape>>(r#"{"radius":1}"#),
        "missing field `type`"
    );
    assert_eq!(
        read::<Box<dyn adjacent::Shape>>(r#"{"with":1}"#),
        "missing field `type`"
    );
    assert_eq!(
        read::<Box<dyn adjacent::Shape>>(r#"{"type":"dot","type":"dot"}"#),
        "duplicate field `type`"
    );
    assert_eq!(read::<Box<dyn external::Shape>>("{}"), "no key of a shape");
    assert_eq!(
        read::<Box<dyn external::Shape>>("3"),
        "invalid type: integer `3`, expected a shape under its key"
    );
    // The concrete type's own.
    assert_eq!(
        read::<Box<dyn internal::Shape>>(r#"{"type":"circle","radius":300,"name":null}"#),
        "invalid value: integer `300`, expected u8"
    );

    // A type that nobody registered has no key.
    struct Stranger;
    impl external::Shape for Stranger {
        fn describe(&self) -> String {
            String::new()
        }
    }
    let stranger: Box<dyn external::Shape> = Box::new(Stranger);
    let said = serde_json::to_string(&stranger).unwrap_err().to_string();
    assert!(
        said.contains("its type is not registered by `#[register]`"),
        "{said}"
    );
}

#[test]
fn row_34_a_key_used_twice_is_neither_written_nor_read() {
    use dunder_tests::factory::{Saved, SavedFactory};

    #[derive(Default, Serialize, Deserialize)]
    struct Here;
    #[register("twice")]
    impl Saved for Here {}

    let said = super::error(SavedFactory::create("twice"));
    let here: Box<dyn Saved> = Box::new(Here);
    assert_eq!(serde_json::to_string(&here).unwrap_err().to_string(), said);
    let read = serde_json::from_str::<Box<dyn Saved>>(r#"{"twice":null}"#);
    assert!(read.err().unwrap().to_string().starts_with(&said));
}

#[test]
fn aliases_are_read_and_the_first_key_is_written() {
    #[factory(serde)]
    trait Animal {
        fn name(&self) -> &'static str;
    }
    #[derive(Default, Serialize, Deserialize)]
    struct Dog;
    #[register("hound")]
    #[register("dog", alias = "canis")]
    impl Animal for Dog {
        fn name(&self) -> &'static str {
            "dog"
        }
    }

    for key in ["dog", "canis", "hound"] {
        let document = format!(r#"{{"{key}":null}}"#);
        let back: Box<dyn Animal> = serde_json::from_str(&document).unwrap();
        assert_eq!(back.name(), "dog");
        assert_eq!(serde_json::to_string(&back).unwrap(), r#"{"dog":null}"#);
    }
}

#[test]
fn generic_traits_and_arguments() {
    #[factory(serde(tag = "kind"), args(start: u32))]
    trait Counter<T> {
        fn count(&self) -> T;
    }
    #[derive(Serialize, Deserialize)]
    struct From {
        start: u32,
    }
    #[register("from", new = |start| From { start })]
    impl Counter<u64> for From {
        fn count(&self) -> u64 {
            self.start.into()
        }
    }

    let made = CounterFactory::<u64>::create("from", 4).unwrap();
    let document = serde_json::to_string(&made).unwrap();
    assert_eq!(document, r#"{"kind":"from","start":4}"#);
    let back: Box<dyn Counter<u64>> = serde_json::from_str(&document).unwrap();
    assert_eq!(back.count(), 4);
}
