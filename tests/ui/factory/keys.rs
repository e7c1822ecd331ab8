use dunder::{factory, register};

#[factory]
trait Shape {}

#[derive(Default)]
struct Circle;

#[register]
impl Shape for Circle {}

#[derive(Default)]
struct Square;

const SQUARE: &str = "square";

#[register(SQUARE)]
impl Shape for Square {}

#[derive(Default)]
struct Line;

#[register(new = || Line)]
impl Shape for Line {}

#[derive(Default)]
struct Dot;

#[register("dot", alias = "point", alias = "point", alias = 5)]
impl Shape for Dot {}

fn main() {}
