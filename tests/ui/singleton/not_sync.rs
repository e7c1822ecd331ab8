use std::cell::Cell;

use dunder::singleton;

#[derive(Default)]
#[singleton]
struct Counter(Cell<u32>);

fn main() {
    Counter::instance();
}
