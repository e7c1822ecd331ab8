//! Options of the repr: misspelt, misplaced, contradictory.

use std::fmt;

fn stars<T>(_: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("*")
}

#[derive(dunder::Repr)]
#[dunder(stlye = rust, eq = false)]
struct Misspelt {
    #[field(secert)]
    a: u8,
    #[field(repr_wiht = stars)]
    b: u8,
    #[field(positive)]
    c: u8,
    #[field(repr_with = 1)]
    d: u8,
    #[field]
    e: u8,
}

#[derive(dunder::Repr)]
#[dunder(style = json)]
struct Style(u8);

#[derive(dunder::Repr)]
#[dunder]
struct Bare(u8);

#[derive(dunder::Repr)]
struct Contradicts {
    #[field(secret, repr_with = stars)]
    a: u8,
    #[field(repr_with = stars, repr = false)]
    b: u8,
}

#[dunder::dataclass(repr = false, style = rust)]
struct Nothing {
    #[field(repr_with = stars)]
    a: u8,
}

#[dunder::dataclass(style = rust)]
#[derive(dunder::Repr)]
struct Twice {
    a: u8,
}

#[derive(dunder::Repr)]
union Both {
    a: u8,
    b: i8,
}

fn main() {}
