//! One subscribed handler, and what a call of it means for the emit.

use core::any::{TypeId, type_name};
use core::sync::atomic::{AtomicU8, Ordering};

use super::hub::Hub;

/// A handler for events `E`, as it is kept.
pub(super) type Handler<E> = dyn Fn(&E) -> Outcome + Send + Sync;

/// What a call of a handler means for the emit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Heard; the next one is called.
    Heard,
    /// Heard, and the event goes no further.
    Stop,
    /// The owner of the handler is gone; it was not called, and is to be removed.
    Gone,
}

/// The place in the order of calls: higher priorities first, then the order of subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    priority: core::cmp::Reverse<i32>,
    id: u64,
}

impl Rank {
    pub(super) fn new(priority: i32, id: u64) -> Self {
        Self {
            priority: core::cmp::Reverse(priority),
            id,
        }
    }
}

const LIVE: u8 = 0;
const LIVE_ONCE: u8 = 1;
const GONE: u8 = 2;

/// A handler with its state. `F` is the type of the handler as a trait object, which is the key of its topic.
pub(super) struct Listener<F: ?Sized> {
    pub(super) rank: Rank,
    state: AtomicU8,
    pub(super) handler: F,
}

impl<F> Listener<F> {
    pub(super) fn new(rank: Rank, once: bool, handler: F) -> Self {
        Self {
            rank,
            state: AtomicU8::new(if once { LIVE_ONCE } else { LIVE }),
            handler,
        }
    }
}

impl<F: ?Sized + 'static> Listener<F> {
    /// Whether this emit is to call it. A handler for one call is taken off the hub by whoever asks first.
    pub(super) fn claim(&self, hub: &Hub) -> bool {
        // Relaxed: what an unsubscribe in another thread has to say comes with whatever ordered the two threads.
        self.state.load(Ordering::Relaxed) == LIVE || self.claim_once(hub)
    }

    #[cold]
    fn claim_once(&self, hub: &Hub) -> bool {
        let claimed = self
            .state
            .compare_exchange(LIVE_ONCE, GONE, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok();
        if claimed {
            hub.remove(TypeId::of::<F>(), self.rank);
        }
        claimed
    }

    /// From here on no emit calls it, not even one that has begun.
    pub(super) fn retire(&self) {
        self.state.store(GONE, Ordering::Release);
    }
}

impl<F: ?Sized> core::fmt::Debug for Listener<F> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {:?}", type_name::<F>(), self.rank)
    }
}
