//! A hit without a lock for what is no word: each thread keeps pointers to the entries that it has used.
//!
//! An entry says itself whether it is still in the cache, so a front never answers for one that was removed. A hit
//! writes only the thread's own [`Record`], as in the fast engine.
//!
//! Fronts hold what others have removed until they next make room. So they are for types whose end nobody sees: of
//! the standard library, text and numbers; of all others, those that have nothing to drop.
//!
//! Comparing and cloning may run code of a user's, which may call the memoized function. A front is not to be had
//! meanwhile: such a call goes to the locked engine, as one does when the thread ends.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::time::Duration;

use super::engine::{Engine, ForAll, Lock, Miss, MissOf, Watch};
use super::info::CacheParameters;
use super::ledger::Ledger;
use super::probe::{Compare, Probe};
use super::record::Record;
use super::table::{Pair, Removed};

/// The largest cache that threads keep fronts of.
const LARGEST: usize = 1024;

/// Whether threads keep fronts of a cache with these parameters.
pub(super) const fn suits(parameters: &CacheParameters) -> bool {
    let is_small = match parameters.maxsize {
        Some(maxsize) => maxsize <= LARGEST,
        None => false,
    };
    is_small && !parameters.timed() && parameters.max_weight.is_none()
}

/// A thread's part of a cache.
pub struct Front<K: 'static, V: 'static>(RefCell<Option<Part<K, V>>>);

struct Part<K: 'static, V: 'static> {
    engine: &'static Engine<K, V, ForAll>,
    record: Arc<Record>,
    /// Open addressing, linear, at most half full.
    slots: Vec<Option<Known<K, V>>>,
    len: usize,
    /// How many entries had ever been stored when this front knew all that were there.
    complete_at: u64,
}

struct Known<K, V> {
    hash: u64,
    id: u32,
    pair: Arc<Pair<K, V>>,
}

impl<K: 'static, V: 'static> Front<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: 'static, V: 'static> Default for Front<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: 'static, V: 'static> Front<K, V> {
    /// The value, counted as a hit; or the miss, counted.
    // Straight to the end on a hit: each layer around the value is a copy of it, and a stall. Inlined where the functions
    // that the probe and `clone` point to are known.
    #[inline(always)]
    pub(super) fn look<P: Probe<Owned = K>>(
        &self,
        engine: &'static Engine<K, V, ForAll>,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, MissOf<P, V>> {
        let hash = engine.hash(probe);
        let Ok(mut part) = self.0.try_borrow_mut() else {
            return engine.look_outside(hash, probe, clone);
        };
        if let Some(part) = &mut *part
            && let Some(known) = part.find(hash, probe)
        {
            if part.record.hit(known.id) {
                part.publish();
            }
            return Ok(clone(&known.pair.value));
        }
        part.get_or_insert_with(|| Part::new(engine))
            .look_further(hash, probe, clone)
            .ok_or_else(|| Miss::new(hash, probe, false, clone))
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline(never)]
    pub(super) fn store<C: Compare<K>>(
        &self,
        engine: &'static Engine<K, V, ForAll>,
        miss: Miss<K, V, C>,
        value: &V,
    ) {
        let value = (miss.clone)(value);
        match self.0.try_borrow_mut() {
            Ok(mut part) => {
                let part = part.get_or_insert_with(|| Part::new(engine));
                engine.insert(miss, value, 0, Duration::ZERO, part);
            }
            Err(_) => engine.insert(miss, value, 0, Duration::ZERO, &mut ()),
        }
    }

    /// Brings the order of use up to date, before it is shown or used.
    pub(super) fn catch_up(&self) {
        if let Ok(part) = self.0.try_borrow()
            && let Some(part) = &*part
        {
            part.engine.table.hold().ledger.apply(&part.record);
        }
    }

    /// Drops what is no longer in the cache.
    pub(super) fn tidy(&self) {
        if let Ok(mut part) = self.0.try_borrow_mut()
            && let Some(part) = &mut *part
        {
            part.make_room();
        }
    }
}

