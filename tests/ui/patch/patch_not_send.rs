use std::rc::Rc;

use dunder::patchable;

#[patchable]
fn now() -> u64 {
    7
}

fn to_another_thread<T: Send>(_: T) {}

fn main() {
    let shared = Rc::new(1);
    let guard = now::patch(move || *shared);
    to_another_thread(guard.handle());
}
