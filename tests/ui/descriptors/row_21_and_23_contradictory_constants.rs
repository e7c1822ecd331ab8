//! Constants are compared too, under `cargo check`.
use dunder::dataclass;

const LOW: i32 = 10;
const HIGH: i32 = 1;
mod limits {
    pub const STEP: f64 = 0.0;
    pub const LONGEST: usize = 3;
}

#[dataclass]
struct Product {
    #[field(range = LOW..=HIGH)]
    a: i32,
    #[field(multiple_of = limits::STEP)]
    b: f64,
    #[field(len = 4..=limits::LONGEST)]
    c: String,
    #[field(default = HIGH, ge = LOW)]
    d: i32,
    #[field(default = HIGH, range = 2..=20)]
    f: i32,
}

fn main() {}
