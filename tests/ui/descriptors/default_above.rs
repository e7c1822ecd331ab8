//! A derive above `#[dataclass]` does not see what the fields are.
use dunder::dataclass;

#[derive(Default)]
#[dataclass]
struct Product {
    #[field(positive)]
    price: f64,
}

fn main() {}
