//! Arguments that are missing, too many, or of another form.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(range)]
    a: i32,
    #[field(range = 10)]
    b: i32,
    #[field(positive = 3)]
    c: i32,
    #[field(each())]
    d: Vec<i32>,
    #[field(pattern = 3)]
    e: String,
    #[field(check = |x: &i32| Ok(()))]
    f: i32,
    #[field(positive, positive)]
    g: i32,
    #[field(range(1, 10))]
    h: i32,
}

fn main() {}
