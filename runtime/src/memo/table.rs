//! The state of a cache: what a lock (or a `RefCell`) protects. Nothing here runs code of a user's; what is to be
//! dropped is handed out, to be dropped when the lock is free.

use std::ops::Deref;
use std::sync::atomic::Ordering::Release;
use std::time::Duration;

use super::info::CacheParameters;
use super::ledger::Ledger;
use super::sync::AtomicBool;

/// A key and its value.
pub(crate) struct Pair<K, V> {
    pub(crate) key: K,
    pub(crate) value: V,
    /// Whether it is still in the cache: for those who hold it without the lock.
    pub(crate) is_kept: AtomicBool,
}

impl<K, V> Pair<K, V> {
    pub(crate) fn new(key: K, value: V) -> Self {
        let is_kept = AtomicBool::new(true);
        Self {
            key,
            value,
            is_kept,
        }
    }
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
    pub(crate) pair: Option<Pair<K, V>>,
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

    fn push(&mut self, pointer: Option<P>) {
        if self.one.is_none() {
            self.one = pointer;
        } else if let Some(pointer) = pointer {
            self.more.push(pointer);
        }
    }
}

/// Everything behind the lock.
pub(crate) struct Table<P> {
    pub(crate) ledger: Ledger,
    /// By id.
    pub(crate) slots: Vec<Option<P>>,
}

impl<P> Table<P> {
    pub(crate) const fn new() -> Self {
        Self {
            ledger: Ledger::new(),
            slots: Vec::new(),
        }
    }

    /// The entry with this hash that `is_it`. For keys that run no code of a user's when they are compared.
    #[inline(always)]
    pub(crate) fn find<K, V>(
        &self,
        hash: u64,
        is_it: impl Fn(&Pair<K, V>) -> bool,
    ) -> Option<(u32, &P)>
    where
        P: Pointer<Pair<K, V>>,
    {
        for id in self.ledger.candidates(hash) {
            if let Some(pair) = &self.slots[id as usize]
                && is_it(pair)
            {
                return Some((id, pair));
            }
        }
        None
    }

    /// Takes out what stands for an id that the ledger has given back.
    fn vacate<K, V>(&mut self, id: u32) -> Option<P>
    where
        P: Pointer<Pair<K, V>>,
    {
        let pointer = self.slots[id as usize].take();
        if let Some(pair) = &pointer {
            pair.is_kept.store(false, Release);
        }
        pointer
    }

    /// Takes out what has expired.
    #[inline]
    pub(crate) fn expire<K, V>(
        &mut self,
        now: Duration,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
    ) where
        P: Pointer<Pair<K, V>>,
    {
        while let Some(id) = self.ledger.expire(now, parameters) {
            removed.push(self.vacate(id));
        }
    }

    /// Takes an entry out.
    pub(crate) fn remove<K, V>(
        &mut self,
        id: u32,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
    ) where
        P: Pointer<Pair<K, V>>,
    {
        self.ledger.remove(id, parameters);
        removed.push(self.vacate(id));
    }

    /// Takes everything out and sets the counters to 0.
    pub(crate) fn clear<K, V>(&mut self) -> Vec<Option<P>>
    where
        P: Pointer<Pair<K, V>>,
    {
        for pair in self.slots.iter().flatten() {
            pair.is_kept.store(false, Release);
        }
        self.ledger.clear();
        std::mem::take(&mut self.slots)
    }

    /// Stores a pair whose key is not there, making room first; `leaves` is told of the hash and the pair of what is
    /// evicted. The id, unless it is not kept.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn insert<K, V>(
        &mut self,
        hash: u64,
        pair: Pair<K, V>,
        weight: u64,
        since: Duration,
        parameters: &CacheParameters,
        removed: &mut Removed<K, V, P>,
        mut leaves: impl FnMut(u64, &P),
    ) -> Option<u32>
    where
        P: Pointer<Pair<K, V>>,
    {
        if !parameters.admits(weight) {
            removed.pair = Some(pair);
            return None;
        }
        let mut spare: Option<P> = None;
        while let Some((hash, id)) = self.ledger.evict(weight, parameters) {
            if let Some(evicted) = self.vacate(id) {
                leaves(hash, &evicted);
                removed.push(spare.replace(evicted));
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
                    removed.push(Some(spare));
                    P::new(pair)
                }
            },
        };
        let id = self.ledger.insert(hash, weight, since, parameters);
        match self.slots.get_mut(id as usize) {
            Some(slot) => *slot = Some(pointer),
            None => self.slots.push(Some(pointer)),
        }
        Some(id)
    }
}
