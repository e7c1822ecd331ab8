use dunder::dataclass;

#[dataclass(order)]
struct A {
    x: u8,
}

#[dataclass(order)]
struct B {
    x: u8,
}

fn main() {
    let _ = A::new(1) == B::new(1);
    let _ = A::new(1) < B::new(1);
}
