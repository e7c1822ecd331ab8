use dunder::factory;

#[factory(name = "Shapes")]
trait Shape {}

#[factory(name = shapes::Factory, args(5, name: &str))]
trait Form {}

#[factory(args(by: impl Fn(f64) -> f64, mut size: u32))]
trait Scaled {}

#[factory(args(by: impl Fn(f64) -> f64, size: u32))]
trait Moved {}

fn main() {}