impl<K: 'static, V: 'static> Part<K, V> {
    #[cold]
    fn new(engine: &'static Engine<K, V, ForAll>) -> Self {
        let record = engine.table.hold().ledger.enlist();
        Self {
            engine,
            record,
            slots: Vec::new(),
            len: 0,
            complete_at: 0,
        }
    }

    #[inline(always)]
    fn find<P: Probe<Owned = K>>(&self, hash: u64, probe: &P) -> Option<&Known<K, V>> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize;
        while let Some(known) = self.slots.get(at & mask)?.as_ref() {
            if known.hash == hash
                && known.pair.is_kept.load(Acquire)
                && probe.matches(&known.pair.key)
            {
                return Some(known);
            }
            at += 1;
        }
        None
    }

    /// Looks under the lock, if another thread may have stored it. The value, counted as a hit; or a miss, counted.
    #[inline(never)]
    fn look_further<P: Probe<Owned = K>>(
        &mut self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Option<V> {
        if self.engine.stored.load(Acquire) == self.complete_at {
            self.record.counts.miss();
            return None;
        }
        let mut removed = Removed::new();
        let found = self.engine.find(hash, probe, Duration::ZERO, &mut removed);
        let Some((id, pair)) = found else {
            self.record.counts.miss();
            return None;
        };
        let value = clone(&pair.value);
        if self.record.hit(id) {
            self.publish();
        }
        self.learn(Known { hash, id, pair });
        Some(value)
    }

    /// Applies a full log; if another thread holds the lock, this batch of recency is dropped (its counts are not).
    #[cold]
    fn publish(&self) {
        if let Some(mut table) = self.engine.table.try_hold() {
            table.ledger.apply(&self.record);
        }
    }

    /// Adds an entry that is not there.
    fn learn(&mut self, known: Known<K, V>) {
        if self.len * 2 >= self.slots.len() {
            self.make_room();
        }
        self.len += 1;
        let mask = self.slots.len() - 1;
        let mut at = known.hash as usize;
        while self.slots[at & mask].is_some() {
            at += 1;
        }
        self.slots[at & mask] = Some(known);
    }

    /// Drops what is no longer in the cache, and grows if that is not much.
    #[cold]
    fn make_room(&mut self) {
        let mut slots = Vec::new();
        let is_kept = |known: &Known<K, V>| known.pair.is_kept.load(Relaxed);
        let mut kept = 0;
        for known in &self.slots {
            kept += usize::from(known.as_ref().is_some_and(is_kept));
        }
        slots.resize_with((kept * 4).next_power_of_two().max(16), || None);
        self.len = 0;
        for known in std::mem::replace(&mut self.slots, slots) {
            if let Some(known) = known
                && is_kept(&known)
            {
                self.learn(known);
            }
        }
    }

    /// Drops an entry that leaves the cache, so that its memory can serve another.
    fn forget(&mut self, hash: u64, pair: &Arc<Pair<K, V>>) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut hole = hash as usize & mask;
        loop {
            match self.slots.get(hole) {
                Some(Some(known)) if Arc::ptr_eq(&known.pair, pair) => break,
                Some(Some(_)) => hole = (hole + 1) & mask,
                _ => return,
            }
        }
        self.slots[hole] = None;
        self.len -= 1;
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            let Some(known) = &self.slots[at] else { return };
            let home = known.hash as usize;
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                self.slots.swap(hole, at);
                hole = at;
            }
        }
    }
}

impl<K: 'static, V: 'static> Watch<Arc<Pair<K, V>>> for Part<K, V> {
    fn catch_up(&mut self, ledger: &mut Ledger) {
        ledger.apply(&self.record);
    }

    fn leaves(&mut self, hash: u64, pair: &Arc<Pair<K, V>>) {
        self.forget(hash, pair);
    }

    fn enters(&mut self, hash: u64, id: u32, pair: &Arc<Pair<K, V>>, before: u64) {
        if self.complete_at == before {
            self.complete_at = before + 1;
        }
        let pair = Arc::clone(pair);
        self.learn(Known { hash, id, pair });
    }
}

impl<K: 'static, V: 'static> Drop for Part<K, V> {
    /// The thread ends: what it counted stays.
    fn drop(&mut self) {
        self.engine.table.hold().ledger.release(&self.record);
    }
}
