//! The state of a cache: what a lock (or a `RefCell`) protects. Nothing here runs code of a user's; what is to be
//! dropped is handed out, to be dropped when the lock is free.

use std::ops::Deref;
use std::time::Duration;

use super::expiry::{Ages, Weights};
use super::info::{CacheInfo, CacheParameters, Policy};
use super::order::Order;
use super::policy::Dlirs;

/// A key and its value.
pub(crate) struct Pair<K, V> {
    pub(crate) key: K,
    pub(crate) value: V,
}

/// `Rc` or `Arc`: holds a pair while user code looks at it outside the lock.
pub trait Pointer<T>: Clone + Deref<Target = T> {
    /// A new one.
    fn new(value: T) -> Self;
    /// The inside, if nobody else holds it.
    fn unique(&mut self) -> Option<&mut T>;
    /// Whether they are one.
    fn same(&self, other: &Self) -> bool;
}

impl<T> Pointer<T> for std::rc::Rc<T> {
    #[inline]
    fn new(value: T) -> Self {
        Self::new(value)
    }
    #[inline]
    fn unique(&mut self) -> Option<&mut T> {
        Self::get_mut(self)
    }
    #[inline]
    fn same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

impl<T> Pointer<T> for std::sync::Arc<T> {
    #[inline]
    fn new(value: T) -> Self {
        Self::new(value)
    }
    #[inline]
    fn unique(&mut self) -> Option<&mut T> {
        Self::get_mut(self)
    }
    #[inline]
    fn same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

/// What left the table and is dropped after unlocking: seldom more than one.
#[must_use]
pub(crate) struct Removed<K, V, P> {
    one: Option<P>,
    pair: Option<Pair<K, V>>,
    more: Vec<P>,
}

impl<K, V, P> Removed<K, V, P> {
    pub(crate) const fn new() -> Self {
        Self {
            one: None,
            pair: None,
            more: Vec::new(),
        }
    }

    fn push(&mut self, pointer: P) {
        if let Some(earlier) = self.one.replace(pointer) {
            self.more.push(earlier);
        }
    }
}

/// Everything behind the lock.
pub(crate) struct Table<P> {
    pub(crate) order: Order,
    pub(crate) slots: Vec<Option<P>>,
    pub(crate) hits: u64,
    pub(crate) misses: u64,
    /// Unless it is the list in `order`.
    policy: Option<Box<Dlirs>>,
    ages: Ages,
    weights: Weights,
}

impl<P> Table<P> {
    pub(crate) const fn new() -> Self {
        Self {
            order: Order::new(),
            slots: Vec::new(),
            hits: 0,
            misses: 0,
            policy: None,
            ages: Ages::new(),
            weights: Weights::new(),
        }
    }

    pub(crate) fn info(&self, parameters: &CacheParameters) -> CacheInfo {
        CacheInfo {
            hits: self.hits,
            misses: self.misses,
            maxsize: parameters.maxsize,
            currsize: self.order.len(),
            store_errors: 0,
        }
    }

    /// Counts a hit on `id` and makes it the newest, where entries do not grow old.
    #[inline(always)]
    pub(crate) fn use_now(&mut self, id: u32) {
        // Where nothing is evicted this is more than is needed, and cheaper than asking.
        self.touch(id);
        self.hits += 1;
    }

    #[inline(always)]
    fn touch(&mut self, id: u32) {
        match &mut self.policy {
            None => self.order.list.touch(id),
            Some(policy) => policy.hit(id),
        }
    }

    /// The ids, the next to be evicted first.
    pub(crate) fn ids(&self) -> Vec<u32> {
        match &self.policy {
            None => self.order.ids().collect(),
            Some(policy) => policy.ids().collect(),
        }
    }

    /// Counts a hit on `id` and makes it the newest; `true` if the call is to compute it ahead all the same.
    #[inline]
    pub(crate) fn hit(&mut self, id: u32, now: Duration, parameters: &CacheParameters) -> bool {
        if parameters.timed() {
            if self.ages.refreshes(id, now, parameters) {
                return true;
            }
            self.ages.used(id, now, parameters);
        }
        if parameters.bounded() {
            self.touch(id);
        }
        self.hits += 1;
        false
    }

