//! `impl Metaclass` needs `#[metaclass]` above it.

struct Orm;

impl dunder::Metaclass for Orm {
    type OnClass = ();
    const CLASS: () = ();
    type OnField = ();
    const FIELD: () = ();
    type OnType = ();
}

fn main() {}
