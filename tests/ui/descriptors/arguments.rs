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
    #[field(range = "a".."b", one_of = ["a"])]
    i: i32,
    #[field(len = -1..=3)]
    j: String,
    #[field(len = "3")]
    k: Vec<u8>,
    #[field(gt = 1.5, lt = 4)]
    l: Option<u8>,
    #[field(ge = -1)]
    m: u8,
    #[field(default = "none", len = 3..)]
    n: Option<String>,
    #[field(default = 3)]
    o: Option<u8>,
    #[field(each(le = 'x'))]
    p: Vec<f32>,
    #[field(one_of = "a")]
    q: String,
    #[field(contains = 3, prefix = 'x')]
    r: String,
    #[field(suffix = 2.0)]
    s: &'static str,
    #[field(range = (1, 10))]
    t: i32,
    #[field(len = [1, 10])]
    u: String,
    #[field(range = (1)..=(10))]
    v: i32,
}

#[dataclass]
#[field(positive)]
struct Misplaced(i32);

fn main() {}
