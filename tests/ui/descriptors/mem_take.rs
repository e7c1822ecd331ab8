//! A field has no default that its descriptors did not see.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positive)]
    price: f64,
}

fn main() {
    let mut p = Product::new(1.0).unwrap();
    let _ = std::mem::take(&mut p.price);
}
