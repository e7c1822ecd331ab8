use dunder::patchable;

#[patchable]
struct Clock;

#[patchable]
impl Clock {}

#[patchable]
mod clock {}

fn main() {
    let _ = Clock;
}
