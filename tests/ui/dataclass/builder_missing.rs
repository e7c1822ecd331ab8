use dunder::dataclass;

#[dataclass(builder)]
struct Point {
    x: f64,
    y: f64,
    #[field(default = "origin")]
    label: String,
}

fn main() {
    let _ = Point::builder().x(1.0).label("a").build();
}
