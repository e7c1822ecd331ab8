use dunder::dataclass;

#[dataclass(hash)]
struct Point {
    x: f64,
    #[field(total)]
    y: f64,
    z: Option<f32>,
    w: Vec<(f64, u8)>,
}

#[dataclass(hash)]
enum Shape {
    Circle(f64),
}

#[dataclass(hash)]
struct Foreign {
    x: NoHash,
}

#[derive(PartialEq, Debug)]
struct NoHash;

fn main() {}
