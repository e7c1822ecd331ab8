//! Where a format string goes.

#[dunder::dataclass(display = "{x}")]
enum Shape {
    Circle { x: f64 },
}

#[derive(dunder::Display)]
#[display("{x}")]
enum Event {
    Got { x: u8 },
}

#[derive(dunder::Display)]
#[display]
struct Bare {
    x: u8,
}

#[derive(dunder::Display)]
#[display("{x}")]
#[display("{x}!")]
struct Twice {
    x: u8,
}

#[derive(dunder::Display)]
struct OnField {
    #[display("{x}")]
    x: u8,
}

#[dunder::dataclass(display = "{x}")]
#[derive(dunder::Display)]
struct Given {
    x: u8,
}

#[dunder::dataclass(repr = false, display = "{x}")]
struct Left {
    x: u8,
}

#[dunder::dataclass(display = x)]
struct Word {
    x: u8,
}

#[derive(dunder::Repr)]
fn function() {}

fn main() {}
