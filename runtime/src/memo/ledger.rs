//! All of a table that does not depend on its types, so that one compiled copy serves every cache: which entries there
//! are, which makes room for another, how old and heavy they are, and the counters.

use std::sync::Arc;
use std::time::Duration;

use super::expiry::{Ages, Weights};
use super::info::{CacheInfo, CacheParameters, Policy};
use super::order::Order;
use super::policy::Dlirs;
use super::record::Record;

/// Hits of which the order of use is told at once: what each reads of a large cache is then on its way for all.
const PENDING: usize = 128;

/// The entries by their ids.
pub(crate) struct Ledger {
    order: Order,
    /// Hit, and not yet told to the order.
    pending: Vec<u32>,
    /// For `touch_all`: the ids that were used, latest first, and by id whether it is among them. Empty in between.
    last: Vec<u32>,
    is_last: Vec<bool>,
    /// Counted under the lock, and by threads that are gone.
    pub(crate) hits: u64,
    pub(crate) misses: u64,
    /// Of the threads that keep fronts.
    records: Vec<Arc<Record>>,
    /// The sums of the records when the counters were last cleared.
    before: (u64, u64),
    /// Unless it is the list in `order`.
    policy: Option<Box<Dlirs>>,
    ages: Ages,
    weights: Weights,
}

/// A hit that was counted before it was known to be one.
#[derive(Clone, Copy)]
pub(crate) struct Early {
    id: u32,
    /// Its neighbour before.
    newer: Option<u32>,
}

impl Ledger {
    pub(crate) const fn new() -> Self {
        Self {
            order: Order::new(),
            pending: Vec::new(),
            last: Vec::new(),
            is_last: Vec::new(),
            hits: 0,
            misses: 0,
            records: Vec::new(),
            before: (0, 0),
            policy: None,
            ages: Ages::new(),
            weights: Weights::new(),
        }
    }

    pub(crate) fn info(&self, parameters: &CacheParameters) -> CacheInfo {
        let (hits, misses) = self.recorded();
        CacheInfo {
            hits: self.hits + hits - self.before.0,
            misses: self.misses + misses - self.before.1,
            maxsize: parameters.maxsize,
            currsize: self.order.len(),
            store_errors: 0,
        }
    }

    fn recorded(&self) -> (u64, u64) {
        let counts = self.records.iter().map(|record| &record.counts);
        counts.fold((0, 0), |(hits, misses), counts| {
            (hits + counts.hits(), misses + counts.misses())
        })
    }

    /// A record for a thread that keeps a front.
    pub(crate) fn enlist(&mut self) -> Arc<Record> {
        let record = Arc::new(Record::new());
        self.records.push(Arc::clone(&record));
        record
    }

    /// Takes a record back from a thread that ends: what it counted stays.
    pub(crate) fn release(&mut self, record: &Arc<Record>) {
        self.apply(record);
        self.hits += record.counts.hits();
        self.misses += record.counts.misses();
        self.records.retain(|other| !Arc::ptr_eq(other, record));
    }

    /// Notes what `record`'s thread has hit. An id that is another entry's meanwhile counts for that one, which shows
    /// in the order only.
    pub(crate) fn apply(&mut self, record: &Record) {
        self.settle();
        self.touch_all(record.drain());
    }

    /// The ids of the entries with this hash.
    #[cfg_attr(not(debug_assertions), inline)]
    pub(crate) fn candidates(&self, hash: u64) -> impl Iterator<Item = u32> {
        self.order.all(hash)
    }

    /// Counts a hit on `id` and makes it the newest, where entries do not grow old.
    #[cfg_attr(not(debug_assertions), inline)]
    pub(crate) fn use_now(&mut self, id: u32) {
        self.hits += 1;
        // Where nothing is evicted this is more than is needed, and cheaper than asking.
        self.pending.push(id);
        if self.pending.len() == PENDING {
            self.settle();
        }
    }

    /// Brings the order up to date, before it is shown, used or changed.
    #[inline]
    fn settle(&mut self) {
        if !self.pending.is_empty() {
            self.settle_pending();
        }
    }

    fn settle_pending(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        self.touch_all(pending.drain(..));
        self.pending = pending;
    }

    /// Notes uses, in this order. What is gone is passed over.
    fn touch_all(&mut self, ids: impl DoubleEndedIterator<Item = u32>) {
        let list = &mut self.order.list;
        if let Some(policy) = &mut self.policy {
            ids.filter(|&id| list.has(id)).for_each(|id| policy.hit(id));
            return;
        }
        // Of several uses of one id only the last shows.
        self.is_last.resize(list.places(), false);
        for id in ids.rev() {
            if let Some(is_last) = self.is_last.get_mut(id as usize)
                && !std::mem::replace(is_last, true)
            {
                self.last.push(id);
            }
        }
        while let Some(id) = self.last.pop() {
            self.is_last[id as usize] = false;
            if list.has(id) {
                list.touch(id);
            }
        }
    }

