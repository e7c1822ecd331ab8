//! The classes as `#[dataclass]` writes them.

use dunder::{Violation, dataclass};

#[dataclass(order)]
pub struct Product {
    #[field(len = 1..=20)]
    name: String,
    #[field(positive)]
    price: f64,
    #[field(range = 1..=10)]
    quantity: u32,
    #[field(each(positive))]
    sizes: Vec<u32>,
}

#[dataclass(rule = in_order)]
pub struct Span {
    lo: i32,
    #[field(le = 100)]
    hi: i32,
}

fn in_order(span: &Span) -> Result<(), Violation> {
    if span.lo() <= span.hi() {
        Ok(())
    } else {
        Err(Violation::new("lo must not be above hi"))
    }
}

super::loops!(Product, Span);
