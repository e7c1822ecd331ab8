//! A cache of one thread, in a `thread_local!`.

use std::thread::LocalKey;

use super::engine::{Engine, Entries, ForThread, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// The cache of a function in each thread. Once the thread has dropped it (in destructors that run later), calls
/// compute and nothing is kept.
pub struct Local<K: 'static, V: 'static> {
    key: &'static LocalKey<Engine<K, V, ForThread>>,
    parameters: CacheParameters,
}

impl<K: 'static, V: 'static> Local<K, V> {
    /// The cache in `key`, made with `parameters`.
    #[inline]
    pub fn new(
        key: &'static LocalKey<Engine<K, V, ForThread>>,
        parameters: CacheParameters,
    ) -> Self {
        Self { key, parameters }
    }

    /// As [`Engine::look`].
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
        match self.key.try_with(|engine| engine.look(probe, clone)) {
            Ok(found) => found,
            Err(_) => Err(Miss::new(0, probe, false, clone)),
        }
    }

    /// As [`Engine::store`].
    #[inline]
    pub fn store<C: Compare<K>>(&self, miss: Miss<K, V, C>, value: &V, weight: u64) {
        let _ = self
            .key
            .try_with(|engine| engine.store(miss, value, weight));
    }

    /// As [`Engine::put`].
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        let _ = self.key.try_with(|engine| engine.put(probe, value, weight));
    }

    /// As [`Engine::invalidate`].
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.key
            .try_with(|engine| engine.invalidate(probe))
            .unwrap_or(false)
    }

    /// As [`Engine::peek`].
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.key
            .try_with(|engine| engine.peek(probe, clone))
            .ok()
            .flatten()
    }

    /// As [`Engine::contains`].
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.key
            .try_with(|engine| engine.contains(probe))
            .unwrap_or(false)
    }

    /// As [`Engine::entries`].
    pub fn entries(&self) -> Entries<K, V, ForThread> {
        let entries = self.key.try_with(Engine::entries);
        entries.unwrap_or_else(|_| Entries::none())
    }

    /// As [`Engine::info`].
    pub fn info(&self) -> CacheInfo {
        self.key.try_with(Engine::info).unwrap_or(CacheInfo {
            hits: 0,
            misses: 0,
            maxsize: self.parameters.maxsize,
            currsize: 0,
        })
    }

    /// As [`Engine::clear`].
    pub fn clear(&self) {
        let _ = self.key.try_with(Engine::clear);
    }
}
