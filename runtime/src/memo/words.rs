//! The fast engine: keys and values that are words, a hit without a lock.
//!
//! **For all threads.** A reader finds an entry by atomic loads between two reads of the entry's sequence number, and
//! writes only its own [`Record`]: a count and the id it hit. The ids reach the order of use under the lock, before
//! anything that shows or uses the order, so one thread alone sees exact least-recently-used order. All of it is atomic
//! words, so nothing here is `unsafe`, and no code of a user's ever runs here.
//!
//! **For one thread.** The same memory, without the sequence numbers; a hit notes in the entry when it was.

use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::*;
use std::thread::LocalKey;

use super::arrays::{Arrays, MOST, NUMBER, VALUE, WORDS, Words};
use super::cache::WordMiss;
use super::engine::{Family, ForAll, ForThread, Lock};
use super::info::CacheInfo;
use super::recency::{Clock, GONE, Queue};
use super::record::{Counts, Record, Slot, release_at_exit};

use super::sync::{AtomicU64, AtomicUsize, Mutex, fence};
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
    generations: [OnceLock<Box<Arrays>>; GENERATIONS],
    /// Of one thread's cache, all there are; of all threads', what is counted without a record, under the lock.
    counts: Counts,
    /// Of the uses, where anything is ever evicted.
    clock: Clock,
    state: F::Lock<State>,
    maxsize: Option<usize>,
}

/// What the lock protects; readers never look at it.
pub(crate) struct State {
    queue: Queue,
    /// By id.
    hashes: Vec<u64>,
    free: Vec<u32>,
    len: u32,
    /// How many entries were ever added.
    added: u64,
    records: Vec<&'static Record>,
    idle: Vec<&'static Record>,
    /// The sums when the counters were last cleared.
    hits_before: u64,
    misses_before: u64,
}

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
            counts: Counts::new(),
            clock: Clock::new(),
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

    /// As `look`, without the lock; `None` if a writer was at work.
    #[inline(always)]
    pub(super) fn look_by(
        &self,
        record: &Record,
        hash: u64,
        key: &Words,
    ) -> Option<Result<u64, u64>> {
        match self.find(hash, key) {
            Found::Hit { id, value } => {
                if record.hit(id) {
                    self.publish(record);
                }
                Some(Ok(value))
            }
            Found::Miss { version } => {
                record.counts.miss();
                Some(Err(version))
            }
            Found::Unsure => None,
        }
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
                    self.apply(state, record);
                }
                Ok(value)
            }
            (Found::Hit { id, value }, None) => {
                self.counts.hit();
                if let Some(arrays) = self.arrays()
                    && self.maxsize.is_some()
                {
                    let ids = std::iter::once(id);
                    self.clock.tick_all(ids, arrays.marks(), &arrays.used);
                }
                Ok(value)
            }
            (_, record) => {
                record.map_or(&self.counts, |record| &record.counts).miss();
                Err(self.version.load(Relaxed))
            }
        }
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

    /// A record without a thread's slot for it.
    #[cfg(all(test, shuttle))]
    pub(super) fn enlist(&self) -> &'static Record {
        let record: &'static Record = Box::leak(Box::new(Record::new()));
        self.state.with(|state| state.records.push(record));
        record
    }

    /// As `look`, under the lock.
    #[cfg(all(test, shuttle))]
    pub(super) fn look_in_lock(&self, record: &Record, hash: u64, key: &Words) -> Result<u64, u64> {
        self.state
            .with(|state| self.look_alone(state, Some(record), hash, key))
    }

    /// Takes a record back from a thread that ends.
    pub(super) fn release(&self, record: &'static Record) {
        self.state.with(|state| {
            self.apply(state, record);
            state.idle.push(record);
        });
    }

    /// Applies a full log; if another thread holds the lock, this batch of recency is dropped (its counts are not).
    #[cold]
    fn publish(&self, record: &Record) {
        self.state.try_with(|state| self.apply(state, record));
    }
}

impl WordCache<ForThread> {
    pub(crate) const fn new(maxsize: Option<usize>) -> Self {
        Self {
            version: AtomicU64::new(0),
            generation: AtomicUsize::new(0),
            generations: [const { OnceLock::new() }; GENERATIONS],
            counts: Counts::new(),
            clock: Clock::new(),
            state: RefCell::new(State::new()),
            maxsize,
        }
    }

