use std::rc::Rc;

use dunder::singleton;

#[derive(Default)]
#[singleton]
struct Shared(Rc<u32>);

struct Pool<T>(T);

#[singleton]
impl<T: Default> Pool<T> {
    fn new() -> Self {
        Self(T::default())
    }
}

fn main() {
    Shared::instance();
    Pool::<Rc<u32>>::new();
}
