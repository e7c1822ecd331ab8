//! A regular expression is parsed at compile time.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(pattern = "^(a|b")]
    code: String,
    #[field(pattern = "[z-a]+")]
    name: String,
}

fn main() {}
