//! What is nested must be readable: a class, or a type with a raw form.

use dunder::{Validate, ValidationError, dataclass};
use serde::Deserialize;

#[dataclass]
struct Line {
    #[field(positive)]
    price: f64,
}

#[derive(PartialEq, Debug, Deserialize)]
struct Foreign;

impl Validate for Foreign {
    fn validate(&self) -> Result<(), ValidationError> {
        Ok(())
    }
}

#[dataclass]
#[derive(Deserialize)]
struct Order {
    #[field(each(nested))]
    lines: Vec<Line>,
    #[field(nested)]
    foreign: Foreign,
}

fn main() {}
