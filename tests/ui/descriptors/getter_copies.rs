//! `get = copy` needs a type that is copied.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(non_empty, get = copy)]
    name: String,
}

type Text = String;

#[dataclass]
struct Alias {
    #[field(non_empty, get = copy)]
    name: Text,
}

#[dataclass]
struct Generic<T: PartialEq + std::fmt::Debug> {
    #[field(frozen, get = copy)]
    copied: T,
    #[field(frozen, get = clone)]
    cloned: T,
}

#[derive(Debug, PartialEq)]
struct Opaque;

#[dataclass]
struct NoClone {
    #[field(frozen, get = clone)]
    opaque: Opaque,
}

fn main() {}
