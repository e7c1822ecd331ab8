//! `via` takes a descriptor of the field's type.
use dunder::{Descriptor, FieldName, Violation, dataclass};

struct Slug {
    max: usize,
}

impl Descriptor<String> for Slug {
    fn set(&self, _: &FieldName, value: String) -> Result<String, Violation> {
        if value.len() > self.max { Err(Violation::new("must be short")) } else { Ok(value) }
    }
}

struct Nothing;

#[dataclass]
struct Product {
    #[field(via = Nothing)]
    a: String,
    #[field(via = Slug { max: 3 })]
    b: i32,
    #[field(via = Slug { maxi: 3 })]
    c: String,
}

fn main() {}
