//! How deep emits nest in this thread: an emit inside a handler is fine, one without end is an error.

use core::cell::Cell;

use super::error::EmitError;

/// How many emits may be under way in one thread, one inside the handler of the other.
pub(super) const MAX: u32 = 128;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// [`MAX`]; 0 once that was met, until the outermost emit returns: emits inside it are then refused at once.
    /// Without that, two handlers that each emit again would be called 2 to the power of [`MAX`] times.
    static LIMIT: Cell<u32> = const { Cell::new(MAX) };
}

/// One emit under way; the depth outside it.
pub(super) struct Depth(u32);

/// Whether no further emit may begin.
#[inline]
pub(super) fn is_exhausted() -> bool {
    DEPTH.get() >= LIMIT.get()
}

/// Says so: nothing more is emitted until the outermost emit is over.
#[cold]
pub(super) fn exhausted() -> EmitError {
    LIMIT.set(0);
    EmitError::TooDeep
}

impl Depth {
    /// Begins an emit, if [`is_exhausted`] says that it may.
    #[inline]
    pub(super) fn enter() -> Self {
        let outside = DEPTH.get();
        DEPTH.set(outside + 1);
        Self(outside)
    }
}

impl Drop for Depth {
    #[inline]
    fn drop(&mut self) {
        DEPTH.set(self.0);
        if self.0 == 0 {
            LIMIT.set(MAX);
        }
    }
}
