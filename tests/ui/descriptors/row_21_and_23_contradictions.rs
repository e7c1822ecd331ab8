//! Rules that no value keeps.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(range = 10..=1)]
    a: i32,
    #[field(range = 5..5)]
    b: f64,
    #[field(len = 4..=2)]
    c: String,
    #[field(multiple_of = 0)]
    d: i32,
    #[field(gt = 4, lt = 5)]
    e: i32,
    #[field(positive, negative)]
    f: f64,
    #[field(lt = 0)]
    g: u8,
    #[field(negative)]
    h: u32,
    #[field(one_of = [])]
    i: String,
    #[field(range = ..)]
    j: i32,
    #[field(clamp = 0..10)]
    k: i32,
    #[field(non_empty, len = 0)]
    l: String,
    #[field(each(range = 3..=2))]
    m: Vec<u8>,
}

fn main() {}
