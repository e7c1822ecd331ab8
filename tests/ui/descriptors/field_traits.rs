//! What the type of a described field lacks is told of at the field.
use std::collections::HashMap;

use dunder::dataclass;

#[derive(Debug)]
struct Opaque;

#[dataclass]
struct Equal {
    #[field(frozen)]
    x: Opaque,
}

#[dataclass(order)]
struct Ordered {
    #[field(frozen)]
    x: HashMap<String, u8>,
}

#[dataclass(hash)]
struct Hashed {
    #[field(frozen)]
    x: HashMap<String, u8>,
}

#[dataclass(eq = false)]
#[derive(Clone)]
struct Cloned {
    #[field(frozen, get = clone)]
    x: Opaque,
}

fn main() {}