    /// Takes an entry out that does not make room for another.
    fn take(&mut self, id: u32, parameters: &CacheParameters) -> Option<P> {
        if let Some(policy) = &mut self.policy {
            policy.remove(id, self.order.list.word(id));
        }
        self.detach(id, parameters)
    }

    /// Takes the entry out that makes room for another.
    fn evict(&mut self, parameters: &CacheParameters) -> Option<P> {
        let id = match &mut self.policy {
            None => self.order.list.oldest()?.0,
            Some(policy) => policy.evict(|id| self.order.list.word(id))?,
        };
        self.detach(id, parameters)
    }

    fn detach(&mut self, id: u32, parameters: &CacheParameters) -> Option<P> {
        self.order.remove(id);
        if parameters.timed() {
            self.ages.removed(id, parameters);
        }
        if parameters.max_weight.is_some() {
            self.weights.removed(id);
        }
        self.slots[id as usize].take()
    }

    /// Takes out what has expired.
    pub(crate) fn expire<K, V>(
        &mut self,
        now: Duration,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
    ) {
        if parameters.ttl.is_some() || parameters.tti.is_some() {
            while let Some(id) = self.ages.expired(now, parameters) {
                if let Some(pointer) = self.take(id, parameters) {
                    removed.push(pointer);
                }
            }
        }
    }

    /// Takes an entry out.
    pub(crate) fn remove<K, V>(
        &mut self,
        id: u32,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
    ) {
        if let Some(pointer) = self.take(id, parameters) {
            removed.push(pointer);
        }
    }

    /// Takes everything out and sets the counters to 0.
    pub(crate) fn clear(&mut self) -> Vec<Option<P>> {
        let ids = std::mem::replace(&mut self.order, Order::new());
        drop(ids);
        self.policy = None;
        self.ages.clear();
        self.weights.clear();
        self.hits = 0;
        self.misses = 0;
        std::mem::take(&mut self.slots)
    }

    /// Stores a pair whose key is not there, making room first.
    pub(crate) fn insert<K, V>(
        &mut self,
        hash: u64,
        pair: Pair<K, V>,
        weight: u64,
        now: Duration,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
    ) where
        P: Pointer<Pair<K, V>>,
    {
        let too_heavy = parameters.max_weight.is_some_and(|most| weight > most);
        if too_heavy || parameters.maxsize == Some(0) {
            removed.pair = Some(pair);
            return;
        }
        let mut spare = None;
        while self.is_full(weight, parameters) {
            let Some(evicted) = self.evict(parameters) else {
                break;
            };
            if let Some(earlier) = spare.replace(evicted) {
                removed.push(earlier);
            }
        }
        let pointer = match spare {
            None => P::new(pair),
            // The memory of the evicted entry serves the new one, unless somebody is looking at it.
            Some(mut spare) => match spare.unique() {
                Some(place) => {
                    removed.pair = Some(std::mem::replace(place, pair));
                    spare
                }
                None => {
                    removed.push(spare);
                    P::new(pair)
                }
            },
        };
        let id = self.order.insert(hash);
        if parameters.policy == Policy::Dlirs && parameters.bounded() {
            let policy = self.policy.get_or_insert_with(|| Box::new(Dlirs::new()));
            policy.insert(id, hash);
        }
        match self.slots.get_mut(id as usize) {
            Some(slot) => *slot = Some(pointer),
            None => self.slots.push(Some(pointer)),
        }
        if parameters.timed() {
            self.ages.stored(id, now, parameters);
        }
        if parameters.max_weight.is_some() {
            self.weights.stored(id, weight);
        }
    }

    fn is_full(&self, weight: u64, parameters: &CacheParameters) -> bool {
        parameters
            .maxsize
            .is_some_and(|most| self.order.len() >= most)
            || parameters
                .max_weight
                .is_some_and(|most| self.weights.total.saturating_add(weight) > most)
    }
}
