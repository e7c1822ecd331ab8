//! The fast engine: keys and values that are words, shared by all threads, a hit without a lock.
//!
//! A reader finds an entry by atomic loads between two reads of the entry's sequence number, and writes only its
//! own [`Record`]: a count and the id it hit. The ids reach the order of use under the lock, before anything that
//! shows or uses the order, so one thread alone sees exact least-recently-used order. All of it is atomic words, so
//! nothing here is `unsafe`, and no code of a user's ever runs here.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*, fence};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::LocalKey;

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
pub struct WordCache {
    /// Odd while the index is being changed.
    version: AtomicU64,
    /// The generation in use.
    generation: AtomicUsize,
    generations: [OnceLock<Arrays>; GENERATIONS],
    state: Mutex<State>,
    maxsize: Option<usize>,
}

/// What readers see. An entry in a generation that is no longer in use is dead.
struct Arrays {
    mask: usize,
    /// As in `Order`: the upper half of the hash above, the id plus one below; at most a quarter full.
    index: Box<[AtomicU64]>,
    /// The entries, if their keys are short; each is half a cache line: its sequence number (odd while dead), the
    /// value, the words of the key.
    narrow: Box<[Narrow]>,
    /// The entries, if their keys are long: a cache line each.
    wide: Box<[Wide]>,
    /// How many entries there is room for.
    room: usize,
}

#[repr(align(32))]
struct Narrow([AtomicU64; 4]);

#[repr(align(64))]
struct Wide([AtomicU64; 8]);

const SEQUENCE: usize = 0;
const VALUE: usize = 1;
const WORDS: usize = 2;
/// Words of the key that fit into half a line.
const NARROW: usize = 2;

/// What the lock protects; readers never look at it.
struct State {
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

/// The words of a key.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) words: [u64; KEY],
    pub(crate) len: usize,
}

impl Words {
    #[inline(always)]
    fn is_wide(&self) -> bool {
        self.len > NARROW
    }
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

impl Arrays {
    fn new(room: usize, wide: bool) -> Self {
        let slots = (room * 4).next_power_of_two().max(16);
        let (narrow, wide) = if wide { (0, room) } else { (room, 0) };
        let arrays = Self {
            mask: slots - 1,
            index: (0..slots).map(|_| AtomicU64::new(0)).collect(),
            narrow: (0..narrow)
                .map(|_| Narrow([const { AtomicU64::new(0) }; 4]))
                .collect(),
            wide: (0..wide)
                .map(|_| Wide([const { AtomicU64::new(0) }; 8]))
                .collect(),
            room,
        };
        for id in 0..room as u32 {
            arrays.kill(id);
        }
        arrays
    }

    fn is_wide(&self) -> bool {
        !self.wide.is_empty()
    }

    #[inline(always)]
    fn entry(&self, id: u32, wide: bool) -> &[AtomicU64] {
        if wide {
            &self.wide[id as usize].0
        } else {
            &self.narrow[id as usize].0
        }
    }

    /// Makes the entry dead: from here on no reader takes it.
    fn kill(&self, id: u32) {
        let entry = self.entry(id, self.is_wide());
        let sequence = entry[SEQUENCE].load(Relaxed);
        entry[SEQUENCE].store(sequence | 1, Relaxed);
    }

    /// Writes a dead entry and makes it live.
    fn write(&self, id: u32, key: &Words, value: u64) {
        let entry = self.entry(id, self.is_wide());
        let sequence = entry[SEQUENCE].load(Relaxed);
        // Whoever reads a new word also reads the odd number.
        fence(Release);
        entry[VALUE].store(value, Relaxed);
        for (place, word) in entry[WORDS..].iter().zip(&key.words[..key.len]) {
            place.store(*word, Relaxed);
        }
        entry[SEQUENCE].store(sequence + 1, Release);
    }

    fn place(&self, hash: u64, id: u32) {
        let mut at = (hash >> 32) as usize & self.mask;
        while self.index[at].load(Relaxed) != 0 {
            at = (at + 1) & self.mask;
        }
        self.index[at].store((hash >> 32) << 32 | u64::from(id + 1), Relaxed);
    }

