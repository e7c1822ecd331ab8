//! `with` of another type: rustc's mismatch names the declared type, not how it is stored.

use dunder::dataclass;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod text {
    use super::*;

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[dataclass]
#[derive(Serialize, Deserialize)]
struct Holder {
    #[field(positive)]
    #[serde(with = "text")]
    number: i32,
}

fn main() {}
