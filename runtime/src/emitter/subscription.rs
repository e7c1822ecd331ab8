//! The handle of a subscribed handler.

use core::any::TypeId;
use core::fmt;
use std::sync::{Arc, Weak};

use super::hub::Hub;
use super::listener::{Boxed, Callee, Listener, Rank};

/// A handler's subscription: dropping it unsubscribes, [`detach`](Self::detach) keeps the handler for good.
///
/// It may be dropped anywhere, also inside its own handler and after the emitter. An emit that is under way, in this
/// thread or another, does not call the handler any more unless the call has begun.
#[must_use = "the handler is unsubscribed when this is dropped; `.detach()` keeps it for good"]
pub struct Subscription {
    hub: Weak<Hub>,
    topic: TypeId,
    rank: Rank,
}

impl Subscription {
    pub(super) fn new<F: Callee + ?Sized + 'static>(
        hub: &Arc<Hub>,
        priority: i32,
        once: bool,
        handler: Boxed<F>,
    ) -> Self {
        Self {
            rank: hub.add(priority, |rank| {
                Arc::new(Listener::new(rank, once, handler))
            }),
            hub: Arc::downgrade(hub),
            topic: TypeId::of::<F>(),
        }
    }

    /// Keeps the handler as long as the emitter lives.
    pub fn detach(mut self) {
        self.hub = Weak::new();
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(hub) = self.hub.upgrade() {
            hub.remove(self.topic, self.rank);
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}
