//! The fast engine: keys and values that are words, shared by all threads, a hit without a lock.
//!
//! A reader finds an entry by atomic loads between two reads of the entry's sequence number, and writes only its
//! own [`Record`]: a count and the id it hit. The ids reach the order of use under the lock, before anything that
//! shows or uses the order, so one thread alone sees exact least-recently-used order. All of it is atomic words, so
//! nothing here is `unsafe`, and no code of a user's ever runs here.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*, fence};
use std::sync::{Mutex, OnceLock};
use std::thread::LocalKey;

use super::arrays::{Arrays, SEQUENCE, VALUE, WORDS, Words};
use super::engine::{Family, ForAll, ForThread, Lock};
use super::info::CacheInfo;
use super::order::List;
use super::record::{Record, Slot, release_at_exit};
use super::word::KEY;

/// Entries of the first generation; each further one has four times as many.
const FIRST: usize = 64;
/// A power of two, so that the index needs no check.
const GENERATIONS: usize = 16;
/// Up to this size the first generation is the only one.
const SMALL: usize = 1024;

/// A cache from words to a word.
pub(super) struct WordCache<F: Family> {
    /// Odd while the index is being changed.
    version: AtomicU64,
    /// The generation in use.
    generation: AtomicUsize,
    generations: [OnceLock<Arrays>; GENERATIONS],
    state: F::Lock<State>,
    maxsize: Option<usize>,
}

/// What the lock protects; readers never look at it.
pub(crate) struct State {
    list: List,
    free: Vec<u32>,
    len: u32,
    /// By id: when it was last applied from a log, so that each id of a log moves once. [`DEAD`] for no entry.
    applied: Vec<u32>,
    round: u32,
    moved: Vec<u32>,
    records: Vec<&'static Record>,
    idle: Vec<&'static Record>,
    /// Counted without a record, in the last moments of a thread.
    hits: u64,
    misses: u64,
    /// The sums when the counters were last cleared.
    hits_before: u64,
    misses_before: u64,
}

const DEAD: u32 = u32::MAX;

enum Found {
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

impl WordCache<ForAll> {
    pub(crate) const fn new(maxsize: Option<usize>) -> Self {
        Self {
            version: AtomicU64::new(0),
            generation: AtomicUsize::new(0),
            generations: [const { OnceLock::new() }; GENERATIONS],
            state: Mutex::new(State::new()),
            maxsize,
        }
    }

    /// The value, counted as a hit; or, counted as a miss, the version of the cache that does not have it.
    #[inline(always)]
    pub(crate) fn look(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: &Words,
    ) -> Result<u64, u64> {
        if let Some(record) = slot.get()
            && let Some(found) = self.look_by(record, hash, key)
        {
            return found;
        }
        // A copy, so that the words of the others stay in registers.
        self.look_locked(slot, hash, *key)
    }

    #[cold]
    fn look_locked(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: Words,
    ) -> Result<u64, u64> {
        self.state.with(|state| {
            let record = self.record(state, slot);
            self.look_alone(state, record, hash, &key)
        })
    }

    /// The record of this thread, made at its first call.
    fn record(
        &'static self,
        state: &mut State,
        slot: &'static LocalKey<Slot>,
    ) -> Option<&'static Record> {
        if let Some(record) = slot.get() {
            return Some(record);
        }
        let record = state.idle.pop().unwrap_or_else(|| {
            let record: &'static Record = Box::leak(Box::new(Record::new()));
            state.records.push(record);
            record
        });
        if release_at_exit(self, slot, record) {
            slot.set(Some(record));
            Some(record)
        } else {
            state.idle.push(record);
            None
        }
    }

    /// Takes a record back from a thread that ends.
    pub(super) fn release(&self, record: &'static Record) {
        self.state.with(|state| {
            state.apply(record, self.maxsize);
            state.idle.push(record);
        });
    }
}

