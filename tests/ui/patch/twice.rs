use dunder::patchable;

#[patchable]
#[dunder::patchable]
fn now() -> u64 {
    7
}

fn main() {
    drop(now::patch(|| 8));
}
