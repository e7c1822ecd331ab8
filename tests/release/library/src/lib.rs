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

pub trait Meter {
    fn read(&self) -> u64;
}

#[patchable]
impl Meter for Clock {
    #[patchable(handle = read_patch)]
    #[inline(always)]
    fn read(&self) -> u64 {
        self.0
    }
}

/// The callers that are tested.
#[inline(always)]
pub fn price(amount: u64) -> u64 {
    amount * rate()
}

pub fn later(clock: &Clock) -> u64 {
    clock.now() + 1
}

pub fn doubled(meter: &impl Meter) -> u64 {
    meter.read() * 2
}
