//! Words by words: the memory of the fast engine, and what changes it.
//!
//! `shared` says whether other threads read it meanwhile. Then each change is between two of the version, and of the
//! number of the entry; otherwise none of that is done, and the number is the entry's mark. It is no parameter of the type,
//! so that all of this is compiled once.

use std::sync::OnceLock;
use std::sync::atomic::Ordering::*;

use super::super::arrays::{Arrays, MOST, NUMBER, VALUE, WORDS, is_for, is_wide};
use super::super::info::CacheInfo;
use super::super::recency::{Clock, GONE, Queue};
use super::super::record::{Counts, Record};
use super::super::sync::{AtomicU64, AtomicUsize, fence};
use super::super::word::KEY;
use super::Missed;

/// Entries of the first generation; each further one has four times as many.
const FIRST: usize = if cfg!(shuttle) { 1 } else { 64 };
/// A power of two, so that the index needs no check.
const GENERATIONS: usize = 16;
/// Up to this size the first generation is the only one.
const SMALL: usize = 1024;

/// What readers see.
pub(super) struct Table {
    /// Goes with every change; odd while one is under way, if `shared`.
    version: AtomicU64,
    /// The generation in use.
    generation: AtomicUsize,
    generations: [OnceLock<Box<Arrays>>; GENERATIONS],
    /// What is counted without a record: of all threads' cache, under the lock.
    pub(super) counts: Counts,
    /// Of the uses, where anything is ever evicted.
    pub(super) clock: Clock,
    pub(super) maxsize: Option<usize>,
    /// `maxsize`; the greatest number for none.
    most: usize,
    shared: bool,
}

/// What readers never look at: there is one writer at a time.
pub(super) struct State {
    queue: Queue,
    /// By id.
    hashes: Vec<u64>,
    free: Vec<u32>,
    len: usize,
    /// How many entries were ever added.
    added: u64,
    pub(super) records: Vec<&'static Record>,
    pub(super) idle: Vec<&'static Record>,
    /// The sums when the counters were last cleared.
    hits_before: u64,
    misses_before: u64,
}

pub(super) enum Found {
    Hit {
        id: u32,
        value: u64,
    },
    Miss {
        version: u64,
    },
    /// A writer was at work, or there are more slots to look in.
    Unsure,
}

impl Table {
    pub(super) const fn new(maxsize: Option<usize>, shared: bool) -> Self {
        Self {
            version: AtomicU64::new(0),
            generation: AtomicUsize::new(0),
            generations: [const { OnceLock::new() }; GENERATIONS],
            counts: Counts::new(),
            clock: Clock::new(),
            maxsize,
            most: match maxsize {
                Some(maxsize) => maxsize,
                None => usize::MAX,
            },
            shared,
        }
    }

    #[inline(always)]
    pub(super) fn arrays(&self) -> Option<&Arrays> {
        Some(self.generations[self.generation.load(Acquire) % GENERATIONS].get()?)
    }

    #[inline(always)]
    pub(super) fn version(&self) -> u64 {
        self.version.load(Relaxed)
    }

    /// Looks in the arrays that a reader knows, beside a writer; in so many slots of the index.
    // Inlined, so that the length of the key is a constant.
    #[inline(always)]
    pub(super) fn find(&self, arrays: &Arrays, hash: u64, key: &[u64], slots: usize) -> Found {
        let version = self.version.load(Acquire);
        let mut walk = arrays.walk(hash);
        for _ in 0..slots {
            let Some(id) = walk.next() else {
                return self.missed(arrays, version);
            };
            let Some(entry) = arrays.get(id, is_wide(key)) else {
                continue;
            };
            let number = entry[NUMBER].load(Acquire);
            if number & 1 == 0 {
                let value = entry[VALUE].load(Relaxed);
                let same = is_for(entry, key);
                fence(Acquire);
                if entry[NUMBER].load(Relaxed) != number {
                    return Found::Unsure;
                }
                if same {
                    return Found::Hit { id, value };
                }
            }
        }
        Found::Unsure
    }

