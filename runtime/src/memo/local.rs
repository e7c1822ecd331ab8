//! A cache of one thread, in a `thread_local!`. Once the thread has dropped it (in destructors that run later), calls
//! compute and nothing is kept.

use std::thread::LocalKey;

use super::engine::{Engine, Entries, ForThread, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// This thread's `T` of a function, which is made with the parameters; unless it is gone.
pub struct Place<T: 'static> {
    key: &'static LocalKey<T>,
    parameters: &'static CacheParameters,
}

impl<T: 'static> Place<T> {
    #[inline]
    pub(super) fn new(key: &'static LocalKey<T>, parameters: &'static CacheParameters) -> Self {
        Self { key, parameters }
    }

    #[inline(always)]
    pub(super) fn get(&self) -> Option<&T> {
        // Only the address is taken inside, so that the closure is small enough to be inlined.
        let cache = self.key.try_with(std::ptr::from_ref).ok()?;
        // SAFETY: a thread drops its thread-locals when it ends, after the calls on its stack, and `try_with` fails
        // from the moment the dropping begins. The reference stays in this thread, inside a call of a method here:
        // it is bound to `self`, and every method that asks for it returns only owned values.
        Some(unsafe { &*cache })
    }

    pub(super) fn info(&self, of: fn(&T) -> CacheInfo) -> CacheInfo {
        self.get()
            .map_or_else(|| CacheInfo::empty(self.parameters), of)
    }
}

/// The cache of a function, of other types. `PLAIN` says that no code of a user's runs in it.
pub struct HeldLocal<K: 'static, V: 'static, const PLAIN: bool>(Place<Engine<K, V, ForThread>>);

impl<K: 'static, V: 'static, const PLAIN: bool> HeldLocal<K, V, PLAIN> {
    /// The cache in `key`, made with `parameters`.
    #[inline]
    #[must_use]
    pub fn new(
        key: &'static LocalKey<Engine<K, V, ForThread>>,
        parameters: &'static CacheParameters,
    ) -> Self {
        Self(Place::new(key, parameters))
    }

    /// As [`WordSite::look`](super::words::WordSite::look).
    ///
    /// # Errors
    ///
    /// The miss.
    #[inline(always)]
    pub fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, MissOf<P, V>> {
        match self.0.get() {
            Some(engine) => engine.look_as::<PLAIN, P>(probe, clone),
            None => Err(Miss::new(0, probe, false, clone)),
        }
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub fn store<C: Compare<K>>(&self, miss: Miss<K, V, C>, value: &V, weight: u64) {
        if let Some(engine) = self.0.get() {
            engine.store(miss, value, weight);
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        if let Some(engine) = self.0.get() {
            engine.put(probe, value, weight);
        }
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.0.get().is_some_and(|engine| engine.invalidate(probe))
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.0.get()?.peek(probe, clone)
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.0.get().is_some_and(|engine| engine.contains(probe))
    }

    /// The entries, the next to be evicted first.
    pub fn entries(&self) -> Entries<K, V, ForThread> {
        self.0.get().map_or_else(Entries::none, Engine::entries)
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        self.0.info(Engine::info)
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        if let Some(engine) = self.0.get() {
            engine.clear();
        }
    }
}
