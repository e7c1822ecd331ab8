//! The snapshots that this thread emitted through last: an emit that finds its own here, under the hub's present
//! stamp, needs neither a lock nor an atomic write (which would cost as much as four calls of a handler).

use core::any::{Any, TypeId};
use core::cell::RefCell;
use core::hash::{Hash, Hasher};
use std::rc::Rc;

use super::hub::{Hub, Snapshot};

struct Slot {
    /// The hub's address, to find its slots; the stamp alone says whether the snapshot is the present one.
    hub: usize,
    stamp: u64,
    topic: TypeId,
    snapshot: Rc<dyn Any>,
}

const SLOTS: usize = 16;

thread_local! {
    static CACHE: RefCell<[Option<Slot>; SLOTS]> = const { RefCell::new([const { None }; SLOTS]) };
}

fn address(hub: &Hub) -> usize {
    core::ptr::from_ref(hub).addr()
}

#[inline]
fn index<L: ?Sized + 'static>(hub: &Hub) -> usize {
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
    TypeId::of::<L>().hash(&mut fold);
    // Hubs are allocations of 64 bytes or so.
    (address(hub) >> 6 ^ fold.finish() as usize) % SLOTS
}

/// The snapshot of the hub at `stamp`, if this thread has it.
#[inline]
pub(super) fn get<L: ?Sized + 'static>(hub: &Hub, stamp: u64) -> Option<Rc<Snapshot<L>>> {
    let found = CACHE.try_with(|cache| {
        let cache = cache.borrow();
        let slot = cache[index::<L>(hub)].as_ref()?;
        // Two topics of one hub may share a slot.
        let hit = slot.stamp == stamp && slot.topic == TypeId::of::<L>();
        hit.then(|| Rc::clone(&slot.snapshot))
    });
    let snapshot = Rc::into_raw(found.ok()??);
    // SAFETY: `put` is the only maker of slots, and `topic` is the type parameter of the snapshot it was given; so
    // this is a `Rc<Snapshot<L>>` from `Rc::into_raw`. `Rc::downcast` does the same after a dynamic call that asks
    // for the type, which is a tenth of the time of an emit to eight.
    Some(unsafe { Rc::from_raw(snapshot.cast::<Snapshot<L>>()) })
}

/// Keeps a snapshot. While the thread ends, there is nothing to keep it in.
pub(super) fn put<L: ?Sized + 'static>(hub: &Hub, stamp: u64, snapshot: Rc<Snapshot<L>>) {
    let slot = Slot {
        hub: address(hub),
        stamp,
        topic: TypeId::of::<L>(),
        snapshot,
    };
    let previous = CACHE.try_with(|cache| cache.borrow_mut()[index::<L>(hub)].replace(slot));
    // Outside the borrow: the last owner of a handler runs the drops of what it captured.
    drop(previous);
}

/// Drops what this thread keeps of the hub, so that handlers taken out of it are dropped with their subscription.
pub(super) fn forget(hub: &Hub) {
    let address = address(hub);
    let forgotten = CACHE.try_with(|cache| {
        let mut cache = cache.borrow_mut();
        let mut forgotten = [const { None }; SLOTS];
        for (slot, forgotten) in cache.iter_mut().zip(&mut forgotten) {
            if slot.as_ref().is_some_and(|slot| slot.hub == address) {
                *forgotten = slot.take();
            }
        }
        forgotten
    });
    drop(forgotten);
}
