//! The fast engine for all threads.
//!
//! A reader finds an entry by atomic loads between two reads of the entry's sequence number, and writes only its own
//! [`Record`]: a count and the id it hit. The ids reach the order of use under the lock, before anything that shows or
//! uses the order, so one thread alone sees exact least-recently-used order.

use std::thread::LocalKey;

use super::super::engine::Lock;
use super::super::hash::KeyHasher;
use super::super::info::{CacheInfo, CacheParameters};
use super::super::record::{Record, Slot, release_at_exit};
use super::super::sync::Mutex;
use super::super::word::KEY;
use super::Missed;
use super::table::{Found, State, Table};

/// A cache of all threads.
pub struct SharedWords {
    table: Table<true>,
    state: Mutex<State>,
}

impl SharedWords {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            table: Table::new(parameters.maxsize()),
            state: Mutex::new(State::new()),
        }
    }

    #[inline(always)]
    fn hash(&self, key: &[u64]) -> u64 {
        KeyHasher::of_words(std::ptr::from_ref(self).addr(), key)
    }

    /// The value, counted as a hit; or, counted as a miss, what is needed to store it.
    // In a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in super::super) fn look(
        &'static self,
        slot: &'static LocalKey<Slot>,
        key: &[u64],
    ) -> Result<u64, Missed> {
        let hash = self.hash(key);
        if let Some(record) = slot.get()
            && let Some(found) = self.look_by(record, hash, key)
        {
            return found;
        }
        // A copy, so that the words of the others stay in registers.
        let mut copy = [0; KEY];
        copy[..key.len()].copy_from_slice(key);
        self.look_locked(slot, hash, copy, key.len())
    }

    /// As `look`, without the lock; `None` if a writer was at work.
    #[inline(always)]
    pub(in super::super) fn look_by(
        &self,
        record: &Record,
        hash: u64,
        key: &[u64],
    ) -> Option<Result<u64, Missed>> {
        match self.table.find(hash, key) {
            Found::Hit { id, value } => {
                if record.hit(id) {
                    self.publish(record);
                }
                Some(Ok(value))
            }
            Found::Miss { version } => {
                record.counts.miss();
                Some(Err(Missed { hash, version }))
            }
            Found::Unsure => None,
        }
    }

    #[cold]
    fn look_locked(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: [u64; KEY],
        len: usize,
    ) -> Result<u64, Missed> {
        self.state.with(|state| {
            let record = self.record(state, slot);
            self.look_alone(state, record, hash, &key[..len])
        })
    }

    /// As `look`, under the lock.
    fn look_alone(
        &self,
        state: &mut State,
        record: Option<&Record>,
        hash: u64,
        key: &[u64],
    ) -> Result<u64, Missed> {
        match (self.table.find(hash, key), record) {
            (Found::Hit { id, value }, Some(record)) => {
                if record.hit(id) {
                    self.apply(state, record);
                }
                Ok(value)
            }
            (Found::Hit { id, value }, None) => {
                self.table.counts.hit();
                self.used(state, std::iter::once(id));
                Ok(value)
            }
            (_, record) => {
                record
                    .map_or(&self.table.counts, |record| &record.counts)
                    .miss();
                let version = self.table.version();
                Err(Missed { hash, version })
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
    pub(in super::super) fn enlist(&self) -> &'static Record {
        let record: &'static Record = Box::leak(Box::new(Record::new()));
        self.state.with(|state| state.records.push(record));
        record
    }

    /// As `look`, under the lock.
    #[cfg(all(test, shuttle))]
    pub(in super::super) fn look_in_lock(
        &self,
        record: &Record,
        hash: u64,
        key: &[u64],
    ) -> Result<u64, Missed> {
        self.state
            .with(|state| self.look_alone(state, Some(record), hash, key))
    }

    /// Takes a record back from a thread that ends.
    pub(in super::super) fn release(&self, record: &'static Record) {
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

    /// Notes what `record`'s thread has hit. An id that is another entry's meanwhile counts for that one, which shows
    /// in the order only.
    #[inline]
    fn apply(&self, state: &mut State, record: &Record) {
        if record.is_dirty() {
            self.used(state, record.drain());
        }
    }

    fn used(&self, _state: &mut State, ids: impl Iterator<Item = u32>) {
        // Where nothing is ever evicted no order is kept.
        if self.table.maxsize.is_some()
            && let Some(arrays) = self.table.arrays()
        {
            self.table.clock.tick_all(ids, arrays);
        }
    }

    /// Runs `body` when this thread's log is applied.
    #[inline(always)]
    fn caught_up<R>(&self, record: Option<&Record>, body: impl FnOnce(&mut State) -> R) -> R {
        self.state.with(|state| {
            if let Some(record) = record {
                self.apply(state, record);
            }
            body(state)
        })
    }

    /// Stores the value of a call that missed; the first value for a key stays.
    pub(in super::super) fn store(
        &self,
        record: Option<&Record>,
        missed: Missed,
        key: &[u64],
        value: u64,
    ) {
        self.caught_up(record, |state| self.table.store(state, missed, key, value));
    }

    /// Stores `value`, in place of what is there.
    pub(in super::super) fn put(&self, record: Option<&Record>, key: &[u64], value: u64) {
        let hash = self.hash(key);
        self.caught_up(record, |state| self.table.put(state, hash, key, value));
    }

    /// Removes the entry of the key; whether there was one.
    pub(in super::super) fn invalidate(&self, record: Option<&Record>, key: &[u64]) -> bool {
        self.invalidate_at(record, self.hash(key), key)
    }

    /// As `invalidate`, of a key with this hash.
    pub(in super::super) fn invalidate_at(
        &self,
        record: Option<&Record>,
        hash: u64,
        key: &[u64],
    ) -> bool {
        self.caught_up(record, |state| self.table.invalidate(state, hash, key))
    }

    /// The value, uncounted.
    pub(in super::super) fn peek(&self, key: &[u64]) -> Option<u64> {
        let hash = self.hash(key);
        self.state.with(|state| self.table.peek(state, hash, key))
    }

    /// The counters now.
    pub(in super::super) fn info(&self) -> CacheInfo {
        self.state.with(|state| self.table.info(state))
    }

    /// Removes all entries and sets the counters to 0.
    pub(in super::super) fn clear(&self) {
        self.state.with(|state| self.table.clear(state));
    }

    /// The entries' words, oldest first.
    pub(in super::super) fn entries(&self, record: Option<&Record>) -> Vec<([u64; KEY], u64)> {
        self.caught_up(record, |state| self.table.entries(state))
    }
}
