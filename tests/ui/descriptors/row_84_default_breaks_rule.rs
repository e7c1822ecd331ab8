//! A literal default that breaks the field's own rule.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(default = -1.0, positive)]
    price: f64,
    #[field(default = 11, range = 1..=10)]
    count: u8,
    #[field(default = "", non_empty)]
    name: String,
    #[field(default = "steel", one_of = ["wood", "metal"])]
    kind: String,
    #[field(default = 7, multiple_of = 5)]
    step: i32,
    #[field(default = "a b", slug)]
    slug: String,
    #[field(default = "10.0.0.256", ipv4)]
    host: String,
    #[field(default = "Q-7", pattern = "^[A-Z]{2,3}-[0-9]+$")]
    part: String,
    #[field(default = "", uuid)]
    id: String,
}

fn main() {}
