//! `get = copy` needs a type that is copied.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(non_empty, get = copy)]
    name: String,
}

fn main() {}
