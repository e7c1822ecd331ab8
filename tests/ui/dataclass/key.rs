use dunder::dataclass;

#[dataclass(order)]
struct A {
    #[field(key = |x| x.nothing())]
    x: String,
    #[field(key = 5)]
    y: u8,
    #[field(total)]
    z: u8,
}

struct Celsius(f64);

#[dataclass(order, repr = false)]
struct B {
    #[field(total)]
    z: Celsius,
}

#[dataclass(order, hash)]
struct C {
    #[field(key = self.name.len())]
    name: String,
    #[field(key = names.len())]
    other: String,
}

fn main() {}
