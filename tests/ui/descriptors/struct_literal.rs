//! A literal cannot hold a value that nobody checked.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positive)]
    price: f64,
}

fn main() {
    let _ = Product { price: -1.0 };
    let _ = Product { price: dunder::Field { value: -1.0 } };
}
