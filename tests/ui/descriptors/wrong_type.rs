//! A rule on a type that it does not fit: one error at the rule, with what fits.
use std::collections::HashMap;

use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(range = 1..=10)]
    name: String,
    #[field(email)]
    id: i32,
    #[field(positive)]
    amounts: Vec<f64>,
    #[field(len = 1..=3)]
    count: Option<u8>,
    #[field(each(positive))]
    prices: HashMap<String, f64>,
    #[field(each(non_empty))]
    list: Vec<u8>,
    #[field(trim)]
    text: &'static str,
    #[field(positive)]
    flag: bool,
}

fn main() {
    let _ = Product::new("", 1, Vec::new(), None, HashMap::new(), Vec::new(), "", true).unwrap();
}
