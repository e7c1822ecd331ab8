//! The gate in every patchable function: one load, and not taken while no patch lives anywhere in the process.

use core::sync::atomic::{AtomicUsize, Ordering};

/// How many patches live, of whatever function.
static LIVE: AtomicUsize = AtomicUsize::new(0);

/// Whether a patch may be in force.
#[inline(always)]
pub fn live() -> bool {
    // Relaxed: a thread that is to see a patch has heard of it by its handle or by its own hand.
    LIVE.load(Ordering::Relaxed) != 0
}

/// Keeps the gates open.
pub(super) struct Open(());

impl Open {
    pub(super) fn new() -> Self {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Calls `call` out of line, so that the function around stays small enough to be inlined.
#[cold]
#[inline(never)]
pub fn cold<R>(call: impl FnOnce() -> R) -> R {
    call()
}
