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

use super::listener::{Handler, Listener, Outcome};
use super::snapshot::Header;

/// How many handlers are called in one go.
const BATCH: usize = 8;

/// Calls the handler of a link, and those after it.
///
/// # Safety
/// The link is one of a chain, and not the last; the function is the link's own.
pub(super) type Function<E> = unsafe fn(*const Link<E>, &E, &Run<'_, E>) -> Halt;

/// Where a chain stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Halt {
    /// At its end: all listeners of the snapshot heard.
    End,
    /// After a batch of links.
    Pause,
    /// After a handler that said this. Also after one that simply heard, if what follows needs a look first: something
    /// has changed, or the other listeners are no links.
    After(Outcome),
}

/// The handlers of the first listeners of a snapshot, side by side: as many as are called by every emit. Those for one
/// call, and what comes after them, are to be [claimed](Listener::claim).
pub(super) struct Chain<E: ?Sized> {
    /// With a link that pauses between two batches, and one at the end.
    links: Box<[Link<E>]>,
}

/// A handler as a call needs it: its place and the function, without a table between them.
pub(super) struct Link<E: ?Sized> {
    place: NonNull<()>,
    /// None at the end of the chain.
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
    snapshot: &'r Header,
}

impl<'r, E: ?Sized> Run<'r, E> {
    #[inline]
    pub(super) fn new(snapshot: &'r Header) -> Self {
        Self {
            next: Cell::new(ptr::null()),
            snapshot,
        }
    }
}

impl<E: ?Sized> Chain<E> {
    /// # Safety
    /// The listeners outlive the chain.
    pub(super) unsafe fn new(listeners: &[Arc<Listener<Handler<E>>>]) -> Self {
        let lasting = listeners.iter().take_while(|listener| listener.lasts());
        let mut links = Vec::with_capacity(listeners.len() + listeners.len() / BATCH + 1);
        let mut handlers = 0;
        for listener in lasting {
            if handlers != 0 && handlers % BATCH == 0 {
                links.push(Link::empty(Some(pause)));
            }
            links.push(Link {
                place: listener.handler.place(),
                function: Some(listener.handler.function),
            });
            handlers += 1;
        }
        let all = handlers == listeners.len();
        links.push(Link::empty((!all).then_some(leave_the_rest as Function<E>)));
        Self {
            links: links.into_boxed_slice(),
        }
    }

    /// Calls handlers as long as nothing changes, so that each is called without a look at its state.
    #[inline]
    pub(super) fn call(&self, event: &E, run: &Run<'_, E>) -> Halt {
        let mut first = self.links.as_ptr();
        loop {
            // SAFETY: a link of this chain: the first, or the one after a pause.
            match unsafe { call(first, event, run) } {
                Halt::Pause => first = run.next.get(),
                halt => return halt,
            }
        }
    }

    /// How many handlers were called in a run that has begun, the one that panicked included.
    pub(super) fn called(&self, run: &Run<'_, E>) -> usize {
        let links = (run.next.get().addr() - self.links.as_ptr().addr()) / size_of::<Link<E>>();
        links - links / (BATCH + 1)
    }
}

impl<E: ?Sized> Link<E> {
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
/// The link is one of a chain.
#[inline(always)]
unsafe fn call<E: ?Sized>(at: *const Link<E>, event: &E, run: &Run<'_, E>) -> Halt {
    // SAFETY: the caller's.
    match unsafe { (*at).function } {
        // SAFETY: the caller's; and a link with a function is not the last.
        Some(function) => unsafe { function(at, event, run) },
        None => Halt::End,
    }
}

/// The [`Function`] of handlers `H`.
pub(super) unsafe fn call_handler<E: ?Sized, H: Fn(&E) -> Outcome>(
    at: *const Link<E>,
    event: &E,
    run: &Run<'_, E>,
) -> Halt {
    // SAFETY: the caller's.
    let (handler, next) = unsafe { ((*at).place.cast::<H>().as_ref(), at.add(1)) };
    run.next.set(next);
    let outcome = handler(event);
    // One jump for both questions.
    if outcome as u8 | run.snapshot.outdated_bit() != 0 {
        return halt(outcome);
    }
    // SAFETY: at a handler's link the chain does not end.
    unsafe { call(next, event, run) }
}

/// Apart and cold, so that the way on is the straight one.
#[cold]
#[inline(never)]
fn halt(outcome: Outcome) -> Halt {
    Halt::After(outcome)
}

/// The [`Function`] of a link between two batches.
unsafe fn pause<E: ?Sized>(at: *const Link<E>, _: &E, run: &Run<'_, E>) -> Halt {
    // SAFETY: the caller's.
    run.next.set(unsafe { at.add(1) });
    Halt::Pause
}

/// The [`Function`] of the last link, where not all listeners have one.
unsafe fn leave_the_rest<E: ?Sized>(at: *const Link<E>, _: &E, run: &Run<'_, E>) -> Halt {
    run.next.set(at);
    Halt::After(Outcome::Heard)
}
