//! A message and a code belong to the rule before them.
use dunder::dataclass;

#[dataclass]
struct Product {
    #[field(message = "no", positive, finite)]
    a: f64,
    #[field(trim, message = "no")]
    b: String,
    #[field(each(positive), code = "no")]
    c: Vec<f64>,
    #[field(positive, message = "no", message = "never")]
    d: f64,
    #[field(message = "no")]
    e: f64,
}

fn main() {}
