//! A derive that dunder does not see cannot read past a rule.

use dunder::{Violation, dataclass};
use serde::Deserialize as De;

#[dataclass(rule = ordered)]
#[derive(De)]
struct Span {
    from: u32,
    to: u32,
}

fn ordered(span: &Span) -> Result<(), Violation> {
    if span.from() > span.to() {
        return Err(Violation::new("must not end before it starts"));
    }
    Ok(())
}

fn main() {}
