use dunder::{factory, register};

#[factory]
#[factory(noun = "form")]
trait Shape {}

#[derive(Default)]
struct Circle;

#[register("circle")]
impl Shape for Circle {}

fn main() {}
