use dunder::dataclass;
use std::collections::HashSet;

#[dataclass]
#[derive(Debug)]
struct Point {
    x: u8,
}

fn main() {
    HashSet::new().insert(Point::new(1));
}
