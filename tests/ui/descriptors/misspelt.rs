//! Misspelt rules, with and without an argument: all at once, each with what was meant.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(positve)]
    price: f64,
    #[field(lenght = 1..=10)]
    name: String,
    #[field(each(psitive))]
    stock: Vec<u32>,
}

fn main() {}
