use dunder::dataclass;

#[dataclass(frozen)]
#[derive(Clone)]
struct Point {
    x: f64,
    y: f64,
}

fn through_a_reference(point: &mut Point) {
    *point.x += 1.0;
    std::mem::swap(&mut *point.x, &mut 5.0);
    let Point { x, .. } = point;
    **x = 5.0;
}

fn main() {
    let mut point = Point::new(1.0, 2.0);
    point.x = 3.0;
    point.set_x(3.0);
    let _ = Point { x: 1.0, ..point };
    point.x.set(5.0);
    let _ = std::mem::take(&mut point.x);
    let _ = std::mem::replace(&mut point.x, 5.0);
    let _ = Point { x: 1.0, y: 2.0 };
}
