use std::rc::Rc;

use dunder::patchable;

#[patchable]
fn now() -> u64 {
    7
}

fn to_another_thread<T: Send>(_: T) {}

fn main() {
    // A guard stays in its thread; what travels is its handle.
    let guard = now::patch(|| 1);
    to_another_thread(guard);

    // And that only if the patch can.
    let shared = Rc::new(1);
    let guard = now::patch(move || *shared);
    let handle = guard.handle();
    to_another_thread(handle);

    let shared = Rc::new(1);
    let _guard = now::patch_global(move || *shared);
}
