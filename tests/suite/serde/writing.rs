//! Writing: serde's own, with nothing of `Field` to see.

use dunder::dataclass;
use serde::{Deserialize, Serialize, Serializer};

#[dataclass]
#[derive(Serialize, Deserialize)]
struct Everything<'a, T: Clone> {
    #[field(positive)]
    number: i32,
    #[field(frozen)]
    text: &'a str,
    #[field(len = 1..)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list: Vec<T>,
    #[field(secret)]
    token: String,
    #[field(secret)]
    #[serde(serialize_with = "openly")]
    shown: String,
    plain: u8,
}

fn openly<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

#[test]
fn fields_are_transparent_and_secrets_masked() {
    let object = Everything::new(1, "a", vec![2.5], "hunter2", "hunter3", 4).unwrap();
    assert_eq!(
        serde_json::to_string(&object).unwrap(),
        r#"{"number":1,"text":"a","list":[2.5],"token":"**********","shown":"hunter3","plain":4}"#
    );
}

#[test]
fn borrowed_text_is_borrowed_from_the_input() {
    let input =
        r#"{"number":1,"text":"abc","list":[1],"token":"t","shown":"s","plain":4}"#.to_owned();
    let object: Everything<u8> = serde_json::from_str(&input).unwrap();
    let place = object.text().as_ptr() as usize;
    assert!((input.as_ptr() as usize..input.as_ptr() as usize + input.len()).contains(&place));
    assert_eq!(object.token(), "t");
}

#[dataclass]
#[derive(Serialize, Deserialize)]
struct Sizes {
    #[field(positive)]
    #[serde(skip_serializing_if = "is_default", default)]
    a: i32,
    #[field(len = ..9)]
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[test]
fn functions_that_are_generic_over_the_value_get_the_value() {
    let sizes = Sizes::new(3, vec![1, 2]).unwrap();
    assert_eq!(
        serde_json::to_string(&sizes).unwrap(),
        r#"{"a":3,"bytes":[1,2]}"#
    );
}

/// What `to_dict` and `to_tuple` give goes where `serde::Serialize` goes.
#[test]
fn values_are_serde_data() {
    use std::collections::BTreeMap;

    #[dataclass]
    #[derive(Clone, Debug)]
    enum Shape {
        Point,
        Circle(f64),
        Rect { w: u8, h: Option<u8> },
    }
    #[dataclass]
    #[derive(Debug)]
    struct Drawing {
        shapes: Vec<Shape>,
        #[field(positive)]
        scale: f32,
        sizes: BTreeMap<char, (i8, u64)>,
        #[field(secret)]
        key: String,
        wide: i128,
        nothing: (),
        foreign: std::num::ParseIntError,
    }
    let drawing = Drawing::new(
        vec![Shape::point(), Shape::circle(1.5), Shape::rect(1, None)],
        0.1,
        BTreeMap::from([('a', (-1, u64::MAX))]),
        "hunter2",
        -5,
        (),
        "x".parse::<u8>().unwrap_err(),
    )
    .unwrap();
    let dict = dunder::to_dict(&drawing);
    // Written by hand.
    assert_eq!(
        serde_json::to_string(&dict).unwrap(),
        r#"{"shapes":["Point",{"Circle":1.5},{"Rect":{"w":1,"h":null}}],"scale":0.1,"sizes":{"a":[-1,18446744073709551615]},"key":"**********","wide":-5,"nothing":[],"foreign":"ParseIntError { kind: InvalidDigit }"}"#
    );
    assert_eq!(
        serde_json::to_string(&dunder::to_tuple(&drawing)[0]).unwrap(),
        r#"["Point",["Circle",1.5],["Rect",1,null]]"#
    );
    let wide = serde_json::to_string(&dunder::Value::Int(i128::MIN)).unwrap();
    assert_eq!(wide, "-170141183460469231731687303715884105728");
    // A key that JSON cannot have is the format's error.
    let entry = (dunder::Value::List(Vec::new()), dunder::Value::None);
    assert!(serde_json::to_string(&dunder::Value::Dict(vec![entry])).is_err());
    let bytes = postcard::to_allocvec(&dunder::Value::Tuple(vec![
        dunder::Value::None,
        dunder::Value::Bool(true),
    ]));
    assert_eq!(bytes.unwrap(), [2, 1]);
}
