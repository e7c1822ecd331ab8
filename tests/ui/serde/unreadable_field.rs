//! A field that serde cannot read is told of once, at its type; so is a misspelt attribute of serde's.

use dunder::dataclass;
use serde::Deserialize;

#[derive(PartialEq, Debug)]
struct Opaque;

#[dataclass]
#[derive(Deserialize)]
struct Holder {
    #[field(frozen)]
    opaque: Opaque,
}

#[dataclass]
#[derive(Deserialize)]
struct Typo {
    #[field(positive)]
    #[serde(renam = "b")]
    a: i32,
}

fn main() {}
