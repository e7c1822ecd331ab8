//! A `check` takes a reference and returns a `Result<(), Violation>`.
use dunder::{Violation, dataclass};

fn by_value(value: i32) -> Result<(), Violation> {
    let _ = value;
    Ok(())
}

fn returns_bool(_: &i32) -> bool {
    true
}

#[dataclass]
struct Product {
    #[field(check = by_value)]
    a: i32,
    #[field(check = returns_bool)]
    b: i32,
    #[field(check = missing)]
    c: i32,
    #[field(check = of_another)]
    d: i32,
    #[field(each(check = by_value))]
    e: Vec<i32>,
}

fn of_another(_: &str) -> Result<(), Violation> {
    Ok(())
}

// These fit: through a `Deref`, generic, and more than asked for.
#[dataclass]
struct Right {
    #[field(check = of_another)]
    a: String,
    #[field(check = generic)]
    b: Option<String>,
}

fn generic<T: AsRef<str> + ?Sized>(_: &T) -> Result<(), Violation> {
    Ok(())
}

fn main() {}
