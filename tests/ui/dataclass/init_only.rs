use dunder::dataclass;

#[dataclass]
struct A {
    x: u8,
    #[field(init_only)]
    y: u8,
}

fn finish(_: &mut B, _: u8, _: u8) {}

#[dataclass(post_init = finish)]
struct B {
    #[field(init_only, init = false)]
    x: u8,
    #[field(init_only, frozen, positive, compare = false)]
    y: u8,
    z: u8,
}

fn main() {
    let _ = A::new(1, 2);
}
