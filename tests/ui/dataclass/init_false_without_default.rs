use dunder::dataclass;

#[dataclass]
struct A {
    #[field(init = false)]
    x: u8,
    y: u8,
}

#[dataclass]
struct B {
    #[field(init = false, default = 1)]
    x: u8,
}

fn main() {
    let _ = A::new(1);
    let _ = B::new().with_x(2);
}
