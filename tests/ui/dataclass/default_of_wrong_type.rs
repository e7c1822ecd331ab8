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
}

fn main() {}
