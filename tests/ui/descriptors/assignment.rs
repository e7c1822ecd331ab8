//! A described field takes no value but through its descriptors.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positive)]
    price: f64,
}

fn main() {
    let mut p = Product::new(1.0).unwrap();
    p.price = -1.0;
}