    /// As `look` of the cache for all threads.
    #[inline(always)]
    pub(crate) fn look(&self, hash: u64, key: &Words) -> Result<u64, u64> {
        if let Some(arrays) = self.arrays() {
            let mut walk = arrays.walk(hash);
            while let Some(id) = walk.next() {
                let entry = arrays.entry(id, key.is_wide());
                if is_for(entry, key) {
                    if self.maxsize.is_some() {
                        // Counts it, too.
                        self.clock.tick(id, &entry[NUMBER], &arrays.used);
                    } else {
                        // Where nothing is evicted no order is kept.
                        self.counts.hit();
                    }
                    return Ok(entry[VALUE].load(Relaxed));
                }
            }
        }
        self.counts.miss();
        Err(self.version.load(Relaxed))
    }
}

/// Whether this is the entry of the key.
#[inline(always)]
fn is_for(entry: &[AtomicU64], key: &Words) -> bool {
    let mut same = true;
    for i in 0..key.len {
        same &= entry[WORDS + i].load(Relaxed) == key.words[i];
    }
    same
}

impl<F: Family> WordCache<F> {
    #[inline(always)]
    fn arrays(&self) -> Option<&Arrays> {
        Some(self.generations[self.generation.load(Acquire) % GENERATIONS].get()?)
    }

