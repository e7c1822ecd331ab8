//! A field's type has neither `Repr` nor `Debug`: one error, at the field.

struct Opaque;
struct Of<T>(T);

#[dunder::dataclass(eq = false)]
struct Job {
    id: u32,
    inner: Opaque,
    list: Vec<Opaque>,
}

#[derive(dunder::Repr)]
struct Generic<T> {
    value: T,
    of: Of<T>,
}

#[derive(dunder::Display)]
enum Event {
    Started,
    Got(Opaque),
}

#[derive(dunder::Display)]
#[dunder(style = rust)]
struct Rust(Opaque);

fn main() {}
