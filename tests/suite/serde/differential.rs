//! The same item twice: on plain serde, and as a class in which every field is described (by a rule that always
//! holds). Each input must give the same value, or the same error in the same words.

use dunder::Violation;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn fine<T>(_: &T) -> Result<(), Violation> {
    Ok(())
}

fn outcome<T: DeserializeOwned + Serialize>(input: &str) -> Result<String, String> {
    match serde_json::from_str::<T>(input) {
        Ok(value) => Ok(serde_json::to_string(&value).unwrap()),
        // Of a list of the wrong length serde says how many items the struct has; of a class it does not, since what it
        // says is then given by `expecting`.
        Err(error) => {
            let text = error.to_string();
            Err(match text.split_once(" with ") {
                Some((start, rest)) if start.starts_with("invalid length") => {
                    let place = rest.find(" at line").map_or("", |at| &rest[at..]);
                    format!("{start}{place}")
                }
                _ => text,
            })
        }
    }
}

/// What both sides use beside the item.
mod helpers {
    pub(super) use std::collections::{BTreeMap, HashMap};
    pub(super) use std::marker::PhantomData;

    pub(super) use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) mod hex {
        use super::{Deserialize, Deserializer, Serializer};

        pub(crate) fn serialize<S: Serializer>(
            value: &u32,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&format!("{value:x}"))
        }
        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<u32, D::Error> {
            let text = String::deserialize(deserializer)?;
            u32::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
        }
    }

    pub(super) fn seven() -> u32 {
        7
    }

    pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
        *value == T::default()
    }

    pub(super) fn wrapped<T: Serialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        [value].serialize(serializer)
    }

    #[derive(Debug, Default, Serialize, Deserialize)]
    pub(super) struct Inner {
        pub(super) left: u8,
        #[serde(default)]
        pub(super) right: u8,
    }

    /// What a macro cannot see through.
    pub(super) type Maybe = Option<Inner>;
    pub(super) type MaybeOf<T> = Option<T>;
    pub(super) type Few = (Vec<Inner>, MaybeOf<u8>);

    /// Without `Deserialize` for what is in it.
    #[derive(Debug, Default, Serialize)]
    pub(super) struct Opaque(u8);

    pub(super) fn opaque<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Opaque, D::Error> {
        u8::deserialize(deserializer).map(Opaque)
    }

    pub(super) fn left_seven() -> Inner {
        Inner { left: 7, right: 7 }
    }

    pub(super) fn seven_of<T: From<u8>>() -> MaybeOf<T> {
        Some(T::from(7))
    }

    #[derive(Debug, Default, Serialize, Deserialize)]
    pub(super) struct Pair<A, B = A>(pub(super) A, pub(super) B);

    pub(super) trait Has {
        type Of;
    }

    #[derive(Debug)]
    pub(super) struct Mark;

    impl Has for Mark {
        type Of = Inner;
    }

    #[derive(Debug, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub(super) enum Kind {
        Circle,
        Square { side: u8 },
    }
}

macro_rules! same {
    ($($test:ident: $ty:ty { $item:item } [$($input:expr),* $(,)?])*) => {$(
        mod $test {
            mod plain {
                #![allow(dead_code)]
                #[allow(unused_imports)]
                use super::super::helpers::*;
                #[derive(Debug, Serialize, Deserialize)]
                $item
                pub(super) fn outcome(input: &str) -> Result<String, String> {
                    super::super::outcome::<$ty>(input)
                }
            }
            mod class {
                #[allow(unused_imports)]
                use super::super::helpers::*;
                #[dunder::dataclass(rule = super::super::fine, eq = false, repr = false, new = false, with = false)]
                #[derive(Debug, Serialize, Deserialize)]
                $item
                pub(super) fn outcome(input: &str) -> Result<String, String> {
                    super::super::outcome::<$ty>(input)
                }
            }

            #[test]
            fn both() {
                for input in [$($input),*] {
                    let expected = plain::outcome(input);
                    assert_eq!(class::outcome(input), expected, "{input}");
                }
            }
        }
    )*};
}

