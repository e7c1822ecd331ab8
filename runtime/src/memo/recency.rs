//! Exact order of use without moving anything on a use.
//!
//! Each entry has a mark: when it was last used, by a clock that goes with every use, and whether that was since the
//! queue was made. A use writes the mark and, the first time, adds the entry to those used since. An entry not used
//! since is still at its place in the queue, and older than all that were; so the first such entry in the queue is the
//! least recently used of all. When the queue is at its end, what was used since becomes the next queue.
//!
//! Marks and the list of what was used are atomic words, so that a use needs no exclusive access; there is one writer
//! at a time, the thread or the holder of the lock.

use std::sync::atomic::Ordering::Relaxed;

use super::arrays::Arrays;
use super::sync::{AtomicU32, AtomicU64, AtomicUsize};

/// The mark of an id that is free.
pub(super) const GONE: u64 = u64::MAX;
const NONE: u32 = u32::MAX;

/// The clock, and how many are listed as used since the queue was made.
pub(super) struct Clock {
    now: AtomicU64,
    used: AtomicUsize,
}

impl Clock {
    pub(super) const fn new() -> Self {
        Self {
            now: AtomicU64::new(0),
            used: AtomicUsize::new(0),
        }
    }

    #[inline(always)]
    pub(super) fn now(&self) -> u64 {
        self.now.load(Relaxed)
    }

    /// Notes a use. `used` has room for all, see [`Queue::make_room`].
    #[inline(always)]
    pub(super) fn tick(&self, id: u32, mark: &AtomicU64, used: &[AtomicU32]) {
        let now = self.now() + 1;
        self.now.store(now, Relaxed);
        let before = mark.load(Relaxed);
        mark.store(now << 1 | 1, Relaxed);
        if before & 1 == 0 {
            let at = self.used.load(Relaxed);
            used[at].store(id, Relaxed);
            self.used.store(at + 1, Relaxed);
        }
    }

    /// Notes uses, in this order. What is gone is passed over.
    #[inline]
    pub(super) fn tick_all(
        &self,
        ids: impl Iterator<Item = u32>,
        marks: &[AtomicU64],
        used: &[AtomicU32],
    ) {
        let (mut now, mut at) = (self.now(), self.used.load(Relaxed));
        for id in ids {
            let Some(mark) = marks.get(id as usize) else {
                continue;
            };
            let before = mark.load(Relaxed);
            if before == GONE {
                continue;
            }
            now += 1;
            mark.store(now << 1 | 1, Relaxed);
            if before & 1 == 0 {
                used[at].store(id, Relaxed);
                at += 1;
            }
        }
        self.now.store(now, Relaxed);
        self.used.store(at, Relaxed);
    }

    /// Notes a new entry.
    #[inline]
    pub(super) fn add(&self, id: u32, mark: &AtomicU64, used: &[AtomicU32]) {
        mark.store(0, Relaxed);
        self.tick(id, mark, used);
    }
}

/// The ids as they were used up to the last time it was made, oldest first.
pub(super) struct Queue {
    ids: Vec<u32>,
    /// Those before have been taken.
    head: usize,
    /// When it was made.
    since: u64,
    by_time: Vec<u32>,
}

impl Queue {
    pub(super) const fn new() -> Self {
        Self {
            ids: Vec::new(),
            head: 0,
            since: 0,
            by_time: Vec::new(),
        }
    }

    /// Takes out the id that was not used for the longest time.
    #[inline]
    pub(super) fn pop(&mut self, clock: &Clock, arrays: &Arrays) -> Option<u32> {
        loop {
            while let Some(&id) = self.ids.get(self.head) {
                self.head += 1;
                if arrays.mark(id).load(Relaxed) & 1 == 0 {
                    return Some(id);
                }
            }
            if clock.used.load(Relaxed) == 0 {
                return None;
            }
            self.make(clock, arrays);
        }
    }

    /// Sees to it that one more entry can be added and every entry of `len` be used after that.
    #[inline]
    pub(super) fn make_room(&mut self, len: usize, clock: &Clock, arrays: &Arrays) {
        if clock.used.load(Relaxed) + len >= arrays.used.len() {
            self.make(clock, arrays);
        }
    }

    /// Makes the queue anew, with all there are.
    #[inline(never)]
    pub(super) fn make(&mut self, clock: &Clock, arrays: &Arrays) {
        let Self {
            ids,
            head,
            since,
            by_time,
        } = self;
        ids.drain(..*head);
        ids.retain(|&id| arrays.mark(id).load(Relaxed) & 1 == 0);
        let used = &arrays.used[..clock.used.load(Relaxed).min(arrays.used.len())];
        let span = (clock.now() - *since) as usize;
        // Times mostly are near each other: each has its place. (An id may be listed twice.)
        if span <= 8 * used.len() + 64 {
            by_time.clear();
            by_time.resize(span + 1, NONE);
            for id in used {
                let id = id.load(Relaxed);
                if let Some(time) = time(arrays.mark(id)) {
                    by_time[(time - *since) as usize] = id;
                }
            }
            let mut at = ids.len();
            ids.resize(at + used.len() + 1, NONE);
            for &id in &*by_time {
                ids[at] = id;
                at += usize::from(id != NONE);
            }
            ids.truncate(at);
        } else {
            let mut times: Vec<(u64, u32)> = used
                .iter()
                .map(|id| id.load(Relaxed))
                .filter_map(|id| Some((time(arrays.mark(id))?, id)))
                .collect();
            times.sort_unstable();
            times.dedup();
            ids.extend(times.iter().map(|&(_, id)| id));
        }
        (*head, *since) = (0, clock.now());
        clock.used.store(0, Relaxed);
    }

    /// The ids, oldest first, if the queue has just been made.
    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Forgets all.
    pub(super) fn clear(&mut self, clock: &Clock) {
        self.ids.clear();
        (self.head, self.since) = (0, clock.now());
        clock.used.store(0, Relaxed);
    }
}

/// When an entry was last used; from here on it counts as not used since.
#[inline]
fn time(mark: &AtomicU64) -> Option<u64> {
    let before = mark.load(Relaxed);
    (before != GONE).then(|| {
        mark.store(before & !1, Relaxed);
        before >> 1
    })
}
