//! One subscribed handler, and what a call of it means for the emit.

use core::any::TypeId;
use core::cmp::Reverse;
use core::ops::Deref;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU8, Ordering};
use std::sync::Arc;

use super::chain::{self, Chain};
use super::future::Running;
use super::hub::Hub;

/// A handler of events `E`. The types of handlers, as trait objects, are the keys of a hub's topics.
pub(super) type Handler<E> = dyn Fn(&E) -> Outcome + Send + Sync;

/// A handler of events `E` that takes its time.
pub(super) type AsyncHandler<E> = dyn for<'e> Fn(&'e E) -> Running<'e> + Send + Sync;

/// A type of handlers.
pub(super) trait Callee: Send + Sync {
    /// What calls one in a chain.
    type Function: Copy + Send + Sync;
    /// What calls several.
    type Chain: Send + Sync;

    /// # Safety
    /// The listeners outlive the chain.
    unsafe fn chain(listeners: &[Arc<Listener<Self>>]) -> Self::Chain;
}

impl<E: ?Sized> Callee for Handler<E> {
    type Function = chain::Function<E>;
    type Chain = Chain<E>;

    unsafe fn chain(listeners: &[Arc<Listener<Self>>]) -> Chain<E> {
        // SAFETY: the caller's.
        unsafe { Chain::new(listeners) }
    }
}

/// What takes its time is called by its table.
impl<E: ?Sized> Callee for AsyncHandler<E> {
    type Function = ();
    type Chain = ();

    unsafe fn chain(_: &[Arc<Listener<Self>>]) {}
}

/// A handler, and the function that calls it.
pub(super) struct Boxed<F: Callee + ?Sized> {
    handler: Box<F>,
    pub(super) function: F::Function,
}

impl<E: ?Sized + 'static> Boxed<Handler<E>> {
    pub(super) fn new<H: Fn(&E) -> Outcome + Send + Sync + 'static>(handler: H) -> Self {
        Self {
            handler: Box::new(handler),
            function: chain::call_handler::<E, H>,
        }
    }
}

impl<E: ?Sized + 'static> Boxed<AsyncHandler<E>> {
    pub(super) fn new(handler: Box<AsyncHandler<E>>) -> Self {
        Self {
            handler,
            function: (),
        }
    }
}

impl<F: Callee + ?Sized> Boxed<F> {
    /// Where the handler is.
    pub(super) fn place(&self) -> NonNull<()> {
        NonNull::from(&*self.handler).cast()
    }
}

impl<F: Callee + ?Sized> Deref for Boxed<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.handler
    }
}

/// What a call of a handler means for the emit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Outcome {
    /// Heard; the next one is called.
    Heard = 0,
    /// Heard, and the event goes no further.
    Stop,
    /// Its owner is gone: it did not hear, and is to be removed.
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

const LIVE: u8 = 0;
const LIVE_ONCE: u8 = 1;
const GONE: u8 = 2;

/// A handler with its state. The handler is boxed: inside a listener of unknown size its place would have to be
/// computed at each call, which takes longer than the one more load.
pub(super) struct Listener<F: Callee + ?Sized> {
    state: AtomicU8,
    pub(super) rank: Rank,
    pub(super) handler: Boxed<F>,
}

impl<F: Callee + ?Sized> Listener<F> {
    pub(super) fn new(rank: Rank, once: bool, handler: Boxed<F>) -> Self {
        Self {
            state: AtomicU8::new(if once { LIVE_ONCE } else { LIVE }),
            rank,
            handler,
        }
    }

    /// Whether every emit calls it until it is unsubscribed.
    pub(super) fn lasts(&self) -> bool {
        self.state.load(Ordering::Relaxed) == LIVE
    }

    /// From here on no emit calls it, not even one that has begun.
    pub(super) fn retire(&self) {
        self.state.store(GONE, Ordering::Release);
    }
}

impl<F: Callee + ?Sized + 'static> Listener<F> {
    /// Whether the emit that asks is to call it.
    #[inline]
    pub(super) fn claim(&self, hub: &Hub) -> bool {
        // Relaxed: what an unsubscribe in another thread has to say comes with whatever ordered the two threads.
        self.state.load(Ordering::Relaxed) == LIVE || self.claim_once(hub)
    }

    /// A handler for one call is taken off the hub by whoever asks first.
    #[cold]
    #[inline(never)]
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
}
