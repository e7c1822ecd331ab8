//! The handlers of a snapshot as links of a chain: each is called by a function that then goes on to the next link.
//!
//! That function is compiled for its handler, which is inlined in it; and the call of the next link is the last thing it
//! does, so that LLVM makes a jump of it. An emit then takes one jump for each handler, where a loop over boxed closures
//! takes a call, a return and a jump back, and those are what such a loop costs.
//!
//! Nothing depends on that jump. Where it stays a call (without optimisation, or in a handler that lends out something on
//! its stack), the frames of the links lie on top of each other until the last one returns. So that they are few, every
//! [`BATCH`] links the chain comes back to who called it.

use core::cell::Cell;
use core::ptr::{self, NonNull};
use std::sync::Arc;

use super::listener::{Boxed, Handler, Listener, Outcome};
use super::snapshot::Snapshot;

/// How many handlers are called in one go.
const BATCH: usize = 8;

/// Calls the handler of a link, and those after it in the batch. None if all of them simply heard; else what the last one
/// said, which is also that it heard if what follows needs a look first, as something has changed, or as the other
/// listeners are no links.
///
/// # Safety
/// The link is one of the run's chain, the function is the link's own.
pub(super) type Function<E> = unsafe fn(*const Link<E>, &E, &Run<'_, E>) -> Option<Outcome>;

/// The handlers of the first listeners of a snapshot, side by side: as many as are called by every emit. Those for one
/// call, and what comes after them, are to be [claimed](Listener::claim).
pub(super) struct Chain<E: ?Sized> {
    batches: Box<[Batch<E>]>,
}

/// Links, and one at the end without a handler: it has a function only in the first of several batches.
type Batch<E> = [Link<E>; BATCH + 1];

/// A handler as a call needs it: its place and the function, without a table between them.
pub(super) struct Link<E: ?Sized> {
    place: NonNull<()>,
    /// None where a batch comes back to who called it.
    function: Option<Function<E>>,
}

// SAFETY: it stands for a `&Handler<E>`, and that is `Send` and `Sync`.
unsafe impl<E: ?Sized> Send for Link<E> {}
// SAFETY: as above.
unsafe impl<E: ?Sized> Sync for Link<E> {}

/// What the functions of a chain share in one emit.
pub(super) struct Run<'r, E: ?Sized> {
    /// The link after the one that is being called.
    next: Cell<*const Link<E>>,
    pub(super) snapshot: &'r Snapshot<Handler<E>>,
}

impl<'r, E: ?Sized> Run<'r, E> {
    #[inline]
    pub(super) fn new(snapshot: &'r Snapshot<Handler<E>>) -> Self {
        Self {
            next: Cell::new(ptr::null()),
            snapshot,
        }
    }

    /// Calls handlers as long as nothing changes, so that each is called without a look at its state. None if all
    /// listeners simply heard; else as a [`Function`].
    #[inline]
    pub(super) fn start(&self, event: &E) -> Option<Outcome> {
        let first = self.snapshot.chain.batches.first()?;
        // SAFETY: a link of the run's chain.
        unsafe { call(first.as_ptr(), event, self) }
    }

    /// How many handlers were called in a run that did not come to its end, the one that panicked included.
    pub(super) fn called(&self) -> usize {
        let first = self.snapshot.chain.batches.as_ptr();
        let links = (self.next.get().addr() - first.addr()) / size_of::<Link<E>>();
        links - links / (BATCH + 1)
    }
}

impl<E: ?Sized> Chain<E> {
    /// # Safety
    /// The listeners outlive the chain.
    pub(super) unsafe fn new(listeners: &[Arc<Listener<Handler<E>>>]) -> Self {
        let lasting = listeners.iter().take_while(|listener| listener.lasts());
        let mut links: Vec<_> = lasting
            .map(|listener| Link::to(&listener.handler))
            .collect();
        if links.len() < listeners.len() {
            links.push(Link::empty(Some(leave_the_rest)));
        }
        let mut links = links.into_iter().peekable();
        let mut batches = Vec::new();
        while links.peek().is_some() {
            let mut link = |place| links.next_if(|_| place < BATCH);
            batches.push(core::array::from_fn(|place| {
                link(place).unwrap_or_else(|| Link::empty(None))
            }));
        }
        let mut batches = batches.into_boxed_slice();
        if let [first, _, ..] = &mut *batches {
            first[BATCH].function = Some(call_others);
        }
        Self { batches }
    }
}

impl<E: ?Sized> Link<E> {
    fn to(handler: &Boxed<Handler<E>>) -> Self {
        Self {
            place: handler.place(),
            function: Some(handler.function),
        }
    }

    /// A link without a handler.
    fn empty(function: Option<Function<E>>) -> Self {
        Self {
            place: NonNull::dangling(),
            function,
        }
    }
}

/// Calls the handlers from a link on.
///
/// # Safety
/// The link is one of the run's chain.
#[inline(always)]
unsafe fn call<E: ?Sized>(at: *const Link<E>, event: &E, run: &Run<'_, E>) -> Option<Outcome> {
    // SAFETY: the caller's.
    let function = unsafe { (*at).function }?;
    // SAFETY: the caller's.
    unsafe { function(at, event, run) }
}

/// The [`Function`] of handlers `H`.
pub(super) unsafe fn call_handler<E: ?Sized, H: Fn(&E) -> Outcome>(
    at: *const Link<E>,
    event: &E,
    run: &Run<'_, E>,
) -> Option<Outcome> {
    // SAFETY: the caller's.
    let (handler, next) = unsafe { ((*at).place.cast::<H>().as_ref(), at.add(1)) };
    run.next.set(next);
    let outcome = handler(event);
    // One jump for both questions.
    if outcome as u8 | run.snapshot.header.outdated_bit() != 0 {
        return look(outcome);
    }
    // SAFETY: a handler's link is followed by another in its batch.
    unsafe { call(next, event, run) }
}

/// The [`Function`] at the end of the first batch, where there are others.
unsafe fn call_others<E: ?Sized>(
    _: *const Link<E>,
    event: &E,
    run: &Run<'_, E>,
) -> Option<Outcome> {
    let [_, others @ ..] = &*run.snapshot.chain.batches else {
        return None;
    };
    for batch in others {
        // SAFETY: a link of the run's chain.
        let said = unsafe { call(batch.as_ptr(), event, run) };
        if said.is_some() {
            return said;
        }
    }
    None
}

/// Apart and cold, so that the way on is the straight one.
#[cold]
#[inline(never)]
fn look(outcome: Outcome) -> Option<Outcome> {
    Some(outcome)
}

/// The [`Function`] of the last link, where not all listeners have one.
unsafe fn leave_the_rest<E: ?Sized>(
    at: *const Link<E>,
    _: &E,
    run: &Run<'_, E>,
) -> Option<Outcome> {
    run.next.set(at);
    Some(Outcome::Heard)
}
