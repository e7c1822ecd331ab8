//! What each thread keeps: the snapshots that it emitted through last. An emit that finds its own here needs neither a
//! lock nor an atomic write (which would cost as much as four calls of a handler).
//!
//! Another thread cannot take a snapshot out of here; it says that it is outdated, and counts a change in the process. A
//! thread that sees that there was one goes the long way for one emit, and looks through its slots at the end of it: see
//! [`Cache::tidy`].

use core::any::{Any, TypeId};
use core::cell::Cell;
use core::hash::{Hash, Hasher};
use core::mem::ManuallyDrop;
use core::ptr;
use std::sync::Arc;

use super::error::EmitError;
use super::hub::{self, Hub};
use super::listener::Callee;
use super::snapshot::{Header, Snapshot};

/// How many emits may be under way in one thread, one inside the handler of the other.
pub(super) const MAX_DEPTH: u32 = 128;

/// What a thread keeps. It has no destructor, which would have to be looked after at each access; that is the
/// [`Reaper`]'s.
pub(super) struct Cache {
    slots: [Slot; SLOTS],
    /// The changes in the process when nothing outdated was left here: as long as there are no more of them, what is
    /// in the slots is present.
    tidy: Cell<u64>,
    /// How many emits are under way that go through no slot.
    apart: Cell<u32>,
    /// Whether emits nested too deep: then none may begin until the outermost is over. Without that, two handlers that
    /// each emit again would be called 2 to the power of [`MAX_DEPTH`] times.
    spent: Cell<bool>,
}

const SLOTS: usize = 16;

/// What [`Cache::tidy`] is where each emit is to go the long way: so many changes there never are.
const NEVER: u64 = u64::MAX;

/// A place for one snapshot.
#[repr(align(64))]
struct Slot {
    /// The `Snapshot` of some type of handlers that `owner` owns; null where there is none.
    snapshot: Cell<*const Header>,
    /// How many emits go through it: as long as there are any, the owner stays.
    leases: Cell<u32>,
    owner: ManuallyDrop<Cell<Option<Arc<dyn Any>>>>,
}

thread_local! {
    static CACHE: Cache = const {
        Cache {
            slots: [const { Slot::empty() }; SLOTS],
            tidy: Cell::new(0),
            apart: Cell::new(0),
            spent: Cell::new(false),
        }
    };
    static REAPER: Reaper = const { Reaper(()) };
}

/// Empties the cache when its thread ends.
struct Reaper(());

impl Drop for Reaper {
    fn drop(&mut self) {
        CACHE.with(|cache| cache.slots.iter().for_each(Slot::clear));
    }
}

/// Calls `emit` with what this thread keeps.
#[inline]
pub(super) fn with<R>(emit: impl FnOnce(&Cache) -> R) -> R {
    CACHE.with(emit)
}