    /// The end of a walk that began at `version`.
    #[inline(always)]
    fn missed(&self, arrays: &Arrays, version: u64) -> Found {
        // Arrays are left while the version is odd.
        let is_left = arrays.is_left.load(Relaxed);
        fence(Acquire);
        // No writer was at work, so what was not found is not there.
        if version & 1 == 0 && self.version() == version && !is_left {
            Found::Miss { version }
        } else {
            Found::Unsure
        }
    }

    /// Notes what `record`'s thread has hit. An id that is another entry's meanwhile counts for that one, which shows
    /// in the order only.
    #[inline(always)]
    pub(super) fn catch_up(&self, state: &mut State, record: Option<&Record>) {
        if let Some(record) = record
            && record.is_dirty()
        {
            self.apply(state, record);
        }
    }

    #[inline(never)]
    fn apply(&self, state: &mut State, record: &Record) {
        self.used(state, record.drain());
    }

    /// Notes uses of entries, in this order.
    pub(super) fn used(&self, _state: &mut State, ids: impl IntoIterator<Item = u32>) {
        // Where nothing is ever evicted no order is kept.
        if self.maxsize.is_some()
            && let Some(arrays) = self.arrays()
        {
            self.clock.tick_all(ids.into_iter(), arrays);
        }
    }

