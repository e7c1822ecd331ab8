//! Exact order of use without moving anything on a use.
//!
//! Each entry has a mark: when it was last used, by a clock that goes with every use. A ring lists ids by their uses:
//! first the queue, in the order of use at one moment, `since`; behind it, what was used after that moment, each id
//! once, where it was first used again. An entry whose mark is not after `since` is still at its place in the queue,
//! and older than all that were used after; so the first such entry in the queue is the least recently used of all.
//! When the queue is at its end, what is listed behind becomes the next queue: as it stands, if every use was listed
//! (all keys new); otherwise put in the order of its marks.
//!
//! Marks and the ring are atomic words, so that a use needs no exclusive access; there is one writer at a time, the
//! thread or the holder of the lock.

use std::sync::atomic::Ordering::Relaxed;

use super::arrays::Arrays;
use super::sync::{AtomicU32, AtomicU64, AtomicUsize};

/// The mark of an id that is free.
pub(super) const GONE: u64 = u64::MAX;
const NONE: u32 = u32::MAX;

/// The clock, and how far the ring is written.
pub(super) struct Clock {
    now: AtomicU64,
    /// Up to when the order of the queue is that of use.
    since: AtomicU64,
    /// How many were ever listed; the next has this place, around the ring.
    listed: AtomicUsize,
}

impl Clock {
    pub(super) const fn new() -> Self {
        Self {
            now: AtomicU64::new(0),
            since: AtomicU64::new(0),
            listed: AtomicUsize::new(0),
        }
    }

    #[inline(always)]
    pub(super) fn now(&self) -> u64 {
        self.now.load(Relaxed)
    }

    #[inline(always)]
    fn since(&self) -> u64 {
        self.since.load(Relaxed)
    }

    #[inline(always)]
    fn listed(&self) -> usize {
        self.listed.load(Relaxed)
    }

    /// Notes a use. The ring has room for all, see [`Queue::make_room`].
    #[inline(always)]
    pub(super) fn tick(&self, id: u32, mark: &AtomicU64, arrays: &Arrays) {
        let now = self.now() + 1;
        self.now.store(now, Relaxed);
        let before = mark.load(Relaxed);
        mark.store(now, Relaxed);
        if before <= self.since() {
            let at = self.listed();
            place(&arrays.ring, at).store(id, Relaxed);
            self.listed.store(at + 1, Relaxed);
        }
    }

    /// Notes uses, in this order. What is gone is passed over.
    pub(super) fn tick_all(&self, ids: impl Iterator<Item = u32>, arrays: &Arrays) {
        let (marks, ring) = (arrays.marks(), &*arrays.ring);
        let (mut now, since, mut at) = (self.now(), self.since(), self.listed());
        for id in ids {
            let Some(mark) = marks.get(id as usize) else {
                continue;
            };
            let before = mark.load(Relaxed);
            if before == GONE {
                continue;
            }
            now += 1;
            mark.store(now, Relaxed);
            if before <= since {
                place(ring, at).store(id, Relaxed);
                at += 1;
            }
        }
        self.now.store(now, Relaxed);
        self.listed.store(at, Relaxed);
    }

    /// Notes a new entry.
    #[inline(always)]
    pub(super) fn add(&self, id: u32, mark: &AtomicU64, ring: &[AtomicU32]) {
        let now = self.now() + 1;
        self.now.store(now, Relaxed);
        mark.store(now, Relaxed);
        let at = self.listed();
        place(ring, at).store(id, Relaxed);
        self.listed.store(at + 1, Relaxed);
    }
}

#[inline(always)]
fn place(ring: &[AtomicU32], at: usize) -> &AtomicU32 {
    &ring[at & ring.len().wrapping_sub(1)]
}

/// The places of the queue in the ring; those before have been taken.
pub(super) struct Queue {
    head: usize,
    tail: usize,
    /// Whether an entry was removed since the queue was made; it may be listed, and then be listed again.
    is_ragged: bool,
    /// How often it was made anew: what a mix of hits and misses pays for.
    #[cfg(test)]
    pub(super) made: usize,
}

impl Queue {
    pub(super) const fn new() -> Self {
        Self {
            head: 0,
            tail: 0,
            is_ragged: false,
            #[cfg(test)]
            made: 0,
        }
    }