same! {
    required_fields: Thing {
        struct Thing { a: u32, b: Option<String>, #[serde(rename = "type")] kind: Kind }
    } [
        r#"{"a": 1, "b": "x", "type": "circle"}"#,
        r#"{"a": 1, "type": {"square": {"side": 3}}}"#,
        r#"{"a": 1, "b": null, "type": "circle", "more": 1}"#,
        r#"{"a": 1, "b": "x", "kind": "circle"}"#,
        r#"{"a": 1, "a": 2, "type": "circle"}"#,
        r#"{"a": "1", "type": "circle"}"#,
        r#"{"a": -1, "type": "circle"}"#,
        r#"[1, "x", "circle"]"#, r#"[1, "x"]"#, r#"[1, "x", "circle", 4]"#, "[]", "7", "null", "\"x\"", "{", "",
    ]
    rename_all_camel: Thing {
        #[serde(rename_all = "camelCase")]
        struct Thing { max_bytes: u8, a_b_c: u8, under_: u8, x: u8, r#type: u8, #[serde(rename = "snake_case")] odd_one: u8 }
    } [
        r#"{"maxBytes": 1, "aBC": 2, "under": 3, "x_": 3, "x": 4, "type": 5, "snake_case": 6}"#,
        r#"{"maxBytes": 1, "aBC": 2, "Under": 3, "x": 4, "type": 5, "snake_case": 6}"#,
        r#"{"max_bytes": 1}"#, r#"{"maxBytes": 1}"#,
    ]
    rename_all_sides: Thing {
        #[serde(rename_all(serialize = "SCREAMING-KEBAB-CASE", deserialize = "kebab-case"), rename(serialize = "Other"))]
        struct Thing { max_bytes: u8, #[serde(rename(serialize = "out", deserialize = "in"))] both: u8 }
    } [
        r#"{"max-bytes": 1, "in": 2}"#, r#"{"MAX-BYTES": 1, "out": 2}"#, "{}", "3",
    ]
    deny_unknown: Thing {
        #[serde(deny_unknown_fields)]
        struct Thing { a: u8, #[serde(alias = "bee", alias = "c")] b: u8 }
    } [
        r#"{"a": 1, "b": 2}"#, r#"{"a": 1, "bee": 2}"#, r#"{"a": 1, "c": 2}"#, r#"{"a": 1, "b": 2, "d": 3}"#,
        r#"{"a": 1, "b": 2, "c": 3}"#,
    ]
    defaults: Thing {
        struct Thing { #[serde(default)] a: u32, #[serde(default = "seven")] b: u32, c: u32 }
    } [
        r#"{"c": 1}"#, r#"{"a": 1, "b": 2, "c": 3}"#, "{}", r#"{"a": null, "c": 1}"#, "[1]", "[1, 2]", "[1, 2, 3]",
    ]
    container_default: Thing {
        #[derive(Default)]
        #[serde(default)]
        struct Thing { a: u32, #[serde(default = "seven")] b: u32, c: Vec<u8> }
    } [
        r#"{"c": [1]}"#, r#"{"a": 1, "b": 2, "c": []}"#, "{}", r#"{"c": null}"#, "[1]", "[]",
    ]
    skipping: Thing {
        struct Thing {
            #[serde(skip)] a: u32,
            #[serde(skip_deserializing)] b: u32,
            #[serde(skip_serializing)] c: u32,
            #[serde(skip_serializing_if = "Option::is_none", default)] d: Option<u32>,
            #[serde(skip_serializing_if = "is_default", default)] e: u32,
            #[serde(skip_serializing_if = "String::is_empty", default)] f: String,
            #[serde(skip, default = "seven")] g: u32,
        }
    } [
        r#"{"c": 1}"#, r#"{"a": 1, "b": 2, "c": 3}"#, r#"{"c": 1, "d": 2, "e": 3, "f": "x", "g": 4}"#, "{}", "[1, 2]",
    ]
    by_functions: Thing {
        struct Thing {
            #[serde(with = "hex")] a: u32,
            #[serde(serialize_with = "hex::serialize", deserialize_with = "hex::deserialize")] b: u32,
            #[serde(serialize_with = "wrapped")] c: u32,
            #[serde(with = "hex", default)] d: u32,
            #[serde(with = "serde_bytes")] e: Vec<u8>,
        }
    } [
        r#"{"a": "ff", "b": "10", "c": 3, "d": "1", "e": [1, 2]}"#,
        r#"{"a": "ff", "b": "10", "c": 3, "e": "xyz"}"#,
        r#"{"a": "zz", "b": "10", "c": 3, "e": []}"#,
        r#"{"a": 1, "b": "10", "c": 3, "e": []}"#,
    ]
    flattened: Thing {
        struct Thing { a: u8, #[serde(flatten)] inner: Inner, #[serde(flatten)] rest: BTreeMap<String, u8> }
    } [
        r#"{"a": 1, "left": 2, "x": 3, "y": 4}"#, r#"{"a": 1, "left": 2, "right": 3}"#, r#"{"a": 1}"#,
        r#"{"a": 1, "left": 2, "x": "z"}"#, "[1]",
    ]
    newtype: Meters {
        struct Meters(u32);
    } ["3", "-3", "[3]", "null", "{}"]
    newtype_with: Meters {
        struct Meters(#[serde(with = "hex")] u32);
    } ["3", "\"ff\""]
    tuple: Pair {
        struct Pair(u32, #[serde(with = "hex")] u32);
    } ["[1, \"ff\"]", "[1]", "[1, \"2\", 3]", "{}", "1"]
    transparent: Only {
        #[serde(transparent)]
        struct Only { value: Vec<u8>, #[serde(skip)] mark: PhantomData<u8> }
    } ["[1, 2]", "{\"value\": []}", "3"]
    tagged: Thing {
        #[serde(tag = "type")]
        struct Thing { a: u8 }
    } [r#"{"type": "Thing", "a": 1}"#, r#"{"type": "Other", "a": 1}"#, r#"{"a": 1}"#, "{}"]
    expecting: Thing {
        #[serde(expecting = "a thing with `a`")]
        struct Thing { a: u8 }
    } ["3", "[]", "{}"]
    conditional: Thing {
        #[cfg_attr(all(), serde(rename_all = "UPPERCASE"))]
        struct Thing {
            #[cfg_attr(all(), serde(rename = "alpha"))] a: u8,
            #[cfg_attr(any(), serde(rename = "beta"))] b: u8,
            #[cfg_attr(all(), serde(with = "hex"))] c: u32,
            #[cfg(any())] d: u8,
            #[cfg(all())] e: u8,
        }
    } [r#"{"alpha": 1, "B": 2, "C": "a", "E": 3}"#, r#"{"a": 1}"#, r#"{"alpha": 1, "beta": 2}"#]
    generic: Thing<u8, 2> {
        struct Thing<T: Clone, const N: usize> where T: Copy { list: Vec<T>, one: Option<T>, mark: PhantomData<T>, sizes: PhantomData<[u8; N]> }
    } [r#"{"list": [1], "one": 2, "mark": null, "sizes": null}"#, r#"{"list": [256], "mark": null}"#, r#"{"list": []}"#]
    bounded: Thing<u8> {
        struct Thing<T> {
            #[serde(bound(deserialize = "T: Deserialize<'de> + Default", serialize = "T: Serialize"), default)] a: T,
            #[serde(serialize_with = "wrapped", bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))] b: T,
        }
    } [r#"{"b": 1}"#, r#"{"a": 1, "b": 2}"#, r#"{"a": 1}"#]
    recursive: Tree {
        struct Tree { value: u8, #[serde(default)] kids: Vec<Tree>, #[serde(default)] next: Option<Box<Self>> }
    } [
        r#"{"value": 1, "kids": [{"value": 2}], "next": {"value": 3, "kids": []}}"#,
        r#"{"value": 1, "kids": [{}]}"#, r#"{"value": 1, "next": 5}"#,
    ]
    collections: Thing {
        struct Thing { map: HashMap<String, Inner>, list: [u8; 3], tuple: (u8, String), big: u128, unit: () }
    } [
        r#"{"map": {"a": {"left": 1}}, "list": [1, 2, 3], "tuple": [1, "x"], "big": 340282366920938463463374607431768211455, "unit": null}"#,
        r#"{"map": {}, "list": [1, 2], "tuple": [1, "x"], "big": 1, "unit": null}"#,
        r#"{"map": {"a": {"right": 1}}}"#,
    ]
    empty: Nothing { struct Nothing {} } ["{}", "[]", "null", r#"{"a": 1}"#]
    // What follows is read by way of the class: types that a macro cannot know.
    aliases_of_options: Thing {
        struct Thing { a: Maybe, b: MaybeOf<u8>, c: MaybeOf<Maybe>, d: Few, #[serde(deserialize_with = "Maybe::deserialize")] e: Maybe }
    } [
        r#"{"d": [[], null], "e": null}"#, r#"{"d": [[], null]}"#, r#"{"a": {"left": 1}, "b": 2, "c": null, "d": [[{"left": 1}], 3], "e": {"left": 4}}"#,
        r#"{"a": 3}"#, "{}", r#"[null, null, {"left": 1}, [[], 1], null]"#,
    ]
    own_types_and_defaults: Thing {
        struct Thing {
            #[serde(default = "left_seven")] a: Inner,
            #[serde(default)] b: Inner,
            #[serde(default = "seven_of")] c: MaybeOf<u32>,
            #[serde(skip)] d: Opaque,
            #[serde(deserialize_with = "opaque")] e: Opaque,
            #[serde(rename = "kind", alias = "art")] f: Kind,
        }
    } [
        r#"{"e": 1, "kind": "circle"}"#, r#"{"e": 1, "art": {"square": {"side": 300}}}"#,
        r#"{"a": {"left": 1, "right": 2}, "b": {"left": 3}, "c": null, "d": 4, "e": 5, "art": "circle"}"#,
        r#"{"e": 1, "kind": "square"}"#, r#"{"a": {}, "e": 1}"#, r#"{"e": 1, "kind": "circle", "art": "circle"}"#,
    ]
    container_default_of_own_types: Thing {
        #[derive(Default)]
        #[serde(default, deny_unknown_fields)]
        struct Thing { a: Inner, #[serde(default = "left_seven")] b: Inner, c: Maybe, d: BTreeMap<u8, Inner> }
    } [
        "{}", r#"{"a": {"left": 1}, "d": {"1": {"left": 2}}}"#, r#"{"b": {}}"#, r#"{"e": 1}"#, r#"[{"left": 1}]"#,
    ]
    flattened_aliases: Thing {
        struct Thing { a: u8, #[serde(flatten)] inner: Maybe, #[serde(flatten)] kind: Option<Kind>, #[serde(flatten)] rest: HashMap<String, Pair<u8>> }
    } [
        r#"{"a": 1}"#, r#"{"a": 1, "left": 2}"#, r#"{"a": 1, "square": {"side": 4}}"#, r#"{"a": 1, "x": [1, 2]}"#, r#"{"a": 1, "x": 1}"#, "{}",
    ]
    newtype_of_own: Only {
        struct Only(Inner);
    } [r#"{"left": 1}"#, "{}", "[1, 2]", "3"]
    transparent_of_own: Only<u8> {
        #[serde(transparent)]
        struct Only<T> { value: Pair<T, Inner>, #[serde(skip)] mark: PhantomData<T> }
    } [r#"[1, {"left": 1}]"#, "[]"]
    tuple_of_own: Few2 {
        struct Few2(Kind, Maybe, #[serde(default)] Pair<MaybeOf<u8>>);
    } [r#"["circle", null, [1, null]]"#, r#"["circle", {"left": 1}]"#, r#"["circle"]"#, "[]"]
    generic_of_own: Thing<u8, Mark, 2> {
        struct Thing<T, H: Has, const N: usize> where H::Of: Default {
            a: Pair<T>, b: MaybeOf<Pair<T, T>>, c: H::Of, d: PhantomData<H>, e: Pair<[T; 2], PhantomData<[u8; N]>>,
            #[serde(skip)] g: PhantomData<Opaque>,
        }
    } [
        r#"{"a": [1, 2], "c": {"left": 3}, "d": null, "e": [[1, 2], null]}"#,
        r#"{"a": [1, 2], "b": [3, 400], "c": {"left": 3}}"#, r#"{"a": [1, 2]}"#, "{}",
    ]
    generic_with_bounds: Thing<u8> {
        #[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de> + Default"))]
        struct Thing<T> where T: From<u8> { a: Pair<T>, #[serde(default = "seven_of")] b: MaybeOf<T>, #[serde(default)] c: MaybeOf<Pair<T>> }
    } [r#"{"a": [1, 2]}"#, r#"{"a": [1, 2], "b": 1, "c": [3, 4]}"#, r#"{"a": [1]}"#]
    generic_and_recursive: Tree<u8> {
        struct Tree<T> { value: T, extra: Pair<T>, #[serde(default)] kids: Vec<Tree<T>>, next: MaybeOf<Box<Tree<T>>> }
    } [
        r#"{"value": 1, "extra": [1, 2], "kids": [{"value": 2, "extra": [1, 2]}], "next": {"value": 3, "extra": [1, 2], "kids": []}}"#,
        r#"{"value": 1, "extra": [1, 2], "kids": [{}]}"#,
    ]
}
