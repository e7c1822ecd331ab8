use std::rc::Rc;

use dunder::patchable;

#[patchable]
fn now() -> u64 {
    7
}

fn to_another_thread<T: Send>(_: T) {}

fn main() {
    let shared = Rc::new(1);
    let also = shared.clone();
    let guard = now::patch(move || *also);
    to_another_thread(guard.handle());

    let _guard = now::patch_global(move || *shared);
}