impl WordCache<ForThread> {
    pub(crate) const fn new(maxsize: Option<usize>) -> Self {
        Self {
            version: AtomicU64::new(0),
            generation: AtomicUsize::new(0),
            generations: [const { OnceLock::new() }; GENERATIONS],
            state: RefCell::new(State::new()),
            maxsize,
        }
    }
}

impl<F: Family> WordCache<F> {
    /// As `look`, by a record that is there.
    #[inline(always)]
    pub(crate) fn look_in(&self, record: &Record, hash: u64, key: &Words) -> Result<u64, u64> {
        match self.look_by(record, hash, key) {
            Some(found) => found,
            None => self.look_in_locked(record, hash, *key),
        }
    }

    #[cold]
    fn look_in_locked(&self, record: &Record, hash: u64, key: Words) -> Result<u64, u64> {
        self.state
            .with(|state| self.look_alone(state, Some(record), hash, &key))
    }

    /// As `look`, without the lock; `None` if a writer was at work.
    #[inline(always)]
    fn look_by(&self, record: &Record, hash: u64, key: &Words) -> Option<Result<u64, u64>> {
        match self.find(hash, key) {
            Found::Hit { id, value } => {
                if record.hit(id) {
                    self.publish(record);
                }
                Some(Ok(value))
            }
            Found::Miss { version } => {
                record.miss();
                Some(Err(version))
            }
            Found::Unsure => None,
        }
    }

    /// As `look`, under the lock.
    fn look_alone(
        &self,
        state: &mut State,
        record: Option<&Record>,
        hash: u64,
        key: &Words,
    ) -> Result<u64, u64> {
        match (self.find(hash, key), record) {
            (Found::Hit { id, value }, Some(record)) => {
                if record.hit(id) {
                    state.apply(record, self.maxsize);
                }
                Ok(value)
            }
            (Found::Hit { id, value }, None) => {
                state.hits += 1;
                state.list.touch(id);
                Ok(value)
            }
            (_, record) => {
                match record {
                    Some(record) => record.miss(),
                    None => state.misses += 1,
                }
                Err(self.version.load(Relaxed))
            }
        }
    }

    #[inline(always)]
    fn arrays(&self) -> Option<&Arrays> {
        self.generations[self.generation.load(Acquire) % GENERATIONS].get()
    }

    // Inlined into each function, where the length of the key is a constant.
    #[inline(always)]
    fn find(&self, hash: u64, key: &Words) -> Found {
        let version = self.version.load(Acquire);
        let Some(arrays) = self.arrays() else {
            return Found::Unsure;
        };
        let mut at = (hash >> 32) as usize & arrays.mask;
        loop {
            let slot = arrays.index[at].load(Relaxed);
            if slot == 0 {
                break;
            }
            if slot >> 32 == hash >> 32 {
                let id = slot as u32 - 1;
                let entry = arrays.entry(id, key.is_wide());
                let sequence = entry[SEQUENCE].load(Acquire);
                if sequence & 1 == 0 {
                    let value = entry[VALUE].load(Relaxed);
                    let mut same = true;
                    for i in 0..key.len {
                        same &= entry[WORDS + i].load(Relaxed) == key.words[i];
                    }
                    fence(Acquire);
                    if entry[SEQUENCE].load(Relaxed) != sequence {
                        return Found::Unsure;
                    }
                    if same {
                        return Found::Hit { id, value };
                    }
                }
            }
            at = (at + 1) & arrays.mask;
        }
        fence(Acquire);
        // No writer was at work, so what was not found is not there.
        if version & 1 == 0 && self.version.load(Relaxed) == version {
            Found::Miss { version }
        } else {
            Found::Unsure
        }
    }

    /// Applies a full log; if another thread holds the lock, this batch of recency is dropped (its counts are not).
    #[cold]
    fn publish(&self, record: &Record) {
        self.state
            .try_with(|state| state.apply(record, self.maxsize));
    }