    /// Takes an id out of the index, closing the gap.
    fn unplace(&self, hash: u64, id: u32) {
        let wanted = (hash >> 32) << 32 | u64::from(id + 1);
        let mut hole = (hash >> 32) as usize & self.mask;
        while self.index[hole].load(Relaxed) != wanted {
            hole = (hole + 1) & self.mask;
        }
        let mut at = hole;
        loop {
            at = (at + 1) & self.mask;
            let slot = self.index[at].load(Relaxed);
            if slot == 0 {
                break;
            }
            let home = (slot >> 32) as usize & self.mask;
            if (at.wrapping_sub(home) & self.mask) >= (at.wrapping_sub(hole) & self.mask) {
                self.index[hole].store(slot, Relaxed);
                hole = at;
            }
        }
        self.index[hole].store(0, Relaxed);
    }
}

impl WordCache {
    pub(crate) const fn new(maxsize: Option<usize>) -> Self {
        Self {
            version: AtomicU64::new(0),
            generation: AtomicUsize::new(0),
            generations: [const { OnceLock::new() }; GENERATIONS],
            state: Mutex::new(State {
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
            }),
            maxsize,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// The value, counted as a hit; or, counted as a miss, the version of the cache that does not have it.
    #[inline(always)]
    pub(crate) fn look(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: &Words,
    ) -> Result<u64, u64> {
        if let Some(record) = slot.get() {
            match self.find(hash, key) {
                Found::Hit { id, value } => {
                    if record.hit(id) {
                        self.publish(record);
                    }
                    return Ok(value);
                }
                Found::Miss { version } => {
                    record.miss();
                    return Err(version);
                }
                Found::Unsure => {}
            }
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
        let mut state = self.lock();
        let record = self.record(&mut state, slot);
        match (self.find(hash, &key), record) {
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
        let mut state = self.lock();
        state.apply(record, self.maxsize);
        state.idle.push(record);
    }

    /// Applies a full log; if another thread holds the lock, this batch of recency is dropped (its counts are not).
    #[cold]
    fn publish(&self, record: &'static Record) {
        if let Ok(mut state) = self.state.try_lock() {
            state.apply(record, self.maxsize);
        }
    }

    /// Stores the value of a call that missed at `version`; the first value for a key stays.
    pub(crate) fn store(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: &Words,
        value: u64,
        version: u64,
    ) {
        let mut state = self.lock();
        if let Some(record) = slot.get() {
            state.apply(record, self.maxsize);
        }
        if self.version.load(Relaxed) != version
            && matches!(self.find(hash, key), Found::Hit { .. })
        {
            return;
        }
        self.insert(&mut state, hash, key, value);
    }

    /// Stores `value`, in place of what is there.
    pub(crate) fn put(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: &Words,
        value: u64,
    ) {
        let mut state = self.lock();
        self.catch_up(&mut state, slot);
        if let Found::Hit { id, .. } = self.find(hash, key) {
            self.change(|| self.remove(&mut state, id));
        }
        self.insert(&mut state, hash, key, value);
    }

    pub(crate) fn invalidate(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: &Words,
    ) -> bool {
        let mut state = self.lock();
        self.catch_up(&mut state, slot);
        let Found::Hit { id, .. } = self.find(hash, key) else {
            return false;
        };
        self.change(|| self.remove(&mut state, id));
        true
    }

    /// The value, uncounted.
    pub(crate) fn peek(&self, hash: u64, key: &Words) -> Option<u64> {
        let _state = self.lock();
        match self.find(hash, key) {
            Found::Hit { value, .. } => Some(value),
            _ => None,
        }
    }

    pub(crate) fn info(&self) -> CacheInfo {
        let state = self.lock();
        let (hits, misses) = state.counts();
        CacheInfo {
            hits: hits - state.hits_before,
            misses: misses - state.misses_before,
            maxsize: self.maxsize,
            currsize: state.len as usize,
        }
    }

    pub(crate) fn clear(&self) {
        let mut state = self.lock();
        (state.hits_before, state.misses_before) = state.counts();
        for record in &state.records {
            // What was hit is gone.
            let _ = record.drain();
        }
        self.change(|| {
            if let Some(arrays) = self.arrays() {
                let mut next = state.list.oldest().map(|(id, _)| id);
                while let Some(id) = next {
                    arrays.kill(id);
                    next = state.list.newer(id);
                }
                for slot in &arrays.index {
                    slot.store(0, Relaxed);
                }
            }
            state.list = List::new();
            state.free.clear();
            state.applied.clear();
            state.len = 0;
        });
    }

    /// The entries' words, oldest first.
    pub(crate) fn entries(
        &'static self,
        slot: &'static LocalKey<Slot>,
        mut each: impl FnMut(&[u64], u64),
    ) {
        let mut state = self.lock();
        self.catch_up(&mut state, slot);
        let Some(arrays) = self.arrays() else { return };
        let mut next = state.list.oldest().map(|(id, _)| id);
        while let Some(id) = next {
            let entry = arrays.entry(id, arrays.is_wide());
            let mut words = [0; KEY];
            for (word, place) in words.iter_mut().zip(&entry[WORDS..]) {
                *word = place.load(Relaxed);
            }
            each(&words, entry[VALUE].load(Relaxed));
            next = state.list.newer(id);
        }
    }

    /// Applies this thread's log.
    fn catch_up(&self, state: &mut State, slot: &'static LocalKey<Slot>) {
        if let Some(record) = slot.get() {
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
        let mut id = state.list.oldest().map(|(id, _)| id);
        while let Some(live) = id {
            let (from, to) = (arrays.entry(live, wide), next.entry(live, wide));
            for (from, to) in from.iter().zip(to) {
                to.store(from.load(Relaxed), Relaxed);
            }
            next.place(state.list.word(live), live);
            // A reader that still holds the old arrays must not find what may be removed from the new ones.
            arrays.kill(live);
            id = state.list.newer(live);
        }
        self.generation.store(generation + 1, Release);
        Some(next)
    }
}

impl State {
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

    fn counts(&self) -> (u64, u64) {
        self.records
            .iter()
            .fold((self.hits, self.misses), |(hits, misses), record| {
                (hits + record.hits(), misses + record.misses())
            })
    }
}
