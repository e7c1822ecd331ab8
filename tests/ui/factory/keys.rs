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

#[derive(Default)]
struct Oval;

#[register("oval", "ellipse")]
impl Shape for Oval {}

#[derive(Default)]
struct Cube;

#[register(key = "cube")]
impl Shape for Cube {}

#[derive(Default)]
struct Cone;

#[register(name = CONE, alias = "hat")]
impl Shape for Cone {}

fn main() {}