    /// Stores the value of a call that missed at `version`; the first value for a key stays.
    pub(crate) fn store(
        &self,
        record: Option<&Record>,
        hash: u64,
        key: &Words,
        value: u64,
        version: u64,
    ) {
        self.state.with(|state| {
            self.catch_up(state, record);
            let is_there = self.version.load(Relaxed) != version
                && matches!(self.find(hash, key), Found::Hit { .. });
            if !is_there {
                self.insert(state, hash, key, value);
            }
        });
    }

    /// Stores `value`, in place of what is there.
    pub(crate) fn put(&self, record: Option<&Record>, hash: u64, key: &Words, value: u64) {
        self.state.with(|state| {
            self.catch_up(state, record);
            if let Found::Hit { id, .. } = self.find(hash, key) {
                self.change(|| self.remove(state, id));
            }
            self.insert(state, hash, key, value);
        });
    }

    pub(crate) fn invalidate(&self, record: Option<&Record>, hash: u64, key: &Words) -> bool {
        self.state.with(|state| {
            self.catch_up(state, record);
            let Found::Hit { id, .. } = self.find(hash, key) else {
                return false;
            };
            self.change(|| self.remove(state, id));
            true
        })
    }

    /// The value, uncounted.
    pub(crate) fn peek(&self, hash: u64, key: &Words) -> Option<u64> {
        self.state.with(|_| match self.find(hash, key) {
            Found::Hit { value, .. } => Some(value),
            _ => None,
        })
    }

    /// The counters; `own` is a record that is not one of the cache's.
    pub(crate) fn info(&self, own: Option<&Record>) -> CacheInfo {
        self.state.with(|state| {
            let (hits, misses) = state.counts(own);
            CacheInfo {
                hits: hits - state.hits_before,
                misses: misses - state.misses_before,
                maxsize: self.maxsize,
                currsize: state.len as usize,
                store_errors: 0,
            }
        })
    }

    /// Removes all entries and sets the counters to 0; `own` as for `info`.
    pub(crate) fn clear(&self, own: Option<&Record>) {
        self.state.with(|state| {
            (state.hits_before, state.misses_before) = state.counts(own);
            for record in state.records.iter().copied().chain(own) {
                // What was hit is gone.
                let _ = record.drain();
            }
            self.change(|| {
                if let Some(arrays) = self.arrays() {
                    let few = (state.len as usize) < arrays.index.len() / 16;
                    for id in state.ids() {
                        arrays.kill(id);
                        if few {
                            arrays.vacate(state.list.word(id), id);
                        }
                    }
                    if !few {
                        for slot in &arrays.index {
                            slot.store(0, Relaxed);
                        }
                    }
                }
                state.list.clear();
                state.free.clear();
                state.applied.clear();
                state.len = 0;
            });
        });
    }

    /// The entries' words, oldest first.
    pub(crate) fn entries(&self, record: Option<&Record>) -> Vec<([u64; KEY], u64)> {
        self.state.with(|state| {
            self.catch_up(state, record);
            let Some(arrays) = self.arrays() else {
                return Vec::new();
            };
            let read = |id| {
                let entry = arrays.entry(id, arrays.is_wide());
                let mut words = [0; KEY];
                for (word, place) in words.iter_mut().zip(&entry[WORDS..]) {
                    *word = place.load(Relaxed);
                }
                (words, entry[VALUE].load(Relaxed))
            };
            state.ids().map(read).collect()
        })
    }

    /// Applies this thread's log.
    fn catch_up(&self, state: &mut State, record: Option<&Record>) {
        if let Some(record) = record {
            state.apply(record, self.maxsize);
        }
    }

    /// Runs `body`, which changes the index.
    #[inline]
    fn change<R>(&self, body: impl FnOnce() -> R) -> R {
        let version = self.version.load(Relaxed);
        self.version.store(version + 1, Relaxed);
        // Whoever reads a changed slot also reads the odd version.
        fence(Release);
        let result = body();
        self.version.store(version + 2, Release);
        result
    }

