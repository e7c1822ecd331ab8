//! Words by words: the memory of the fast engine, and what changes it.
//!
//! `SHARED` says whether other threads read it meanwhile. Then each change is between two of the version, and of the
//! number of the entry; otherwise none of that is done, and the number is the entry's mark.

use std::sync::OnceLock;
use std::sync::atomic::Ordering::*;

use super::super::arrays::{Arrays, MOST, NUMBER, VALUE, WORDS, is_wide};
use super::super::info::CacheInfo;
use super::super::recency::{Clock, GONE, Queue};
use super::super::record::{Counts, Record};
use super::super::sync::{AtomicU64, AtomicUsize, fence};
use super::super::word::KEY;
use super::Missed;

/// Entries of the first generation; each further one has four times as many.
const FIRST: usize = 64;
/// A power of two, so that the index needs no check.
const GENERATIONS: usize = 16;
/// Up to this size the first generation is the only one.
const SMALL: usize = 1024;

/// What readers see.
pub(super) struct Table<const SHARED: bool> {
    /// Goes with every change; odd while one is under way, if `SHARED`.
    version: AtomicU64,
    /// The generation in use.
    generation: AtomicUsize,
    generations: [OnceLock<Box<Arrays<SHARED>>>; GENERATIONS],
    /// What is counted without a record: of all threads' cache, under the lock.
    pub(super) counts: Counts,
    /// Of the uses, where anything is ever evicted.
    pub(super) clock: Clock,
    pub(super) maxsize: Option<usize>,
    /// `maxsize`; the greatest number for none.
    most: usize,
}

/// What readers never look at: there is one writer at a time.
pub(crate) struct State {
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
    /// A writer was at work.
    Unsure,
}

/// Whether this is the entry of the key.
#[inline(always)]
pub(super) fn is_for(entry: &[AtomicU64], key: &[u64]) -> bool {
    let mut same = true;
    for (place, word) in entry[WORDS..].iter().zip(key) {
        same &= place.load(Relaxed) == *word;
    }
    same
}

