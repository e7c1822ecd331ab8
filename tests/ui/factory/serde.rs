use dunder::{factory, register};

#[factory(serde(content = "value"))]
trait Alone {}

#[factory(serde(tg = "type"))]
trait Shape {}

#[derive(Default)]
struct Circle;

#[register("circle")]
impl Shape for Circle {}

fn main() {}
