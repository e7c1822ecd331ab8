//! What changes behind a shared reference cannot be guarded.
use std::cell::Cell;
use std::sync::Mutex;

use dunder::{Violation, dataclass};

fn any<T>(_: &T) -> Result<(), Violation> {
    Ok(())
}

#[dataclass(eq = false, repr = false)]
struct Product {
    #[field(check = any)]
    price: Cell<f64>,
    #[field(check = any)]
    stock: Mutex<u32>,
    #[field(positive)]
    size: Cell<u32>,
}

fn main() {}
