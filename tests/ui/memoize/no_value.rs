//! Nothing follows from an option without a value.
use dunder::memoize;

#[memoize(skip = list)]
fn f(list: &mut Vec<u32>) -> u32 {
    list.push(1);
    1
}

#[memoize(key)]
fn g(x: &dyn Fn() -> f64) -> u32 {
    x() as u32
}

struct Map(f64);

impl Map {
    #[memoize(per_instance)]
    fn h(&self) -> f64 {
        self.0
    }

    #[memoize(skip(selv))]
    fn i(&self, n: u32) -> u32 {
        n
    }
}

#[memoize(skip(self))]
fn j(n: u32) -> u32 {
    n
}

fn main() {
    let map = Map(1.0);
    let _ = (f(&mut Vec::new()), g(&|| 1.0), map.h(), map.i(1), j(1));
}
