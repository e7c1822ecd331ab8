//! What an emit goes through: the listeners of one type of handler, as they were after some change.

use core::sync::atomic::{AtomicU8, Ordering};
use std::sync::Arc;

use super::listener::{Bare, Callee, Listener};

/// The listeners of a topic in the order of calls; a change of the topic makes a new one.
pub(super) struct Snapshot<F: Callee + ?Sized> {
    listeners: Box<[Arc<Listener<F>>]>,
    /// The handlers of the first listeners, side by side: as many as are called by every emit. Those for one call,
    /// and what comes after them, are to be [claimed](Listener::claim).
    handlers: Box<[Bare<F>]>,
    /// 1 when it is.
    outdated: AtomicU8,
}

impl<F: Callee + ?Sized + 'static> Snapshot<F> {
    pub(super) fn new(listeners: Box<[Arc<Listener<F>>]>) -> Self {
        let lasting = listeners.iter().take_while(|listener| listener.lasts());
        Self {
            handlers: lasting
                // SAFETY: the listeners are kept beside these, and nobody changes or moves them.
                .map(|listener| unsafe { Bare::new(&listener.handler) })
                .collect(),
            listeners,
            outdated: AtomicU8::new(0),
        }
    }

    pub(super) fn listeners(&self) -> &[Arc<Listener<F>>] {
        &self.listeners
    }

    /// The handlers of the first [`listeners`](Self::listeners), as many as need no claim until this is outdated.
    #[inline]
    pub(super) fn handlers(&self) -> &[Bare<F>] {
        &self.handlers
    }

    /// Says that it is no longer the present one.
    pub(super) fn outdate(&self) {
        self.outdated.store(1, Ordering::Relaxed);
    }

    #[inline]
    pub(super) fn is_outdated(&self) -> bool {
        self.outdated_bit() != 0
    }

    /// 1 if it is outdated, else 0.
    #[inline]
    pub(super) fn outdated_bit(&self) -> u8 {
        // Relaxed: what another thread has to say comes with whatever ordered the two threads.
        self.outdated.load(Ordering::Relaxed)
    }
}

/// A snapshot of whatever handlers.
pub(super) trait AnySnapshot {
    fn is_outdated(&self) -> bool;
}

impl<F: Callee + ?Sized + 'static> AnySnapshot for Snapshot<F> {
    fn is_outdated(&self) -> bool {
        self.is_outdated()
    }
}
