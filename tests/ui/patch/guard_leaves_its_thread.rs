use dunder::patchable;

#[patchable]
fn now() -> u64 {
    7
}

fn to_another_thread<T: Send>(_: T) {}

fn main() {
    // A guard stays in its thread; what travels is its handle.
    let guard = now::patch(|| 1);
    to_another_thread(guard.handle());
    to_another_thread(guard);
}
