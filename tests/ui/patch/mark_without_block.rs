use dunder::patchable;

trait Now {
    fn now(&self) -> u64;
}

struct Clock;

// The `impl` needs `#[patchable]` as well: nothing else can put a handle beside it.
impl Now for Clock {
    #[patchable(handle = now_patch)]
    fn now(&self) -> u64 {
        7
    }
}

fn main() {
    Clock.now();
}
