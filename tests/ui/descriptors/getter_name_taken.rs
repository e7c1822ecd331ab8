//! A getter has the name of its field: another method may not have it.
use dunder::dataclass;

#[dataclass]
struct Record {
    #[field(positive)]
    update: u32,
    #[field(positive)]
    price: u32,
    set_price: u32,
    #[field(positive)]
    with_price: u32,
}

fn main() {}
