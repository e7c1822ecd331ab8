use dunder::dataclass;

#[dataclass(builder)]
struct Tuple(u8, u8);

#[dataclass(builder)]
struct Tail {
    head: u8,
    tail: [u8],
}

#[dataclass(builder)]
struct Point {
    x: f64,
    #[field(init = false, default = 1.0)]
    y: f64,
}

fn main() {
    let _ = Point::builder().x("a").build();
    let _ = Point::builder().x(1.0).y(2.0).build();
    let _ = Point::builder().z(1.0);
}
