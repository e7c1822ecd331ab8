use dunder::dataclass;

#[dataclass(frozen)]
#[derive(Clone)]
struct Point {
    x: f64,
    y: f64,
}

fn main() {
    let mut point = Point::new(1.0, 2.0);
    point.x = 3.0;
    point.set_x(3.0);
    *point.x += 1.0;
    let _ = Point { x: 1.0, ..point };
    point.x.set(5.0);
}
