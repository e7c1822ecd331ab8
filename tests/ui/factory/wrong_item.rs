use dunder::{factory, register};

#[factory]
struct Shape;

#[register("circle")]
/// What stands before an item is not pointed at.
#[derive(Default)]
struct Circle;

#[register("square")]
impl Circle {
    fn area(&self) -> f64 {
        3.0
    }
}

trait Plain {}

#[register("circle")]
impl Plain for Circle {}

#[register("round", new = || Circle)]
impl Plain for Shape {}

fn main() {}
