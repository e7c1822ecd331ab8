//! The snapshots that this thread emitted through last: an emit that finds its own here, under the hub's present
//! stamp, needs neither a lock nor an atomic write (which would cost as much as four calls of a handler).

use core::any::{Any, TypeId};
use core::cell::{Ref, RefCell};
use core::hash::{Hash, Hasher};
use std::sync::Arc;

use super::hub::{Hub, Snapshot};
use super::listener::Listener;

/// A place for one snapshot, borrowed while an emit goes through it.
#[repr(align(64))]
struct Slot(RefCell<Option<Kept>>);

struct Kept {
    /// The hub's address, to find its slots; the stamp alone says whether the snapshot is the present one.
    hub: usize,
    stamp: u64,
    topic: TypeId,
    /// A `Snapshot<F>`, where `topic` is the type `F`.
    snapshot: Box<dyn Any>,
}

const SLOTS: usize = 16;

thread_local! {
    static CACHE: [Slot; SLOTS] = const { [const { Slot(RefCell::new(None)) }; SLOTS] };
}

fn address(hub: &Hub) -> usize {
    core::ptr::from_ref(hub).addr()
}

#[inline]
fn slot<'c, F: ?Sized + 'static>(cache: &'c [Slot; SLOTS], hub: &Hub) -> &'c Slot {
    /// A type's id is a hash already.
    struct Fold(u64);
    impl Hasher for Fold {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            for &byte in bytes {
                self.0 = self.0.rotate_left(8) ^ u64::from(byte);
            }
        }
        fn write_u64(&mut self, word: u64) {
            self.0 ^= word;
        }
    }
    let mut fold = Fold(0);
    TypeId::of::<F>().hash(&mut fold);
    // Hubs are allocations of 64 bytes or so.
    &cache[(address(hub) >> 6 ^ fold.finish() as usize) % SLOTS]
}

impl Slot {
    /// The snapshot of `F` at `stamp`, if this is it.
    #[inline]
    fn get<F: ?Sized + 'static>(&self, stamp: u64) -> Option<Ref<'_, Snapshot<F>>> {
        Ref::filter_map(self.0.try_borrow().ok()?, |kept| {
            let kept = kept.as_ref()?;
            if kept.stamp != stamp || kept.topic != TypeId::of::<F>() {
                return None;
            }
            let snapshot = &raw const *kept.snapshot;
            // SAFETY: `fill` is the only maker of a `Kept`, and its `topic` is the type parameter of its snapshot; so
            // this is a `Snapshot<F>`. `downcast_ref` does the same after a dynamic call that asks for the type,
            // which costs as much as calling a handler.
            Some(unsafe { &*snapshot.cast::<Snapshot<F>>() })
        })
        .ok()
    }

    /// Takes in the present snapshot; not while an emit goes through an earlier one.
    #[cold]
    #[inline(never)]
    fn fill<F: ?Sized + Send + Sync + 'static>(&self, hub: &Hub) -> bool {
        let (stamp, snapshot) = hub.snapshot::<F>();
        self.replace(Some(Kept {
            hub: address(hub),
            stamp,
            topic: TypeId::of::<F>(),
            snapshot: Box::new(snapshot),
        }))
    }

    /// Puts `kept` in, or clears it; not while an emit goes through what it holds.
    #[cold]
    fn replace(&self, kept: Option<Kept>) -> bool {
        let Ok(mut slot) = self.0.try_borrow_mut() else {
            return false;
        };
        let previous = core::mem::replace(&mut *slot, kept);
        drop(slot);
        // Outside the borrow: the last owner of a handler runs the drops of what it captured.
        drop(previous);
        true
    }
}

/// Calls `emit` with the present snapshot of the hub. None if this thread cannot keep it: while the thread ends, or
/// while an emit goes through an earlier snapshot that is to be kept in the same place.
#[inline]
pub(super) fn with_snapshot<F: ?Sized + Send + Sync + 'static, R>(
    hub: &Hub,
    emit: impl FnOnce(&[Arc<Listener<F>>]) -> R,
) -> Option<R> {
    let result = CACHE.try_with(|cache| {
        let slot = slot::<F>(cache, hub);
        let mut stamp = hub.stamp();
        let snapshot = loop {
            match slot.get::<F>(stamp) {
                Some(snapshot) => break snapshot,
                None if slot.fill::<F>(hub) => stamp = hub.stamp(),
                None => return None,
            }
        };
        let result = emit(&snapshot);
        drop(snapshot);
        // A handler that was taken out meanwhile is to be dropped now, and not at the next emit.
        if hub.stamp() != stamp {
            slot.replace(None);
        }
        Some(result)
    });
    result.ok()?
}

/// Drops what this thread keeps of the hub, so that handlers taken out of it are dropped with their subscription.
/// What an emit goes through now is left to that emit.
pub(super) fn forget(hub: &Hub) {
    let address = address(hub);
    let _ = CACHE.try_with(|cache| {
        for slot in cache {
            let of_hub = |kept: &Kept| kept.hub == address;
            let kept = slot
                .0
                .try_borrow()
                .is_ok_and(|kept| kept.as_ref().is_some_and(of_hub));
            if kept {
                slot.replace(None);
            }
        }
    });
}
