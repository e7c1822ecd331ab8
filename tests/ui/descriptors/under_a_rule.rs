//! Where a rule couples the fields, none is set alone.
use dunder::{Violation, dataclass};

#[dataclass(rule = in_order)]
struct Span {
    pub lo: i32,
    pub hi: i32,
}

fn in_order(span: &Span) -> Result<(), Violation> {
    if span.lo() <= span.hi() { Ok(()) } else { Err(Violation::new("lo is above hi")) }
}

fn main() {
    let mut span = Span::new(1, 2).unwrap();
    let _ = span.lo.set(3);
    span.lo = dunder::Field::new(3).unwrap();
}
