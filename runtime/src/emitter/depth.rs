//! How deep emits nest in this thread: an emit inside a handler is fine, one without end is an error.

use core::cell::Cell;

/// How many emits may be under way in one thread, one inside the handler of the other.
pub(super) const MAX: u32 = 128;

/// Set once the limit was met, until the outermost emit returns: emits inside it are then refused at once. Without
/// that, two handlers that each emit again would be called 2 to the power of [`MAX`] times.
const OVERFLOWED: u32 = 1 << 31;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// One emit under way.
pub(super) struct Depth(());

impl Depth {
    #[inline]
    pub(super) fn enter() -> Option<Self> {
        let now = DEPTH.get();
        if now >= MAX {
            return Self::overflow();
        }
        DEPTH.set(now + 1);
        Some(Self(()))
    }

    #[cold]
    fn overflow() -> Option<Self> {
        DEPTH.set(DEPTH.get() | OVERFLOWED);
        None
    }
}

impl Drop for Depth {
    #[inline]
    fn drop(&mut self) {
        let now = DEPTH.get() - 1;
        DEPTH.set(if now == OVERFLOWED { 0 } else { now });
    }
}
