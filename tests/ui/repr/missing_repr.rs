//! Where a `Repr` is asked for.

struct Opaque;

#[derive(dunder::Repr)]
struct Generic<T> {
    value: T,
}

fn main() {
    dunder::repr(&Opaque);
    dunder::repr(&Generic { value: Opaque });
    dunder::repr(&vec![Opaque]);
}
