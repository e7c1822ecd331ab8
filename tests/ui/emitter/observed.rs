use dunder::dataclass;

struct NoEq;

#[dataclass(eq = false, repr = false)]
struct Holder {
    #[field(observed)]
    x: NoEq,
}

#[dataclass]
struct Point {
    #[field(observed)]
    x: f64,
}

fn main() {
    let point = Point::new(1.0);
    point.on_x_change(|old| println!("{old}")).detach();
    point.on_x_change(|old: &u32, new: &u32| println!("{old} {new}")).detach();
    point.on_y_change(|old, new| println!("{old} {new}")).detach();
}
