//! Patchable functions of another crate, so small that nothing is left of them in release.

use dunder::patchable;

#[patchable]
#[inline(always)]
pub fn rate() -> u64 {
    3
}

#[patchable]
#[inline]
pub fn double<T: Copy + std::ops::Add<Output = T> + 'static>(value: T) -> T {
    value + value
}

pub struct Clock(pub u64);

impl Clock {
    #[patchable(handle = now_patch)]
    #[inline(always)]
    pub fn now(&self) -> u64 {
        self.0
    }
}

#[patchable]
#[inline]
pub async fn fetch(n: u64) -> u64 {
    n
}

/// The callers that are tested.
#[inline(always)]
pub fn price(amount: u64) -> u64 {
    amount * rate()
}

pub fn later(clock: &Clock) -> u64 {
    clock.now() + 1
}
