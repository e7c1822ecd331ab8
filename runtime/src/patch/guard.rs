//! What keeps a patch in force.

use core::fmt;
use std::sync::Arc;

use super::serial::Turn;
use super::site::Site;
use super::stack::{Pushed, PushedGlobally};

/// Pushes the patch for this thread; each instance knows the trait object it becomes.
type Push<C> = fn(Site, Arc<C>) -> Pushed;

/// A patch for this thread, in force until this is dropped.
///
/// Guards nest: the newest patch that lives is the one that is called, in whatever order they are dropped.
#[must_use = "the patch ends when this is dropped"]
pub struct PatchGuard<C> {
    _pushed: Pushed,
    site: Site,
    patch: Arc<C>,
    push: Push<C>,
}

impl<C> PatchGuard<C> {
    pub(super) fn new(site: Site, patch: Arc<C>, push: Push<C>) -> Self {
        Self {
            _pushed: push(site, Arc::clone(&patch)),
            site,
            patch,
            push,
        }
    }

    /// What to give to a thread or a task that is to see the patch as well.
    #[must_use]
    pub fn handle(&self) -> PatchHandle<C> {
        PatchHandle {
            site: self.site,
            patch: Arc::clone(&self.patch),
            push: self.push,
        }
    }
}

/// A patch that other threads can join; made by [`PatchGuard::handle`]. It is `Send` if the patch is `Send` and
/// `Sync`.
pub struct PatchHandle<C> {
    site: Site,
    patch: Arc<C>,
    push: Push<C>,
}

impl<C> PatchHandle<C> {
    /// Puts the patch in force in this thread too.
    pub fn enter(&self) -> PatchGuard<C> {
        PatchGuard::new(self.site, Arc::clone(&self.patch), self.push)
    }
}

impl<C> Clone for PatchHandle<C> {
    fn clone(&self) -> Self {
        Self {
            site: self.site,
            patch: Arc::clone(&self.patch),
            push: self.push,
        }
    }
}

/// A patch for the process, in force until this is dropped. Other threads that patch globally wait till then.
#[must_use = "the patch ends when this is dropped"]
pub struct GlobalPatchGuard {
    // In this order: the next thread's turn comes when the patch is gone.
    _pushed: PushedGlobally,
    _turn: Turn,
}

impl GlobalPatchGuard {
    /// Waits for the turn of this thread.
    pub(super) fn new<G: ?Sized + Send + Sync + 'static>(site: Site, patch: Arc<G>) -> Self {
        let turn = Turn::take();
        Self {
            _pushed: PushedGlobally::new(site, patch),
            _turn: turn,
        }
    }
}

impl<C> fmt::Debug for PatchGuard<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatchGuard").finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for PatchHandle<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PatchHandle").finish_non_exhaustive()
    }
}

impl fmt::Debug for GlobalPatchGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GlobalPatchGuard").finish_non_exhaustive()
    }
}
