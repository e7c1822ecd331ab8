//! What a hit writes: memory that belongs to the calling thread alone.

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering::Relaxed;
use std::thread::LocalKey;

use super::arrays::Arrays;
use super::sync::{AtomicU32, AtomicU64};
use super::words::SharedWords;

/// Hits between two visits to the lock.
const LOG: usize = 512;

/// Calls counted by one writer; others read.
pub(super) struct Counts {
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Counts {
    pub(super) const fn new() -> Self {
        Self {
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// Counts a hit; how many there are now.
    #[inline(always)]
    pub(super) fn hit(&self) -> u64 {
        let hits = self.hits.load(Relaxed) + 1;
        self.hits.store(hits, Relaxed);
        hits
    }

    #[inline(always)]
    pub(super) fn miss(&self) {
        self.misses.store(self.misses.load(Relaxed) + 1, Relaxed);
    }

    #[inline]
    pub(super) fn hits(&self) -> u64 {
        self.hits.load(Relaxed)
    }

    #[inline]
    pub(super) fn misses(&self) -> u64 {
        self.misses.load(Relaxed)
    }
}

/// One thread's counters for one cache, and the ids it hit since its order was last applied to the cache's. One
/// writer, the thread; others read the counters. It is handed on when the thread ends, counts and all.
#[repr(align(64))]
pub struct Record {
    pub(super) counts: Counts,
    /// How many hits are applied; written under the cache's lock.
    applied: AtomicU64,
    log: [AtomicU32; LOG],
}

/// What a thread has of a cache: its record, and the arrays that it has seen last.
#[derive(Clone, Copy)]
pub struct Mine {
    pub(super) record: &'static Record,
    pub(super) arrays: &'static Arrays,
}

/// Where a thread has it; generated code has a `thread_local!` of this for each function. No destructor, so that reading
/// it costs nothing.
pub type Slot = Cell<Option<Mine>>;

impl Record {
    pub(super) const fn new() -> Self {
        Self {
            counts: Counts::new(),
            applied: AtomicU64::new(0),
            log: [const { AtomicU32::new(0) }; LOG],
        }
    }

    /// Counts a hit on `id`; `true` when the log is full.
    #[inline(always)]
    pub(super) fn hit(&self, id: u32) -> bool {
        let hits = self.counts.hit();
        self.log[hits as usize % LOG].store(id, Relaxed);
        hits.is_multiple_of(LOG as u64)
    }

    /// Whether there was a hit since it was last drained.
    #[inline]
    pub(super) fn is_dirty(&self) -> bool {
        self.applied.load(Relaxed) != self.counts.hits()
    }

    /// The ids hit since the last call, oldest first; of more than the log holds, the newest.
    #[inline]
    pub(super) fn drain(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let hits = self.counts.hits();
        let applied = self.applied.load(Relaxed);
        let from = applied.max(hits.saturating_sub(LOG as u64));
        self.applied.store(hits, Relaxed);
        (from..hits).map(|before| self.log[(before + 1) as usize % LOG].load(Relaxed))
    }
}

/// A cache, the thread's slot for it, and the record in that slot.
type Lent = (
    &'static SharedWords,
    &'static LocalKey<Slot>,
    &'static Record,
);

/// Gives the records of a thread back when it ends.
struct Exit(RefCell<Vec<Lent>>);

impl Drop for Exit {
    fn drop(&mut self) {
        for (cache, slot, record) in self.0.take() {
            // Calls from destructors that run later find no record, and take the lock.
            slot.set(None);
            cache.release(record);
        }
    }
}

thread_local! {
    static EXIT: Exit = const { Exit(RefCell::new(Vec::new())) };
}

/// Lets the end of this thread give `record` back; `false` if it is past that.
pub(super) fn release_at_exit(
    cache: &'static SharedWords,
    slot: &'static LocalKey<Slot>,
    record: &'static Record,
) -> bool {
    EXIT.try_with(|exit| exit.0.borrow_mut().push((cache, slot, record)))
        .is_ok()
}
