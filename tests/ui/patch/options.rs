use dunder::patchable;

#[patchable(handel = now_patch)]
fn misspelt() {}

#[patchable(global)]
fn unknown() {}

#[patchable(handle = none)]
fn without() {}

#[patchable(handle = "text")]
fn no_name() {}

#[patchable(handle = a::b)]
fn no_plain_name() {}

struct Clock;

impl Clock {
    #[patchable]
    fn now(&self) -> u64 {
        7
    }

    #[patchable]
    fn new() -> Self {
        Self
    }
}

fn main() {
    // No error follows: the functions are there.
    misspelt();
    unknown();
    let _guard = unknown::patch(|| ());
    without();
    no_name();
    no_plain_name();
    Clock::new().now();
}
