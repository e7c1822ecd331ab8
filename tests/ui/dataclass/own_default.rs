use dunder::dataclass;

#[dataclass]
#[derive(Default)]
struct Product {
    #[field(positive)]
    price: f64,
    #[field(non_empty)]
    name: String,
    #[field(range = 0..=10)]
    fits: u8,
    #[field(positive)]
    option: Option<u8>,
    #[field(positive, default = 1)]
    given: u8,
}

#[dataclass]
struct Written {
    #[field(default, non_zero)]
    count: u32,
}

fn main() {}
