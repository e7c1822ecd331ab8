use dunder::dataclass;

#[dataclass]
struct Point {
    x: f64,
    label: String,
}

fn main() {
    let _ = Point::new(1.0, "a").with_lable("b");
    let _ = Point::new(1.0);
}
