use std::rc::Rc;

use dunder::memoize;

#[derive(Clone, PartialEq)]
struct NoHash(f64);

#[memoize]
fn argument(n: u32, x: NoHash) -> u32 {
    n + x.0 as u32
}

struct NoClone;

#[memoize]
fn result(n: u32) -> NoClone {
    let _ = n;
    NoClone
}

#[memoize(ok = true)]
fn not_a_result(n: u32) -> u32 {
    n
}

#[memoize(some)]
fn not_an_option(n: u32) -> u32 {
    n
}


fn main() {
    argument(1, NoHash(1.0));
    result(1);
    let _: Option<Rc<u32>> = None;
}
