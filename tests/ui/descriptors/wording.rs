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

// What stands in braces is filled in, or told here.
#[dataclass]
struct Filled {
    #[field(positive, message = "must be more than {valu}")]
    a: f64,
    #[field(range = 1..=3, message = "{min} to {max}, not {value:.2}")]
    b: f64,
    #[field(gt = 1, message = "{value")]
    c: i32,
    #[field(len = 1.., message = "not {}")]
    d: String,
    #[field(each(email, message = "{path} is none"))]
    e: Vec<String>,
    #[field(le = 5, message = "{{not}} {value}: {bound} is most")]
    f: i32,
    #[field(check = even, message = "{by} does not divide it")]
    g: i32,
}

fn even(_: &i32) -> Result<(), dunder::Violation> {
    Ok(())
}

fn main() {}
