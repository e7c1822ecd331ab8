use dunder::dataclass;

#[derive(Debug)]
struct Opaque;

#[dataclass]
struct A {
    x: Opaque,
}

#[dataclass(order)]
struct B<T> {
    x: T,
    y: Opaque,
}

fn main() {}
