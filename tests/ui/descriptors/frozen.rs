//! A frozen field is written nowhere, its own module included.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positive, frozen)]
    price: f64,
}

fn main() {
    let mut p = Product::new(1.0).unwrap();
    p.price = 2.0;
    let _ = p.price.set(2.0);
    p.set_price(2.0);
}