impl Cache {
    #[inline]
    fn slot<F: Callee + ?Sized + 'static>(&self, hub: &Hub) -> &Slot {
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
        let address = ptr::from_ref(hub).addr();
        &self.slots[((address ^ (fold.finish() as usize) << 6) >> 6) % SLOTS]
    }

    /// The present snapshot of the hub, if it is here and no emit goes through it. Such an emit need not ask how deep it
    /// is: those without end come to a slot that is taken.
    #[inline]
    pub(super) fn lease<F: Callee + ?Sized + 'static>(&self, hub: &Hub) -> Option<Lease<'_, F>> {
        let slot = self.slot::<F>(hub);
        if slot.leases.get() != 0 || hub::changes() != self.tidy.get() {
            return None;
        }
        slot.lease(hub)
    }

    /// As [`lease`](Self::lease), also if an emit goes through it, and if there was a change in the process.
    pub(super) fn lease_again<F: Callee + ?Sized + 'static>(
        &self,
        hub: &Hub,
    ) -> Option<Lease<'_, F>> {
        let lease = self.slot::<F>(hub).lease(hub)?;
        (!lease.snapshot.header.is_outdated()).then_some(lease)
    }

    /// Keeps the present snapshot of the hub for the next emit; not while an emit goes through another one in the same
    /// place, nor when the thread ends.
    pub(super) fn keep<F: Callee + ?Sized + 'static>(
        &self,
        hub: &Hub,
        snapshot: &Arc<Snapshot<F>>,
    ) {
        let slot = self.slot::<F>(hub);
        slot.clear();
        // What was dropped there may have been here, and may have changed the hub.
        if slot.leases.get() != 0
            || snapshot.header.is_outdated()
            || REAPER.try_with(|_| ()).is_err()
        {
            return;
        }
        let previous = slot.owner.replace(Some(snapshot.clone()));
        slot.snapshot.set(Arc::as_ptr(snapshot).cast());
        // Last: the drop of what a handler captured may come back here.
        drop(previous);
    }

    /// How many emits are under way, if one may begin inside them.
    pub(super) fn nest(&self) -> Result<u32, EmitError> {
        let depth = self.depth();
        if depth == 0 {
            self.spent.set(false);
        }
        if self.spent.get() || depth >= MAX_DEPTH {
            self.spent.set(true);
            // So that every emit comes here.
            self.tidy.set(NEVER);
            return Err(EmitError::TooDeep);
        }
        Ok(depth)
    }

    /// Begins an emit that goes through no slot.
    pub(super) fn apart(&self) -> Apart<'_> {
        self.apart.set(self.apart.get() + 1);
        Apart(self)
    }

    /// How many emits are under way.
    fn depth(&self) -> u32 {
        let leases = self.slots.iter().map(|slot| slot.leases.get());
        leases.sum::<u32>() + self.apart.get()
    }

    /// Drops the outdated snapshots that no emit goes through, if anything changed in the process since the last time:
    /// with them go the handlers that were unsubscribed.
    #[inline]
    pub(super) fn tidy(&self) {
        if hub::changes() != self.tidy.get() {
            self.clear_outdated();
        }
    }

    #[cold]
    #[inline(never)]
    fn clear_outdated(&self) {
        let changes = hub::changes();
        let mut left = false;
        for slot in &self.slots {
            if slot.is_outdated() {
                slot.clear();
                left |= slot.is_outdated();
            }
        }
        if !left && !self.spent.get() {
            self.tidy.set(changes);
        }
    }
}

impl Slot {
    const fn empty() -> Self {
        Self {
            snapshot: Cell::new(ptr::null()),
            leases: Cell::new(0),
            owner: ManuallyDrop::new(Cell::new(None)),
        }
    }

    /// What is here, if it is a snapshot of handlers `F` of this hub.
    #[inline]
    fn lease<F: Callee + ?Sized + 'static>(&self, hub: &Hub) -> Option<Lease<'_, F>> {
        if !self.header()?.is_of::<F>(hub) {
            return None;
        }
        self.leases.set(self.leases.get() + 1);
        Some(Lease {
            slot: self,
            // SAFETY: a header that says so is the beginning of a snapshot of this type; and the owner stays as long as
            // there are leases.
            snapshot: unsafe { &*self.snapshot.get().cast::<Snapshot<F>>() },
        })
    }

    /// To be let go of before anything else is done with this slot.
    #[inline]
    fn header(&self) -> Option<&Header> {
        // SAFETY: what is not null here is owned beside it.
        unsafe { self.snapshot.get().as_ref() }
    }

    fn is_outdated(&self) -> bool {
        self.header().is_some_and(Header::is_outdated)
    }

    /// Empties it, unless an emit goes through what it holds.
    #[cold]
    fn clear(&self) {
        if self.leases.get() == 0 {
            self.snapshot.set(ptr::null());
            // The last owner of a handler runs the drops of what it captured, which may come back here.
            drop(self.owner.take());
        }
    }
}

/// A snapshot that stays where it is meanwhile.
pub(super) struct Lease<'c, F: Callee + ?Sized> {
    slot: &'c Slot,
    pub(super) snapshot: &'c Snapshot<F>,
}

impl<F: Callee + ?Sized> Drop for Lease<'_, F> {
    #[inline]
    fn drop(&mut self) {
        self.slot.leases.set(self.slot.leases.get() - 1);
    }
}

/// An emit under way that goes through no slot.
pub(super) struct Apart<'c>(&'c Cache);

impl Drop for Apart<'_> {
    fn drop(&mut self) {
        self.0.apart.set(self.0.apart.get() - 1);
    }
}

/// Drops what this thread keeps of hubs as they were before, so that handlers that it unsubscribed are dropped with
/// their subscription. What an emit goes through now is left to that emit.
pub(super) fn tidy() {
    CACHE.with(Cache::tidy);
}
