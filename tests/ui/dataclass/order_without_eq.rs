use dunder::dataclass;

#[dataclass(eq = false, order)]
struct Point {
    x: f64,
}

#[dataclass(hash, eq = false)]
struct Key {
    x: u8,
}

fn main() {
    let _ = Point::new(1.0);
    let _ = Key::new(1);
}
