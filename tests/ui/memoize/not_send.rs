use std::cell::Cell;
use std::rc::Rc;

use dunder::memoize;

#[memoize]
fn result(n: u32) -> Rc<u32> {
    Rc::new(n)
}

#[memoize]
fn argument(n: Rc<u32>) -> u32 {
    *n
}

#[memoize]
fn not_sync(n: u32) -> Cell<u32> {
    Cell::new(n)
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Local(Rc<u32>);

impl Local {
    #[memoize]
    fn method(&self) -> u32 {
        *self.0
    }
}

fn main() {
    result(1);
    argument(Rc::new(1));
    not_sync(1);
    Local(Rc::new(1)).method();
}
