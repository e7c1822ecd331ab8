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

#[dataclass]
#[derive(Debug, Deserialize)]
struct Inside<'a, T> {
    #[field(frozen)]
    a: Vec<Opaque>,
    #[field(secret)]
    b: Opaque,
    #[serde(default)]
    #[field(default = None)]
    c: Option<Opaque>,
    d: Borrowed<'a>,
    e: T,
}

#[derive(Debug, PartialEq)]
struct Borrowed<'a>(&'a str);

fn main() {}
