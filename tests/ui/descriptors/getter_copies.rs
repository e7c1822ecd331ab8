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

fn main() {}
