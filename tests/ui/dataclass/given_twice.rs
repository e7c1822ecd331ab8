use dunder::dataclass;

#[dataclass(order, order)]
struct Point {
    #[field(default, default = 1.0)]
    x: f64,
    #[field(compare = false)]
    #[field(repr = false, compare = true)]
    y: f64,
}

#[dataclass]
#[dataclass(order)]
struct Twice {
    a: u8,
}

fn main() {
    let _ = Twice::new(1) < Twice::new(2);
}
