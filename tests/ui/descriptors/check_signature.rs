//! A `check` takes a reference and returns a `Result<(), Violation>`.
use dunder::{Violation, dataclass};

fn by_value(value: i32) -> Result<(), Violation> {
    let _ = value;
    Ok(())
}

fn returns_bool(_: &i32) -> bool {
    true
}

#[dataclass]
struct Product {
    #[field(check = by_value)]
    a: i32,
    #[field(check = returns_bool)]
    b: i32,
    #[field(check = missing)]
    c: i32,
}

fn main() {}
