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