    fn remove(&self, state: &mut State, id: u32) {
        if let Some(arrays) = self.arrays() {
            arrays.kill(id);
            arrays.unplace(state.list.word(id), id);
        }
        state.list.unlink(id);
        state.applied[id as usize] = DEAD;
        state.free.push(id);
        state.len -= 1;
    }

    fn insert(&self, state: &mut State, hash: u64, key: &Words, value: u64) {
        if self.maxsize == Some(0) {
            return;
        }
        self.change(|| {
            if self.maxsize.is_some_and(|most| state.len as usize >= most)
                && let Some((oldest, _)) = state.list.oldest()
            {
                self.remove(state, oldest);
            }
            let Some(arrays) = self.with_room(state, key.is_wide()) else {
                return;
            };
            let id = state.free.pop().unwrap_or(state.applied.len() as u32);
            match state.applied.get_mut(id as usize) {
                Some(applied) => *applied = 0,
                None => state.applied.push(0),
            }
            state.len += 1;
            state.list.push(id, hash);
            arrays.write(id, key, value);
            arrays.place(hash, id);
        });
    }

    /// The arrays, with room for one more; `None` when there are no more generations (4 000 000 000 entries).
    fn with_room(&self, state: &State, wide: bool) -> Option<&Arrays> {
        let generation = self.generation.load(Relaxed);
        let Some(arrays) = self.generations.get(generation)?.get() else {
            let room = match self.maxsize {
                Some(maxsize) if maxsize <= SMALL => maxsize,
                _ => FIRST,
            };
            return Some(self.generations[generation].get_or_init(|| Arrays::new(room, wide)));
        };
        if (state.len as usize) < arrays.room {
            return Some(arrays);
        }
        let room = self.maxsize.unwrap_or(usize::MAX).min(arrays.room * 4);
        let next = self
            .generations
            .get(generation + 1)?
            .get_or_init(|| Arrays::new(room, wide));
        for live in state.ids() {
            let (from, to) = (arrays.entry(live, wide), next.entry(live, wide));
            for (from, to) in from.iter().zip(to) {
                to.store(from.load(Relaxed), Relaxed);
            }
            next.place(state.list.word(live), live);
            // A reader that still holds the old arrays must not find what may be removed from the new ones.
            arrays.kill(live);
        }
        self.generation.store(generation + 1, Release);
        Some(next)
    }
}

impl State {
    const fn new() -> Self {
        Self {
            list: List::new(),
            free: Vec::new(),
            len: 0,
            applied: Vec::new(),
            round: 0,
            moved: Vec::new(),
            records: Vec::new(),
            idle: Vec::new(),
            hits: 0,
            misses: 0,
            hits_before: 0,
            misses_before: 0,
        }
    }

    /// The ids in use, oldest first.
    fn ids(&self) -> impl Iterator<Item = u32> {
        let oldest = self.list.oldest().map(|(id, _)| id);
        std::iter::successors(oldest, |&id| self.list.newer(id))
    }

    /// Moves what `record`'s thread has hit to the front, in the order of the hits.
    fn apply(&mut self, record: &Record, maxsize: Option<usize>) {
        if maxsize.is_none() {
            // Nothing is ever evicted, so no order is kept.
            let _ = record.drain();
            return;
        }
        self.round = if self.round == DEAD - 1 {
            1
        } else {
            self.round + 1
        };
        self.moved.clear();
        for id in record.drain() {
            // Ids of entries that are gone, or were there already for a newer hit, are passed over.
            if let Some(applied) = self.applied.get_mut(id as usize)
                && *applied != DEAD
                && *applied != self.round
            {
                *applied = self.round;
                self.moved.push(id);
            }
        }
        for &id in self.moved.iter().rev() {
            self.list.touch(id);
        }
    }

    fn counts(&self, own: Option<&Record>) -> (u64, u64) {
        self.records
            .iter()
            .copied()
            .chain(own)
            .fold((self.hits, self.misses), |(hits, misses), record| {
                (hits + record.hits(), misses + record.misses())
            })
    }
}
