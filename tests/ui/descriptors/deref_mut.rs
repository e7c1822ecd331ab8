//! A described field is read through, never written through.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positive)]
    price: f64,
    #[field(len = ..=2)]
    tags: Vec<String>,
}

fn main() {
    let p = Product::new(1.0, Vec::new()).unwrap();
    *p.price = -1.0;
    p.tags.push(String::new());
}
