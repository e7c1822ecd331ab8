//! What an emit goes through: the listeners of one type of handler, as they were after some change.

use core::any::TypeId;
use core::ptr;
use core::sync::atomic::{AtomicU8, Ordering};
use std::sync::Arc;

use super::hub::Hub;
use super::listener::{Callee, Listener};

/// The listeners of a topic in the order of calls; a change of the topic makes a new one.
#[repr(C)]
pub(super) struct Snapshot<F: Callee + ?Sized> {
    /// First, to be found without knowing `F`.
    pub(super) header: Header,
    listeners: Box<[Arc<Listener<F>>]>,
    pub(super) chain: F::Chain,
}

/// What there is to know of a snapshot of whatever handlers.
pub(super) struct Header {
    /// The type `F` of the `Snapshot<F>`.
    topic: TypeId,
    /// The address of its hub, which may be gone; then this is outdated.
    hub: usize,
    /// 1 when it is.
    outdated: AtomicU8,
}

impl Header {
    /// Whether this is a snapshot of handlers `F` of this hub, or of one that was at the same place.
    #[inline]
    pub(super) fn is_of<F: ?Sized + 'static>(&self, hub: &Hub) -> bool {
        self.hub == ptr::from_ref(hub).addr() && self.topic == TypeId::of::<F>()
    }

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

impl<F: Callee + ?Sized + 'static> Snapshot<F> {
    pub(super) fn new(hub: &Hub, listeners: Box<[Arc<Listener<F>>]>) -> Self {
        Self {
            header: Header {
                topic: TypeId::of::<F>(),
                hub: ptr::from_ref(hub).addr(),
                outdated: AtomicU8::new(0),
            },
            // SAFETY: the listeners are kept beside it.
            chain: unsafe { F::chain(&listeners) },
            listeners,
        }
    }

    pub(super) fn listeners(&self) -> &[Arc<Listener<F>>] {
        &self.listeners
    }

    /// Says that it is no longer the present one.
    pub(super) fn outdate(&self) {
        self.header.outdated.store(1, Ordering::Relaxed);
    }
}
