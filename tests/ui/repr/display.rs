//! Format strings over fields.

struct Opaque;

#[dunder::dataclass(display = "{x}:{z}")]
struct Unknown {
    x: f64,
    y: f64,
}

#[dunder::dataclass(display = "{x}:{labl}")]
struct Misspelt {
    x: f64,
    label: u8,
}

#[dunder::dataclass(display = "{}:{0}")]
struct Numbers {
    x: f64,
}

#[derive(dunder::Display)]
#[display("{0} {2}")]
struct Pair(u8, u8);

#[derive(dunder::Display)]
#[display("{x}")]
struct Unit;

#[derive(dunder::Display)]
#[display("{x.len()}")]
struct Expression {
    x: String,
}

#[derive(dunder::Display)]
#[display("{x")]
struct Braces {
    x: u8,
}

#[derive(dunder::Display)]
#[display("{x:?}")]
struct NoDebug {
    x: Opaque,
}

#[derive(dunder::Display)]
#[display("{x:w$}")]
struct Width {
    x: u8,
    w: u8,
}

fn main() {}
