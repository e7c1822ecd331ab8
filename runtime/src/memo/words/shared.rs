//! The fast engine for all threads.
//!
//! A reader finds an entry by atomic loads between two reads of the entry's sequence number, and writes only its own
//! [`Record`]: a count and the id it hit. The ids reach the order of use under the lock, before anything that shows or
//! uses the order, so one thread alone sees exact least-recently-used order.

use std::thread::LocalKey;

use super::super::arrays::is_wide;
use super::super::engine::Lock;
use super::super::record::{Mine, Record, Slot, release_at_exit};
use super::super::word::KEY;
use super::table::{Found, State};
use super::{Missed, SharedWords};

impl SharedWords {
    /// The value, counted as a hit; or, counted as a miss, what is needed to store it.
    // In a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in super::super) fn look(
        &'static self,
        slot: &'static LocalKey<Slot>,
        key: &[u64],
    ) -> Result<u64, Missed> {
        let hash = self.hash(key);
        // Mostly the first slot tells. What is here is what every call runs: with the rest of it, registers would have to
        // be saved first.
        if let Some(mine) = slot.get()
            && let Some(found) = self.look_by(mine, hash, key, 1)
        {
            return found.map_err(|version| Missed { hash, version });
        }
        // A copy, so that the words of the others stay in registers.
        let mut copy = [0; KEY];
        copy[..key.len()].copy_from_slice(key);
        let found = self.look_further(slot, hash, copy, key.len());
        found.map_err(|version| Missed { hash, version })
    }

    /// As `look`, without the lock, in so many slots of the index: the value, or the version; `None` if a writer was at
    /// work, or if there are more slots.
    #[inline(always)]
    pub(in super::super) fn look_by(
        &self,
        mine: Mine,
        hash: u64,
        key: &[u64],
        slots: usize,
    ) -> Option<Result<u64, u64>> {
        let Mine { record, arrays } = mine;
        match self.table.find(arrays, hash, key, slots) {
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

    /// As `look`: the value, or the version.
    #[inline(never)]
    fn look_further(
        &'static self,
        slot: &'static LocalKey<Slot>,
        hash: u64,
        key: [u64; KEY],
        len: usize,
    ) -> Result<u64, u64> {
        let key = &key[..len];
        if let Some(mine) = slot.get()
            && let Some(found) = self.look_by(mine, hash, key, usize::MAX)
        {
            return found;
        }
        let mut state = self.state.hold();
        let record = self.record(&mut state, slot);
        if let Some(record) = record {
            let arrays = self.table.arrays_for(is_wide(key));
            slot.set(Some(Mine { record, arrays }));
        }
        self.look_alone(&mut state, record, hash, key)
    }

    /// As `look`, under the lock: the value, or the version.
    fn look_alone(
        &self,
        state: &mut State,
        record: Option<&Record>,
        hash: u64,
        key: &[u64],
    ) -> Result<u64, u64> {
        let table = &self.table;
        let counts = record.map_or(&table.counts, |record| &record.counts);
        let Some((id, value)) = table.find_alone(state, hash, key) else {
            counts.miss();
            return Err(table.version());
        };
        match record {
            Some(record) => {
                if record.hit(id) {
                    table.catch_up(state, Some(record));
                }
            }
            None => {
                counts.hit();
                table.used(state, [id]);
            }
        }
        Ok(value)
    }

    /// The record of this thread, made at its first call.
    fn record(
        &'static self,
        state: &mut State,
        slot: &'static LocalKey<Slot>,
    ) -> Option<&'static Record> {
        if let Some(mine) = slot.get() {
            return Some(mine.record);
        }
        let record = state.idle.pop().unwrap_or_else(|| {
            let record: &'static Record = Box::leak(Box::new(Record::new()));
            state.records.push(record);
            record
        });
        if release_at_exit(self, slot, record) {
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
        self.state.hold().records.push(record);
        record
    }

    /// As `look`, under the lock.
    #[cfg(all(test, shuttle))]
    pub(in super::super) fn look_in_lock(
        &'static self,
        slot: &Slot,
        record: &'static Record,
        hash: u64,
        key: &[u64],
    ) -> Result<u64, u64> {
        let mut state = self.state.hold();
        let arrays = self.table.arrays_for(is_wide(key));
        slot.set(Some(Mine { record, arrays }));
        self.look_alone(&mut state, Some(record), hash, key)
    }

    /// Takes a record back from a thread that ends.
    pub(in super::super) fn release(&self, record: &'static Record) {
        let mut state = self.state.hold();
        self.table.catch_up(&mut state, Some(record));
        state.idle.push(record);
    }

    /// Applies a full log; if another thread holds the lock, this batch of recency is dropped (its counts are not).
    #[cold]
    fn publish(&self, record: &Record) {
        if let Some(mut state) = self.state.try_hold() {
            self.table.catch_up(&mut state, Some(record));
        }
    }

    /// As `invalidate`, of a key with this hash.
    #[cfg(all(test, shuttle))]
    pub(in super::super) fn invalidate_at(&self, record: &Record, hash: u64, key: &[u64]) {
        let mut state = self.state.hold();
        self.table.catch_up(&mut state, Some(record));
        self.table.invalidate(&mut state, hash, key);
    }
}