    /// As `use_now` for an id whose key has yet to be compared; what is needed to take it back. `None` if it could not be,
    /// and was not counted.
    pub(crate) fn use_early(&mut self, id: u32, parameters: &CacheParameters) -> Option<Early> {
        if self.policy.is_some() || parameters.timed() {
            return None;
        }
        self.settle();
        let newer = self.order.list.newer(id);
        self.touch(id);
        self.hits += 1;
        Some(Early { id, newer })
    }

    /// Takes back a hit that was none.
    pub(crate) fn unuse(&mut self, early: Early) {
        let Early { id, newer } = early;
        // Unless the counters were set to 0 meanwhile.
        self.hits = self.hits.saturating_sub(1);
        let list = &mut self.order.list;
        // What was used or removed meanwhile has taken another place.
        if let Some(newer) = newer
            && list.newest() == Some(id)
            && list.has(newer)
        {
            list.put_back(newer);
        }
    }

    #[inline(always)]
    fn touch(&mut self, id: u32) {
        match &mut self.policy {
            None => self.order.list.touch(id),
            Some(policy) => policy.hit(id),
        }
    }

    /// Counts a hit on `id` and makes it the newest; `true` if the call is to compute it ahead all the same.
    pub(crate) fn hit(&mut self, id: u32, now: Duration, parameters: &CacheParameters) -> bool {
        if parameters.timed() {
            if self.ages.refreshes(id, now, parameters) {
                return true;
            }
            self.ages.used(id, now, parameters);
        }
        if parameters.bounded() {
            self.settle();
            self.touch(id);
        }
        self.hits += 1;
        false
    }

    /// The ids, the next to be evicted first.
    pub(crate) fn ids(&mut self) -> Vec<u32> {
        self.settle();
        match &self.policy {
            None => self.order.ids().collect(),
            Some(policy) => policy.ids().collect(),
        }
    }

    /// Takes an entry out that does not make room for another.
    pub(crate) fn remove(&mut self, id: u32, parameters: &CacheParameters) {
        self.settle();
        if let Some(policy) = &mut self.policy {
            policy.remove(id, self.order.list.word(id));
        }
        self.forget(id, parameters);
    }

    fn forget(&mut self, id: u32, parameters: &CacheParameters) {
        self.order.remove(id);
        if parameters.timed() {
            self.ages.removed(id, parameters);
        }
        if parameters.max_weight.is_some() {
            self.weights.removed(id);
        }
    }

    /// Takes an entry out that has expired, if there is one.
    #[cfg_attr(not(debug_assertions), inline)]
    pub(crate) fn expire(&mut self, now: Duration, parameters: &CacheParameters) -> Option<u32> {
        if parameters.ttl.is_none() && parameters.tti.is_none() {
            return None;
        }
        self.expire_old(now, parameters)
    }

    fn expire_old(&mut self, now: Duration, parameters: &CacheParameters) -> Option<u32> {
        let id = self.ages.expired(now, parameters)?;
        self.remove(id, parameters);
        Some(id)
    }

    /// Takes an entry out that makes room for one of this weight, with its hash; `None` when there is room.
    pub(crate) fn evict(
        &mut self,
        weight: u64,
        parameters: &CacheParameters,
    ) -> Option<(u64, u32)> {
        if !self.is_full(weight, parameters) {
            return None;
        }
        self.settle();
        let id = match &mut self.policy {
            None => self.order.list.oldest()?.0,
            Some(policy) => policy.evict(|id| self.order.list.word(id))?,
        };
        let hash = self.order.list.word(id);
        self.forget(id, parameters);
        Some((hash, id))
    }

    fn is_full(&self, weight: u64, parameters: &CacheParameters) -> bool {
        parameters
            .maxsize
            .is_some_and(|most| self.order.len() >= most)
            || parameters
                .max_weight
                .is_some_and(|most| self.weights.total.saturating_add(weight) > most)
    }

    /// Puts an entry in, for which there is room. Its id.
    pub(crate) fn insert(
        &mut self,
        hash: u64,
        weight: u64,
        since: Duration,
        parameters: &CacheParameters,
    ) -> u32 {
        self.settle();
        let id = self.order.insert(hash);
        if parameters.policy == Policy::Dlirs && parameters.bounded() {
            let policy = self.policy.get_or_insert_with(|| Box::new(Dlirs::new()));
            policy.insert(id, hash);
        }
        if parameters.timed() {
            self.ages.stored(id, since, parameters);
        }
        if parameters.max_weight.is_some() {
            self.weights.stored(id, weight);
        }
        id
    }

    /// Forgets all and sets the counters to 0.
    pub(crate) fn clear(&mut self) {
        for record in &self.records {
            // What was hit is gone.
            let _ = record.drain();
        }
        let before = self.recorded();
        *self = Self {
            records: std::mem::take(&mut self.records),
            before,
            ..Self::new()
        };
    }
}
