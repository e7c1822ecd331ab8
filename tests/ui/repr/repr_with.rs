//! A `repr_with` that does not fit is told at its path.

use std::fmt;

fn of_int(_: &u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("int")
}

fn by_value(_: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("value")
}

fn text(_: &u8) -> String {
    String::new()
}

#[derive(dunder::Repr)]
struct Job {
    #[field(repr_with = of_int)]
    a: String,
    #[field(repr_with = by_value)]
    b: u8,
    #[field(repr_with = text)]
    c: u8,
    #[field(repr_with = missing)]
    d: u8,
}

fn main() {}
