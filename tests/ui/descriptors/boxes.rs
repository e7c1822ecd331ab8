//! Rules are about what is in a box, and fit it or not.
use dunder::dataclass;
use std::rc::Rc;

#[dataclass]
struct Product {
    #[field(positive)]
    name: Box<String>,
    #[field(len = 3)]
    price: Option<Box<f64>>,
    #[field(range = 9..=1)]
    size: Box<i32>,
}

#[dataclass]
struct Shared {
    #[field(trim)]
    name: Rc<String>,
}

fn main() {}
