//! A `rule` takes a reference to the class and returns a `Result<(), Violation>`.
use dunder::{Violation, dataclass};

#[dataclass(rule = mutable, rule = boolean, rule = missing, rule = right)]
struct Span {
    from: u32,
    to: u32,
}

fn mutable(_: &mut Span) -> Result<(), Violation> {
    Ok(())
}

fn boolean(span: &Span) -> bool {
    span.from() <= span.to()
}

fn right<T>(_: &T) -> Result<(), Violation> {
    Ok(())
}

fn main() {}
