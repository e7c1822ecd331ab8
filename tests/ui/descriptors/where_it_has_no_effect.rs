//! No option is taken that does nothing.
use dunder::dataclass;

#[dataclass(post_init = init)]
struct Product {
    #[field(positive, init_only)]
    a: i32,
    #[field(get = clone)]
    b: i32,
    #[field(set = false)]
    c: i32,
}

fn init(_: &mut Product, _: i32) {}

#[dataclass]
enum Shape {
    Circle(#[field(positive)] f64),
}

fn main() {}
