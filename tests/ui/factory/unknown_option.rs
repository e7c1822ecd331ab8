use dunder::{factory, register};

#[factory(nuon = "shape", share)]
trait Shape {
    fn area(&self) -> f64;
}

#[derive(Default)]
struct Circle;

#[register("circle", aliass = "round", priority = 3)]
impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0
    }
}

fn main() {
    let _ = ShapeFactory::create("circle");
}
