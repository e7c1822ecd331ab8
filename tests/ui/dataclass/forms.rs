use dunder::dataclass;

#[dataclass(order = 1, eq, display = 3, style = ruby, post_init = |this: &mut A, x: u8| {}, crate)]
struct A {
    #[field(default(1), compare, repr_with, into = "x")]
    x: u8,
    #[field]
    y: u8,
    #[field = 3]
    z: u8,
    #[field(5, frozen, frozen)]
    w: u8,
    #[field(get = value, key = )]
    v: u8,
}

fn main() {}
