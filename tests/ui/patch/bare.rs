use dunder::patchable;

struct Clock;

impl Clock {
    // Neither `self` nor `Self` tells that it is in an `impl`.
    #[patchable]
    fn at(hour: u64) -> u64 {
        hour
    }
}

fn main() {
    Clock::at(1);
}