    // Inlined into each function, where the length of the key is a constant.
    #[inline(always)]
    fn find(&self, hash: u64, key: &Words) -> Found {
        let version = self.version.load(Acquire);
        let Some(arrays) = self.arrays() else {
            return Found::Unsure;
        };
        let mut walk = arrays.walk(hash);
        while let Some(id) = walk.next() {
            let entry = arrays.entry(id, key.is_wide());
            let number = entry[NUMBER].load(Acquire);
            if number & 1 == 0 || !F::SHARED {
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
        if version & 1 == 0 && self.version.load(Relaxed) == version {
            Found::Miss { version }
        } else {
            Found::Unsure
        }
    }

    /// Stores the value of a call that missed; the first value for a key stays.
    pub(crate) fn store(&self, record: Option<&Record>, miss: &WordMiss, value: u64) {
        let WordMiss {
            hash,
            words,
            version,
        } = miss;
        self.state.with(|state| {
            self.catch_up(state, record);
            let is_there = self.version.load(Relaxed) != *version
                && matches!(self.find(*hash, words), Found::Hit { .. });
            if !is_there {
                self.insert(state, *hash, words, value);
            }
        });
    }

    /// Stores `value`, in place of what is there.
    pub(crate) fn put(&self, record: Option<&Record>, hash: u64, key: &Words, value: u64) {
        self.state.with(|state| {
            self.catch_up(state, record);
            if let Found::Hit { id, .. } = self.find(hash, key) {
                self.remove(state, id);
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
            self.remove(state, id);
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

    pub(crate) fn info(&self) -> CacheInfo {
        self.state.with(|state| {
            let (hits, misses) = self.sums(state);
            CacheInfo {
                hits: hits - state.hits_before,
                misses: misses - state.misses_before,
                maxsize: self.maxsize,
                currsize: state.len as usize,
                store_errors: 0,
            }
        })
    }

    fn sums(&self, state: &State) -> (u64, u64) {
        // Of one thread's cache, the clock goes with hits and new entries alone.
        let ticks = if F::SHARED || self.maxsize.is_none() {
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
    pub(crate) fn clear(&self) {
        self.state.with(|state| {
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
                    arrays.clear(state.len as usize, state.entries(arrays));
                    for id in 0..state.hashes.len() as u32 {
                        arrays.mark(id).store(GONE, Relaxed);
                    }
                }
                state.queue.clear(&self.clock);
                state.hashes.clear();
                state.free.clear();
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
            state.queue.make(&self.clock, arrays);
            let read = |&id: &u32| {
                let entry = arrays.entry(id, arrays.is_wide());
                let mut words = [0; KEY];
                for (word, place) in words.iter_mut().zip(&entry[WORDS..]) {
                    *word = place.load(Relaxed);
                }
                (words, entry[VALUE].load(Relaxed))
            };
            state.queue.ids().iter().map(read).collect()
        })
    }

    /// Applies this thread's log.
    #[inline]
    fn catch_up(&self, state: &mut State, record: Option<&Record>) {
        if let Some(record) = record {
            self.apply(state, record);
        }
    }

    /// Notes what `record`'s thread has hit. An id that is another entry's meanwhile counts for that one, which shows
    /// in the order only.
    fn apply(&self, _state: &mut State, record: &Record) {
        let log = record.drain();
        // Where nothing is ever evicted no order is kept.
        if self.maxsize.is_some()
            && let Some(arrays) = self.arrays()
        {
            self.clock.tick_all(log, arrays.marks(), &arrays.used);
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
            self.change(|| Self::take_out(state, arrays, id));
            arrays.mark(id).store(GONE, Relaxed);
            state.free.push(id);
            state.len -= 1;
        }
    }

    #[inline]
    fn take_out(state: &State, arrays: &Arrays, id: u32) {
        if F::SHARED {
            arrays.kill(id);
        }
        let hash_of = |id: u32| state.hashes[id as usize];
        arrays.unplace(hash_of(id), id, hash_of);
    }

    fn insert(&self, state: &mut State, hash: u64, key: &Words, value: u64) {
        if self.maxsize == Some(0) {
            return;
        }
        let is_full = self.maxsize.is_some_and(|most| state.len as usize >= most);
        if let Some(arrays) = self.arrays()
            && is_full
        {
            if let Some(id) = state.queue.pop(&self.clock, arrays) {
                self.change(|| {
                    Self::take_out(state, arrays, id);
                    self.put_in(state, arrays, id, hash, key, value);
                });
            }
        } else {
            self.change(|| {
                if let Some(arrays) = self.with_room(state, key.is_wide()) {
                    let id = state.free.pop().unwrap_or_else(|| {
                        state.hashes.push(0);
                        state.hashes.len() as u32 - 1
                    });
                    state.len += 1;
                    self.put_in(state, arrays, id, hash, key, value);
                }
            });
        }
    }

    #[inline]
    fn put_in(
        &self,
        state: &mut State,
        arrays: &Arrays,
        id: u32,
        hash: u64,
        key: &Words,
        value: u64,
    ) {
        state.hashes[id as usize] = hash;
        arrays.fill(id, key, value);
        if F::SHARED {
            arrays.revive(id);
        }
        let len = state.len as usize;
        state.queue.make_room(len, &self.clock, arrays);
        self.clock.add(id, arrays.mark(id), &arrays.used);
        state.added += 1;
        arrays.place(hash, id);
    }

    /// The arrays, with room for one more; `None` when there are no more generations.
    fn with_room(&self, state: &mut State, wide: bool) -> Option<&Arrays> {
        let generation = self.generation.load(Relaxed);
        let Some(arrays) = self.generations.get(generation)?.get() else {
            let room = match self.maxsize {
                Some(maxsize) if maxsize <= SMALL => maxsize,
                _ => FIRST,
            };
            return Some(
                self.generations[generation]
                    .get_or_init(|| Box::new(Arrays::new(room, wide, F::SHARED))),
            );
        };
        if (state.len as usize) < arrays.room {
            return Some(arrays);
        }
        let room = self.maxsize.unwrap_or(MOST).min(MOST).min(arrays.room * 4);
        if room == arrays.room {
            return None;
        }
        let next = self
            .generations
            .get(generation + 1)?
            .get_or_init(|| Box::new(Arrays::new(room, wide, F::SHARED)));
        state.move_on(&self.clock, arrays, next, wide);
        self.generation.store(generation + 1, Release);
        Some(next)
    }
}

impl State {
    const fn new() -> Self {
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

    /// Puts every entry of `arrays` into `next`. Apart from the caller, since it is the same for every kind of cache and
    /// need not be compiled for each.
    fn move_on(&mut self, clock: &Clock, arrays: &Arrays, next: &Arrays, wide: bool) {
        self.queue.make(clock, arrays);
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
    fn entries(&self, arrays: &Arrays) -> impl Iterator<Item = (u32, u64)> {
        let each = (0..).zip(self.hashes.iter().copied());
        each.filter(|&(id, _)| arrays.mark(id).load(Relaxed) != GONE)
    }
}
