use dunder::dataclass;

struct NoDefault;

#[dataclass]
struct Point {
    #[field(default = "a")]
    x: f64,
    #[field(default = 1)]
    label: String,
    #[field(default = later)]
    earlier: u8,
    later: u8,
    #[field(default, repr = false, compare = false)]
    none: NoDefault,
    #[field(default = "3")]
    number: u8,
    #[field(default = "true")]
    flag: bool,
    #[field(default = "x")]
    letter: char,
    #[field(positive, default = "one")]
    described: i32,
}

fn main() {}
