//! A field of a type that serde cannot read or write.
use dunder::dataclass;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq)]
struct Opaque;

#[dataclass]
#[derive(Debug, Deserialize)]
struct Read {
    #[field(positive)]
    a: i32,
    b: Opaque,
}

#[dataclass]
#[derive(Debug, Serialize)]
struct Written {
    #[field(positive)]
    a: i32,
    b: Opaque,
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Described {
    #[field(frozen)]
    a: Opaque,
}

fn main() {}
