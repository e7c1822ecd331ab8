//! Patches that borrow from the code around them.

use std::sync::Arc;

use super::site::Site;
use super::stack::Pushed;

/// Runs `body` with `patch` in force. When this returns or unwinds, no clone of `patch` is left: the caller may have
/// lengthened its lifetime.
pub(super) fn while_pushed<P: ?Sized + 'static, R>(
    site: Site,
    patch: &Arc<P>,
    body: impl FnOnce() -> R,
) -> R {
    struct Leave<'p, P: ?Sized> {
        pushed: Option<Pushed>,
        patch: &'p Arc<P>,
    }
    impl<P: ?Sized> Drop for Leave<'_, P> {
        fn drop(&mut self) {
            drop(self.pushed.take());
            // A call clones it while it runs, and those inside `body` are over. If the macros' own functions were
            // called by hand to keep one, nothing else can save us from what it would do.
            if Arc::strong_count(self.patch) != 1 {
                std::process::abort();
            }
        }
    }
    let _leave = Leave {
        pushed: Some(Pushed::new(site, Arc::clone(patch))),
        patch,
    };
    body()
}
