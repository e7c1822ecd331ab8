use dunder::{factory, register};

#[factory]
struct Shape;

#[register("circle")]
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

#[factory]
#[factory(noun = "form")]
trait Form {}

#[register("circle")]
impl Form for Circle {}

fn main() {}
