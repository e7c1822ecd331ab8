//! One subscribed handler, and what a call of it means for the emit.

use core::any::TypeId;
use core::cmp::Reverse;
use core::ops::Deref;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU8, Ordering};

use super::future::Running;
use super::hub::Hub;

/// A handler of events `E`. The types of handlers, as trait objects, are the keys of a hub's topics.
pub(super) type Handler<E> = dyn Fn(&E) -> Outcome + Send + Sync;

/// A handler of events `E` that takes its time.
pub(super) type AsyncHandler<E> = dyn for<'e> Fn(&'e E) -> Running<'e> + Send + Sync;

/// Is told of changes of a `T`.
pub(super) type Observer<T> = dyn Fn(&T, &T) -> Outcome + Send + Sync;

/// A type of handlers.
pub(super) trait Callee: Send + Sync {
    /// A function that calls one, given where it is.
    type Function: Copy + Send + Sync;
}

impl<E: ?Sized> Callee for Handler<E> {
    type Function = unsafe fn(NonNull<()>, &E) -> Outcome;
}

impl<T: ?Sized> Callee for Observer<T> {
    type Function = unsafe fn(NonNull<()>, &T, &T) -> Outcome;
}

impl<E: ?Sized> Callee for AsyncHandler<E> {
    /// What takes its time is called by its table.
    type Function = ();
}

/// A handler, and the function that calls it.
pub(super) struct Boxed<F: Callee + ?Sized> {
    handler: Box<F>,
    function: F::Function,
}

impl<E: ?Sized + 'static> Boxed<Handler<E>> {
    pub(super) fn new<H: Fn(&E) -> Outcome + Send + Sync + 'static>(handler: H) -> Self {
        /// `place` is that of a live `H`.
        unsafe fn function<E: ?Sized, H: Fn(&E) -> Outcome>(
            place: NonNull<()>,
            event: &E,
        ) -> Outcome {
            // SAFETY: the caller's.
            unsafe { place.cast::<H>().as_ref()(event) }
        }
        Self {
            handler: Box::new(handler),
            function: function::<E, H>,
        }
    }
}

impl<T: ?Sized + 'static> Boxed<Observer<T>> {
    pub(super) fn new<H: Fn(&T, &T) -> Outcome + Send + Sync + 'static>(handler: H) -> Self {
        /// `place` is that of a live `H`.
        unsafe fn function<T: ?Sized, H: Fn(&T, &T) -> Outcome>(
            place: NonNull<()>,
            old: &T,
            new: &T,
        ) -> Outcome {
            // SAFETY: the caller's.
            unsafe { place.cast::<H>().as_ref()(old, new) }
        }
        Self {
            handler: Box::new(handler),
            function: function::<T, H>,
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

impl<F: Callee + ?Sized + 'static> Deref for Boxed<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.handler
    }
}

/// A handler as a call needs it: its place and the function, without a table between them. It is kept beside its
/// handler's owner, and never copied: whoever has a reference to it has one to a live handler.
pub(super) struct Bare<F: Callee + ?Sized> {
    place: NonNull<()>,
    function: F::Function,
}

// SAFETY: it stands for a `&F`, and `F` is `Sync`.
unsafe impl<F: Callee + ?Sized> Send for Bare<F> {}
// SAFETY: as above.
unsafe impl<F: Callee + ?Sized> Sync for Bare<F> {}

impl<F: Callee + ?Sized + 'static> Bare<F> {
    /// # Safety
    /// The handler outlives this, where it is.
    pub(super) unsafe fn new(boxed: &Boxed<F>) -> Self {
        Self {
            place: NonNull::from(&*boxed.handler).cast(),
            function: boxed.function,
        }
    }
}

impl<E: ?Sized + 'static> Bare<Handler<E>> {
    #[inline]
    pub(super) fn call(&self, event: &E) -> Outcome {
        // SAFETY: `Boxed` put them together, and the handler lives as long as this.
        unsafe { (self.function)(self.place, event) }
    }
}

impl<T: ?Sized + 'static> Bare<Observer<T>> {
    #[inline]
    pub(super) fn call(&self, old: &T, new: &T) -> Outcome {
        // SAFETY: as above.
        unsafe { (self.function)(self.place, old, new) }
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

impl<F: Callee + ?Sized + 'static> Listener<F> {
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

    /// From here on no emit calls it, not even one that has begun.
    pub(super) fn retire(&self) {
        self.state.store(GONE, Ordering::Release);
    }
}