    /// Stores the value of a call that missed; the first value for a key stays.
    // `shared` is what the field says, as a constant; so of what changes a full cache.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn store(
        &self,
        shared: bool,
        state: &mut State,
        missed: Missed,
        key: &[u64],
        value: u64,
    ) {
        let Missed { hash, version } = missed;
        if self.version() == version || self.find_alone(state, hash, key).is_none() {
            self.insert(shared, state, hash, key, value);
        }
    }

    /// The id of the entry of the key, and its value.
    #[inline(never)]
    pub(super) fn find_alone(&self, _state: &State, hash: u64, key: &[u64]) -> Option<(u32, u64)> {
        let (id, entry) = self.arrays()?.find(hash, key)?;
        Some((id, entry[VALUE].load(Relaxed)))
    }

    /// Stores `value`, in place of what is there.
    pub(super) fn put(&self, state: &mut State, hash: u64, key: &[u64], value: u64) {
        self.invalidate(state, hash, key);
        self.insert(self.shared, state, hash, key, value);
    }

    /// Removes the entry of the key; whether there was one.
    pub(super) fn invalidate(&self, state: &mut State, hash: u64, key: &[u64]) -> bool {
        let Some((id, _)) = self.find_alone(state, hash, key) else {
            return false;
        };
        if let Some(arrays) = self.arrays() {
            let version = self.begin(self.shared);
            self.take_out(self.shared, state, arrays, id);
            self.end(version);
            arrays.mark(id).store(GONE, Relaxed);
            state.queue.removed();
            state.free.push(id);
            state.len -= 1;
        }
        true
    }

    pub(super) fn info(&self, state: &State) -> CacheInfo {
        let (hits, misses) = self.sums(state);
        CacheInfo {
            hits: hits - state.hits_before,
            misses: misses - state.misses_before,
            maxsize: self.maxsize,
            currsize: state.len,
            store_errors: 0,
        }
    }

    fn sums(&self, state: &State) -> (u64, u64) {
        // Of one thread's cache, the clock goes with hits and new entries alone.
        let ticks = if self.shared || self.maxsize.is_none() {
            0
        } else {
            self.clock.now() - state.added
        };
        let records = state.records.iter().map(|record| &record.counts);
        records
            .chain([&self.counts])
            .fold((ticks, 0), |(hits, misses), counts| {
                (hits + counts.hits(), misses + counts.misses())
            })
    }

    /// Removes all entries and sets the counters to 0.
    pub(super) fn clear(&self, state: &mut State) {
        (state.hits_before, state.misses_before) = self.sums(state);
        for record in &state.records {
            // What was hit is gone.
            let _ = record.drain();
        }
        let version = self.begin(self.shared);
        if let Some(arrays) = self.arrays() {
            for (id, _) in state.entries(arrays) {
                arrays.kill(id);
            }
            arrays.clear(state.len, state.entries(arrays));
            for id in 0..state.hashes.len() as u32 {
                arrays.mark(id).store(GONE, Relaxed);
            }
        }
        state.queue.clear(&self.clock);
        state.hashes.clear();
        state.free.clear();
        state.len = 0;
        self.end(version);
    }

    /// The entries' words, oldest first.
    pub(super) fn entries(&self, state: &mut State) -> Vec<([u64; KEY], u64)> {
        let Some(arrays) = self.arrays() else {
            return Vec::new();
        };
        state.queue.make(&self.clock, arrays);
        let read = |id| {
            let entry = arrays.entry(id, arrays.is_wide());
            let mut words = [0; KEY];
            for (word, place) in words.iter_mut().zip(&entry[WORDS..]) {
                *word = place.load(Relaxed);
            }
            (words, entry[VALUE].load(Relaxed))
        };
        state.queue.ids(arrays).map(read).collect()
    }

    /// Before a change of the index; the version.
    #[inline(always)]
    fn begin(&self, shared: bool) -> u64 {
        let version = self.version();
        if shared {
            self.version.store(version + 1, Relaxed);
            // Whoever reads a changed slot also reads the odd version.
            fence(Release);
        }
        version
    }

    /// After a change of the index.
    #[inline(always)]
    fn end(&self, version: u64) {
        self.version.store(version + 2, Release);
    }

    #[inline(always)]
    fn take_out(&self, shared: bool, state: &State, arrays: &Arrays, id: u32) {
        if shared {
            arrays.kill(id);
        }
        let hash_of = |id: u32| state.hashes[id as usize];
        arrays.unplace(hash_of(id), id, hash_of);
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn insert(&self, shared: bool, state: &mut State, hash: u64, key: &[u64], value: u64) {
        if state.len < self.most {
            self.add(state, hash, key, value);
        } else if let Some(arrays) = self.arrays()
            && let Some(id) = state.queue.pop(&self.clock, arrays)
        {
            let version = self.begin(shared);
            self.take_out(shared, state, arrays, id);
            self.put_in(shared, state, arrays, id, hash, key, value);
            self.end(version);
        }
    }

    /// As `insert`, if it is not full.
    #[inline(never)]
    fn add(&self, state: &mut State, hash: u64, key: &[u64], value: u64) {
        let version = self.begin(self.shared);
        if let Some(arrays) = self.with_room(state, is_wide(key)) {
            let id = state.free.pop().unwrap_or_else(|| {
                state.hashes.push(0);
                state.hashes.len() as u32 - 1
            });
            state.len += 1;
            self.put_in(self.shared, state, arrays, id, hash, key, value);
        }
        self.end(version);
    }

    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    fn put_in(
        &self,
        shared: bool,
        state: &mut State,
        arrays: &Arrays,
        id: u32,
        hash: u64,
        key: &[u64],
        value: u64,
    ) {
        state.hashes[id as usize] = hash;
        arrays.fill(id, key, value);
        if shared {
            arrays.revive(id);
        }
        state.queue.make_room(state.len, &self.clock, arrays);
        self.clock.add(id, arrays.mark(id), &arrays.ring);
        state.added += 1;
        arrays.place(hash, id);
    }

    /// The arrays, made if there are none. Under the lock.
    pub(super) fn arrays_for(&self, wide: bool) -> &Arrays {
        let room = match self.maxsize {
            Some(maxsize) if maxsize <= SMALL => maxsize,
            _ => FIRST,
        };
        let generation = self.generation.load(Relaxed) % GENERATIONS;
        self.generations[generation].get_or_init(|| Box::new(Arrays::new(room, wide, self.shared)))
    }

    /// The arrays, with room for one more; `None` when there are no more generations.
    fn with_room(&self, state: &mut State, wide: bool) -> Option<&Arrays> {
        let arrays = self.arrays_for(wide);
        if state.len < arrays.room {
            return Some(arrays);
        }
        let most = self.most.min(MOST);
        // Readers may be in any generation, so none is given back: few, and the last but one small.
        let room = if most <= arrays.room * 8 {
            most
        } else {
            arrays.room * 4
        };
        if room == arrays.room {
            return None;
        }
        let generation = self.generation.load(Relaxed);
        let next = self
            .generations
            .get(generation + 1)?
            .get_or_init(|| Box::new(Arrays::new(room, wide, self.shared)));
        state.move_on(&self.clock, arrays, next, wide);
        self.generation.store(generation + 1, Release);
        Some(next)
    }
}

