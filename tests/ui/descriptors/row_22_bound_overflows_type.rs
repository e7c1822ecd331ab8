//! A bound that the type cannot hold.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(le = 300)]
    count: u8,
}

fn main() {}
