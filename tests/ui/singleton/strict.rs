use dunder::singleton;

struct Nothing;

#[singleton(strict)]
impl Nothing {
    fn new() -> Self {
        Self
    }
}

struct Pattern(u32);

#[singleton(strict)]
impl Pattern {
    fn new((a, b): (u32, u32)) -> Self {
        Self(a + b)
    }
}

struct Opaque;

struct Incomparable(u32);

#[singleton(strict)]
impl Incomparable {
    fn new(of: Opaque) -> Self {
        let _ = of;
        Self(1)
    }
}

struct Fallible(u32);

#[singleton(strict)]
impl Fallible {
    fn parse(text: &str) -> Result<Self, std::num::ParseIntError> {
        text.parse().map(Self)
    }
}

fn main() {}