    /// Takes out the id that was not used for the longest time.
    #[inline(always)]
    pub(super) fn pop(&mut self, clock: &Clock, arrays: &Arrays) -> Option<u32> {
        loop {
            let since = clock.since();
            while self.head < self.tail {
                let id = place(&arrays.ring, self.head).load(Relaxed);
                self.head += 1;
                if arrays.mark(id).load(Relaxed) <= since {
                    return Some(id);
                }
            }
            if self.tail == clock.listed() {
                return None;
            }
            self.turn(clock, arrays);
        }
    }

    /// What was used since becomes the queue, which is at its end.
    #[inline(never)]
    fn turn(&mut self, clock: &Clock, arrays: &Arrays) {
        let (now, listed) = (clock.now(), clock.listed());
        let is_in_order = now - clock.since() == (listed - self.tail) as u64;
        if is_in_order && !self.is_ragged {
            self.tail = listed;
            clock.since.store(now, Relaxed);
        } else {
            self.make(clock, arrays);
        }
    }

    /// An entry is removed other than by `pop`.
    pub(super) fn removed(&mut self) {
        self.is_ragged = true;
    }

    /// Sees to it that one more entry can be added and every entry of `len` be used after that.
    #[inline(always)]
    pub(super) fn make_room(&mut self, len: usize, clock: &Clock, arrays: &Arrays) {
        // What can yet be listed is in the queue, and what is listed behind it is so once; unless it was removed.
        let again = if self.is_ragged {
            clock.listed() - self.tail
        } else {
            0
        };
        if self.tail - self.head + again + len > arrays.ring.len() {
            self.make(clock, arrays);
        }
    }

    /// Makes the queue anew, with all there are.
    #[inline(never)]
    pub(super) fn make(&mut self, clock: &Clock, arrays: &Arrays) {
        #[cfg(test)]
        {
            self.made += 1;
        }
        let (now, since, listed) = (clock.now(), clock.since(), clock.listed());
        let place = |at| place(&arrays.ring, at);
        let mut end = self.head;
        let mut append = |id: u32| {
            place(end).store(id, Relaxed);
            // Without a branch, which nobody could predict.
            end += usize::from(id != NONE);
        };
        for at in self.head..self.tail {
            let id = place(at).load(Relaxed);
            let is_there = arrays.mark(id).load(Relaxed) <= since;
            append(if is_there { id } else { NONE });
        }
        let used = (self.tail..listed).map(|at| place(at).load(Relaxed));
        let time = |id| Some(arrays.mark(id).load(Relaxed)).filter(|time| *time != GONE);
        let span = (now - since) as usize;
        // Times mostly are near each other: each has its place. (An id may be listed twice.)
        if span <= 8 * used.len() + 64 {
            let mut by_time = vec![NONE; span + 1];
            for id in used {
                if let Some(time) = time(id) {
                    by_time[(time - since) as usize] = id;
                }
            }
            by_time.into_iter().for_each(append);
        } else {
            let mut times: Vec<(u64, u32)> = used.filter_map(|id| Some((time(id)?, id))).collect();
            times.sort_unstable();
            times.dedup();
            times.into_iter().for_each(|(_, id)| append(id));
        }
        self.tail = end;
        self.is_ragged = false;
        clock.since.store(now, Relaxed);
        clock.listed.store(end, Relaxed);
    }

    /// The ids, oldest first, if the queue has just been made.
    pub(super) fn ids(&self, arrays: &Arrays) -> impl Iterator<Item = u32> {
        (self.head..self.tail).map(|at| place(&arrays.ring, at).load(Relaxed))
    }

    /// Goes on in the ring of `next`. The marks have been copied there.
    pub(super) fn move_on(&mut self, clock: &Clock, arrays: &Arrays, next: &Arrays) {
        self.make(clock, arrays);
        for at in self.head..self.tail {
            let id = place(&arrays.ring, at).load(Relaxed);
            place(&next.ring, at).store(id, Relaxed);
        }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self, clock: &Clock) {
        (self.head, self.tail) = (clock.listed(), clock.listed());
        self.is_ragged = false;
        clock.since.store(clock.now(), Relaxed);
    }
}
