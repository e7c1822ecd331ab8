//! A cache of all threads, in a `static`.

use std::thread::LocalKey;

use super::bounds::{Proof, Proves};
use super::cache::{Cache, CacheMiss, Own};
use super::engine::{Entries, ForAll, Miss, MissOf};
use super::front::Front;
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};
use super::record::{Record, Slot};

/// The cache of a function. `PLAIN` says that a size and the order of use are all there is to it.
pub struct Shared<K: 'static, V: 'static, const PLAIN: bool>(Cache<K, V, ForAll, PLAIN>);

// SAFETY: the field is private and reached through `Site` only, which `Site::new` alone makes, and only with the proof
// that `K` and `V` are `Send` and `Sync`; then it is `Sync` of itself. Without this, a `static` of a type that is not would be
// refused in the words of the fields' types, several times, before `Site::new` can say it once.
unsafe impl<K: 'static, V: 'static, const PLAIN: bool> Sync for Shared<K, V, PLAIN> {}

impl<K: 'static, V: 'static, const PLAIN: bool> Shared<K, V, PLAIN> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self(Cache::<K, V, ForAll, PLAIN>::new(parameters))
    }
}

/// A function's cache together with this thread's part of it.
pub struct Site<K: 'static, V: 'static, const PLAIN: bool> {
    cache: &'static Cache<K, V, ForAll, PLAIN>,
    own: Own<K, V>,
}

impl<K: 'static, V: 'static, const PLAIN: bool> Site<K, V, PLAIN> {
    /// The cache, the slot for this thread's record of it, and its front.
    #[inline]
    #[must_use]
    pub fn new(
        cache: &'static Shared<K, V, PLAIN>,
        slot: &'static LocalKey<Slot>,
        front: &'static LocalKey<Front<K, V>>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        let (cache, own) = (&cache.0, Own { slot, front });
        Self { cache, own }
    }

    /// What this thread has hit becomes part of the order of use.
    fn catch_up(&self) -> Option<&'static Record> {
        if let Some(front) = self.own.front() {
            front.catch_up();
        }
        self.own.slot.get()
    }

    /// The value for these arguments, counted as a hit; or what is needed to store it, counted as a miss.
    ///
    /// # Errors
    ///
    /// The miss.
    #[inline(always)]
    pub fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, CacheMiss<MissOf<P, V>>> {
        self.cache.look(&self.own, probe, clone)
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub fn store<C: Compare<K>>(&self, miss: CacheMiss<Miss<K, V, C>>, value: &V, weight: u64) {
        self.cache.store(&self.own, miss, value, weight);
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        self.cache.put(self.catch_up(), probe, value, weight);
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.cache.invalidate(self.catch_up(), probe)
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.cache.peek(probe, clone)
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.cache.contains(probe)
    }

    /// The entries, the next to be evicted first. `key` reads a key of words back.
    pub fn entries(&self, key: fn(&[u64]) -> Option<K>) -> Entries<K, V, ForAll> {
        self.cache.entries(self.catch_up(), key)
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        self.cache.info()
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        self.cache.clear();
        if let Some(front) = self.own.front() {
            front.tidy();
        }
    }
}
