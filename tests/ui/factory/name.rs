use dunder::factory;

#[factory(name = "Shapes")]
trait Shape {}

#[factory(name = shapes::Factory, args(5, name: &str))]
trait Form {}

fn main() {}
