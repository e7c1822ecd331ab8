//! A cache of one thread, in a `thread_local!`.

use std::thread::LocalKey;

use super::cache::{Cache, CacheMiss};
use super::engine::{Entries, ForThread, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// The cache of a function in one thread. `PLAIN` says that a size and the order of use are all there is to it.
pub struct LocalCache<K: 'static, V: 'static, const PLAIN: bool>(Cache<K, V, ForThread, PLAIN>);

impl<K: 'static, V: 'static, const PLAIN: bool> LocalCache<K, V, PLAIN> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self(Cache::<K, V, ForThread, PLAIN>::new(parameters))
    }
}

/// The cache of a function in each thread. Once the thread has dropped it (in destructors that run later), calls
/// compute and nothing is kept.
pub struct Local<K: 'static, V: 'static, const PLAIN: bool> {
    key: &'static LocalKey<LocalCache<K, V, PLAIN>>,
    parameters: &'static CacheParameters,
}

impl<K: 'static, V: 'static, const PLAIN: bool> Local<K, V, PLAIN> {
    /// The cache in `key`, made with `parameters`.
    #[inline]
    #[must_use]
    pub fn new(
        key: &'static LocalKey<LocalCache<K, V, PLAIN>>,
        parameters: &'static CacheParameters,
    ) -> Self {
        Self { key, parameters }
    }

    /// This thread's cache, unless it is gone.
    #[inline(always)]
    fn cache(&self) -> Option<&Cache<K, V, ForThread, PLAIN>> {
        // Only the address is taken inside, so that the closure is small enough to be inlined.
        let cache = self.key.try_with(std::ptr::from_ref).ok()?;
        // SAFETY: a thread drops its thread-locals when it ends, after the calls on its stack, and `try_with` fails
        // from the moment the dropping begins. The reference stays in this thread, inside a call of a method here:
        // it is bound to `self`, and every method that asks for it returns only owned values.
        Some(unsafe { &(*cache).0 })
    }

    /// As [`Engine::look`](super::engine::Engine::look).
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
        match self.cache() {
            Some(cache) => cache.look(probe, clone),
            None => Err(CacheMiss::Engine(Miss::new(0, probe, false, clone))),
        }
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub fn store<C: Compare<K>>(&self, miss: CacheMiss<Miss<K, V, C>>, value: &V, weight: u64) {
        if let Some(cache) = self.cache() {
            cache.store(miss, value, weight);
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        if let Some(cache) = self.cache() {
            cache.put(None, probe, value, weight);
        }
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.cache()
            .is_some_and(|cache| cache.invalidate(None, probe))
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.cache()?.peek(probe, clone)
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.cache().is_some_and(|cache| cache.contains(probe))
    }

    /// The entries, the next to be evicted first. `key` reads a key of words back.
    pub fn entries(&self, key: fn(&[u64]) -> Option<K>) -> Entries<K, V, ForThread> {
        self.cache()
            .map_or_else(Entries::none, |cache| cache.entries(None, key))
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        let gone = CacheInfo::empty(self.parameters);
        self.cache().map_or(gone, Cache::info)
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        if let Some(cache) = self.cache() {
            cache.clear();
        }
    }
}
