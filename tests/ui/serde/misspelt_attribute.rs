//! A mistake in an attribute of serde's is told of by serde, once, at its place.

use dunder::dataclass;
use serde::Deserialize;

#[dataclass]
#[derive(Deserialize)]
#[serde(rename_al = "camelCase")]
struct Typo {
    #[field(positive)]
    #[serde(renam = "b")]
    a: i32,
}

fn main() {}