impl<const SHARED: bool> Table<SHARED> {
    pub(super) const fn new(maxsize: Option<usize>) -> Self {
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
        }
    }

    #[inline(always)]
    pub(super) fn arrays(&self) -> Option<&Arrays<SHARED>> {
        Some(self.generations[self.generation.load(Acquire) % GENERATIONS].get()?)
    }

    #[inline(always)]
    pub(super) fn version(&self) -> u64 {
        self.version.load(Relaxed)
    }

    // Inlined, so that the length of the key is a constant.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64, key: &[u64]) -> Found {
        let version = self.version.load(Acquire);
        let Some(arrays) = self.arrays() else {
            return Found::Unsure;
        };
        let mut walk = arrays.walk(hash);
        while let Some(id) = walk.next() {
            let entry = arrays.entry(id, is_wide(key));
            let number = entry[NUMBER].load(Acquire);
            if number & 1 == 0 || !SHARED {
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
        fence(Acquire);
        // No writer was at work, so what was not found is not there.
        if version & 1 == 0 && self.version() == version {
            Found::Miss { version }
        } else {
            Found::Unsure
        }
    }

    /// Stores the value of a call that missed; the first value for a key stays.
    #[inline(always)]
    pub(super) fn store(&self, state: &mut State, missed: Missed, key: &[u64], value: u64) {
        let Missed { hash, version } = missed;
        if self.version() == version || !self.is_there(hash, key) {
            self.insert(state, hash, key, value);
        }
    }

    #[cold]
    fn is_there(&self, hash: u64, key: &[u64]) -> bool {
        matches!(self.find(hash, key), Found::Hit { .. })
    }

    /// Stores `value`, in place of what is there.
    pub(super) fn put(&self, state: &mut State, hash: u64, key: &[u64], value: u64) {
        self.invalidate(state, hash, key);
        self.insert(state, hash, key, value);
    }

    /// Removes the entry of the key; whether there was one.
    pub(super) fn invalidate(&self, state: &mut State, hash: u64, key: &[u64]) -> bool {
        let Found::Hit { id, .. } = self.find(hash, key) else {
            return false;
        };
        if let Some(arrays) = self.arrays() {
            self.change(|| Self::take_out(state, arrays, id));
            arrays.mark(id).store(GONE, Relaxed);
            state.queue.removed();
            state.free.push(id);
            state.len -= 1;
        }
        true
    }

    /// The value, uncounted.
    pub(super) fn peek(&self, _state: &State, hash: u64, key: &[u64]) -> Option<u64> {
        match self.find(hash, key) {
            Found::Hit { value, .. } => Some(value),
            _ => None,
        }
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
        let ticks = if SHARED || self.maxsize.is_none() {
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
        self.change(|| {
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
        });
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

    /// Runs `body`, which changes the index.
    #[inline(always)]
    fn change<R>(&self, body: impl FnOnce() -> R) -> R {
        let version = self.version();
        if SHARED {
            self.version.store(version + 1, Relaxed);
            // Whoever reads a changed slot also reads the odd version.
            fence(Release);
        }
        let result = body();
        self.version.store(version + 2, Release);
        result
    }

    #[inline(always)]
    fn take_out(state: &State, arrays: &Arrays<SHARED>, id: u32) {
        if SHARED {
            arrays.kill(id);
        }
        let hash_of = |id: u32| state.hashes[id as usize];
        arrays.unplace(hash_of(id), id, hash_of);
    }

    #[inline(always)]
    fn insert(&self, state: &mut State, hash: u64, key: &[u64], value: u64) {
        if state.len < self.most {
            self.change(|| self.add(state, hash, key, value));
        } else if let Some(arrays) = self.arrays()
            && let Some(id) = state.queue.pop(&self.clock, arrays)
        {
            self.change(|| {
                Self::take_out(state, arrays, id);
                self.put_in(state, arrays, id, hash, key, value);
            });
        }
    }

    /// As `insert`, if it is not full.
    #[inline(never)]
    fn add(&self, state: &mut State, hash: u64, key: &[u64], value: u64) {
        if let Some(arrays) = self.with_room(state, is_wide(key)) {
            let id = state.free.pop().unwrap_or_else(|| {
                state.hashes.push(0);
                state.hashes.len() as u32 - 1
            });
            state.len += 1;
            self.put_in(state, arrays, id, hash, key, value);
        }
    }

    #[inline(always)]
    fn put_in(
        &self,
        state: &mut State,
        arrays: &Arrays<SHARED>,
        id: u32,
        hash: u64,
        key: &[u64],
        value: u64,
    ) {
        state.hashes[id as usize] = hash;
        arrays.fill(id, key, value);
        if SHARED {
            arrays.revive(id);
        }
        state.queue.make_room(state.len, &self.clock, arrays);
        self.clock.add(id, arrays.mark(id), &arrays.ring);
        state.added += 1;
        arrays.place(hash, id);
    }

    /// The arrays, with room for one more; `None` when there are no more generations.
    fn with_room(&self, state: &mut State, wide: bool) -> Option<&Arrays<SHARED>> {
        let generation = self.generation.load(Relaxed);
        let Some(arrays) = self.generations.get(generation)?.get() else {
            let room = match self.maxsize {
                Some(maxsize) if maxsize <= SMALL => maxsize,
                _ => FIRST,
            };
            return Some(
                self.generations[generation].get_or_init(|| Box::new(Arrays::new(room, wide))),
            );
        };
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
        let next = self
            .generations
            .get(generation + 1)?
            .get_or_init(|| Box::new(Arrays::new(room, wide)));
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
    fn move_on<const S: bool>(
        &mut self,
        clock: &Clock,
        arrays: &Arrays<S>,
        next: &Arrays<S>,
        wide: bool,
    ) {
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
    }

    /// The ids in use with their hashes.
    fn entries<const S: bool>(&self, arrays: &Arrays<S>) -> impl Iterator<Item = (u32, u64)> {
        let each = (0..).zip(self.hashes.iter().copied());
        each.filter(|&(id, _)| arrays.mark(id).load(Relaxed) != GONE)
    }
}
