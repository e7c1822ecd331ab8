//! One subscribed handler, and what a call of it means for the emit.

use core::any::TypeId;
use core::cmp::Reverse;
use core::sync::atomic::{AtomicU8, Ordering};

use super::future::Running;
use super::hub::Hub;

/// What a call of a handler means for the emit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Heard; the next one is called.
    Heard,
    /// Heard, and the event goes no further.
    Stop,
    /// Not called: it was unsubscribed since the snapshot was made.
    Passed,
    /// Not called: its owner is gone, and it is to be removed.
    Gone,
}

/// The place in the order of calls: higher priorities first, then the order of subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    priority: Reverse<i32>,
    id: u64,
}

impl Rank {
    pub(super) fn new(priority: i32, id: u64) -> Self {
        Self {
            priority: Reverse(priority),
            id,
        }
    }
}

/// What every kind of listener has. The trait objects of the kinds are the keys of a hub's topics.
pub(super) trait Listen: Send + Sync {
    fn rank(&self) -> Rank;

    /// From here on no emit calls it, not even one that has begun.
    fn retire(&self);
}

/// Hears events `E`. The check whether it is still subscribed is on this side of the dynamic call, where it is one
/// load at a known offset.
pub(super) trait Hear<E: ?Sized>: Listen {
    fn hear(&self, hub: &Hub, event: &E) -> Outcome;
}

/// Hears events `E` and takes its time; none if it was unsubscribed.
pub(super) trait HearAsync<E: ?Sized>: Listen {
    fn hear<'e>(&self, hub: &Hub, event: &'e E) -> Option<Running<'e>>;
}

/// Is told of changes of a `T`.
pub(super) trait Observe<T: ?Sized>: Listen {
    fn observe(&self, old: &T, new: &T) -> Outcome;
}

const LIVE: u8 = 0;
const LIVE_ONCE: u8 = 1;
const GONE: u8 = 2;

/// A handler with its state.
pub(super) struct Listener<H> {
    state: AtomicU8,
    rank: Rank,
    handler: H,
}

impl<H> Listener<H> {
    pub(super) fn new(rank: Rank, once: bool, handler: H) -> Self {
        Self {
            state: AtomicU8::new(if once { LIVE_ONCE } else { LIVE }),
            rank,
            handler,
        }
    }

    /// Whether this emit is to call it.
    #[inline]
    fn is_live(&self) -> bool {
        // Relaxed: what an unsubscribe in another thread has to say comes with whatever ordered the two threads.
        self.state.load(Ordering::Relaxed) == LIVE
    }

    /// Whether this emit is to call it, which is not simply live: a handler for one call is taken off the hub by
    /// whoever asks first.
    fn claim(&self, hub: &Hub, topic: TypeId) -> bool {
        let claimed = self
            .state
            .compare_exchange(LIVE_ONCE, GONE, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok();
        if claimed {
            hub.remove(topic, self.rank);
        }
        claimed
    }
}

impl<H: Send + Sync> Listen for Listener<H> {
    fn rank(&self) -> Rank {
        self.rank
    }

    fn retire(&self) {
        self.state.store(GONE, Ordering::Release);
    }
}

impl<E: ?Sized + 'static, H: Fn(&E) -> Outcome + Send + Sync> Hear<E> for Listener<H> {
    fn hear(&self, hub: &Hub, event: &E) -> Outcome {
        if self.is_live() {
            (self.handler)(event)
        } else {
            hear_once(self, hub, event)
        }
    }
}

/// Apart, and called last, so that the common way through `hear` needs no stack frame.
#[cold]
#[inline(never)]
fn hear_once<E: ?Sized + 'static, H: Fn(&E) -> Outcome>(
    listener: &Listener<H>,
    hub: &Hub,
    event: &E,
) -> Outcome {
    if listener.claim(hub, TypeId::of::<dyn Hear<E>>()) {
        (listener.handler)(event)
    } else {
        Outcome::Passed
    }
}

impl<E: ?Sized + 'static, H: for<'e> Fn(&'e E) -> Running<'e> + Send + Sync> HearAsync<E>
    for Listener<H>
{
    fn hear<'e>(&self, hub: &Hub, event: &'e E) -> Option<Running<'e>> {
        let claimed = self.is_live() || self.claim(hub, TypeId::of::<dyn HearAsync<E>>());
        claimed.then(|| (self.handler)(event))
    }
}

impl<T: ?Sized + 'static, H: Fn(&T, &T) + Send + Sync> Observe<T> for Listener<H> {
    fn observe(&self, old: &T, new: &T) -> Outcome {
        if self.is_live() {
            (self.handler)(old, new);
            Outcome::Heard
        } else {
            Outcome::Passed
        }
    }
}
