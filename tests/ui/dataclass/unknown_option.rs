use dunder::dataclass;

#[dataclass(odrer, fronzen, frobnicate)]
#[derive(Clone)]
struct Point {
    #[field(defualt = 1.0)]
    x: f64,
    #[field(positiv, compair = false, zzz = 3)]
    y: f64,
}

fn main() {
    // The misspelt ones are read as meant: nothing else is said.
    let point = Point::new(2.0).unwrap();
    let _ = point.clone() < point;
}