impl State {
    pub(super) const fn new() -> Self {
        Self {
            queue: Queue::new(),
            hashes: Vec::new(),
            free: Vec::new(),
            len: 0,
            added: 0,
            records: Vec::new(),
            idle: Vec::new(),
            hits_before: 0,
            misses_before: 0,
        }
    }

    /// Puts every entry of `arrays` into `next`.
    fn move_on(&mut self, clock: &Clock, arrays: &Arrays, next: &Arrays, wide: bool) {
        self.queue.move_on(clock, arrays, next);
        for (live, hash) in self.entries(arrays) {
            let (from, to) = (arrays.entry(live, wide), next.entry(live, wide));
            for (from, to) in from.iter().zip(to) {
                to.store(from.load(Relaxed), Relaxed);
            }
            next.mark(live)
                .store(arrays.mark(live).load(Relaxed), Relaxed);
            next.place(hash, live);
            // A reader that still holds the old arrays must not find what may be removed from the new ones.
            arrays.kill(live);
        }
        arrays.is_left.store(true, Relaxed);
    }

    /// The ids in use with their hashes.
    fn entries(&self, arrays: &Arrays) -> impl Iterator<Item = (u32, u64)> {
        let each = (0..).zip(self.hashes.iter().copied());
        each.filter(|&(id, _)| arrays.mark(id).load(Relaxed) != GONE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LocalWords, SharedWords, Words};
    use crate::memo::engine::Lock;
    use crate::memo::info::CacheParameters;
    use crate::memo::record::Slot;

    const CALLS: usize = 100_000;

    /// A cache of 128 entries is called with each key; how often its order was made anew.
    fn made(keys: impl Iterator<Item = u64> + Clone) -> [usize; 2] {
        thread_local! {
            static SLOT: Slot = const { Slot::new(None) };
        }
        let local = LocalWords::new(CacheParameters::new());
        let shared: &SharedWords = Box::leak(Box::new(SharedWords::new(CacheParameters::new())));
        for key in keys.clone() {
            if let Err(missed) = local.look(&[key]) {
                local.store(None, missed, &[key], key);
            }
        }
        SLOT.set(None);
        for key in keys {
            if let Err(missed) = shared.look(&SLOT, &[key]) {
                shared.store(SLOT.get().map(|mine| mine.record), missed, &[key], key);
            }
        }
        assert_eq!(local.info(), shared.info());
        [
            local.state.hold().queue.made,
            shared.state.hold().queue.made,
        ]
    }

    /// Uniform keys out of `of`.
    fn uniform(of: u64) -> impl Iterator<Item = u64> + Clone {
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        (0..CALLS).map(move |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) % of
        })
    }

    /// Nine calls of ten hit. After `t` calls an entry was not used again with a probability of exp(-t/142), and the
    /// queue is at its end when 14 (exp(t/142) - 1) is 128: every 329 calls.
    #[test]
    fn a_mix_of_hits_and_misses_seldom_makes_the_order_anew() {
        for made in made(uniform(142)) {
            let calls = CALLS / made;
            assert!((290..370).contains(&calls), "every {calls} calls");
        }
    }

    #[test]
    fn calls_that_all_miss_or_all_hit_never_make_it_anew() {
        assert_eq!(made(0..CALLS as u64), [0, 0]);
        assert_eq!(made(uniform(128)), [0, 0]);
    }
}
