//! The fast engine for one thread: the same memory; a hit notes in the entry when it was.

use std::cell::RefCell;
use std::sync::atomic::Ordering::Relaxed;

use super::super::arrays::{NUMBER, VALUE, is_wide};
use super::super::engine::Lock;
use super::super::hash::KeyHasher;
use super::super::info::{CacheInfo, CacheParameters};
use super::super::word::KEY;
use super::Missed;
use super::table::{State, Table, is_for};

/// A cache of one thread.
pub struct LocalWords {
    table: Table<false>,
    state: RefCell<State>,
}

impl LocalWords {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            table: Table::new(parameters.maxsize()),
            state: RefCell::new(State::new()),
        }
    }

    #[inline(always)]
    fn hash(&self, key: &[u64]) -> u64 {
        KeyHasher::of_words(std::ptr::from_ref(self).addr(), key)
    }

    /// The value, counted as a hit; or, counted as a miss, what is needed to store it.
    // In a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in super::super) fn look(&self, key: &[u64]) -> Result<u64, Missed> {
        let hash = self.hash(key);
        let table = &self.table;
        if let Some(arrays) = table.arrays() {
            let mut walk = arrays.walk(hash);
            while let Some(id) = walk.next() {
                let entry = arrays.entry(id, is_wide(key));
                if is_for(entry, key) {
                    if table.maxsize.is_some() {
                        // Counts it, too.
                        table.clock.tick(id, &entry[NUMBER], arrays);
                    } else {
                        // Where nothing is evicted no order is kept.
                        table.counts.hit();
                    }
                    return Ok(entry[VALUE].load(Relaxed));
                }
            }
        }
        table.counts.miss();
        let version = table.version();
        Err(Missed { hash, version })
    }

    /// Stores the value of a call that missed; the first value for a key stays.
    pub(in super::super) fn store(&self, missed: Missed, key: &[u64], value: u64) {
        self.state
            .with(|state| self.table.store(state, missed, key, value));
    }

    /// Stores `value`, in place of what is there.
    pub(in super::super) fn put(&self, key: &[u64], value: u64) {
        let hash = self.hash(key);
        self.state
            .with(|state| self.table.put(state, hash, key, value));
    }

    /// Removes the entry of the key; whether there was one.
    pub(in super::super) fn invalidate(&self, key: &[u64]) -> bool {
        let hash = self.hash(key);
        self.state
            .with(|state| self.table.invalidate(state, hash, key))
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
    pub(in super::super) fn entries(&self) -> Vec<([u64; KEY], u64)> {
        self.state.with(|state| self.table.entries(state))
    }
}
