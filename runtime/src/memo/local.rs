//! A cache of one thread, in a `thread_local!`: words go to the fast engine, everything else to the other one.

use std::thread::LocalKey;

use super::arrays::Words;
use super::engine::{Engine, Entries, ForThread, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};
use super::record::Record;
use super::shared::{SharedMiss, WordMiss, are_words, key_of, merge};
use super::word::{from_word, to_word};
use super::words::WordCache;

/// The cache of a function in one thread.
pub struct LocalCache<K: 'static, V: 'static> {
    words: WordCache<ForThread>,
    record: Record,
    engine: Engine<K, V, ForThread>,
}

impl<K: 'static, V: 'static> LocalCache<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForThread>::new(parameters.maxsize()),
            record: Record::new(),
            engine: Engine::<K, V, ForThread>::new(parameters),
        }
    }

    #[inline(always)]
    fn key<P: Probe<Owned = K>>(&self, probe: &P) -> (u64, Words) {
        key_of(std::ptr::from_ref(self).addr(), probe)
    }

    /// Whether the fast engine serves these types and these settings.
    #[inline(always)]
    fn is_fast<P: Probe>(&self) -> bool {
        are_words::<P, V>() && self.engine.parameters().is_plain()
    }
}

/// The cache of a function in each thread. Once the thread has dropped it (in destructors that run later), calls
/// compute and nothing is kept.
pub struct Local<K: 'static, V: 'static> {
    key: &'static LocalKey<LocalCache<K, V>>,
    parameters: CacheParameters,
}

impl<K: 'static, V: 'static> Local<K, V> {
    /// The cache in `key`, made with `parameters`.
    #[inline]
    #[must_use]
    pub fn new(key: &'static LocalKey<LocalCache<K, V>>, parameters: CacheParameters) -> Self {
        Self { key, parameters }
    }

    /// This thread's cache, unless it is gone.
    #[inline(always)]
    fn cache(&self) -> Option<&LocalCache<K, V>> {
        // Only the address is taken inside, so that the closure is small enough to be inlined.
        let cache = self.key.try_with(std::ptr::from_ref).ok()?;
        // SAFETY: a thread drops its thread-locals when it ends, after the calls on its stack, and `try_with` fails
        // from the moment the dropping begins. The reference stays in this thread, inside a call of a method here:
        // it is bound to `self`, and every method that asks for it returns only owned values.
        Some(unsafe { &*cache })
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
    ) -> Result<V, SharedMiss<MissOf<P, V>>> {
        let Some(cache) = self.cache() else {
            return Err(SharedMiss::Engine(Miss::new(0, probe, false, clone)));
        };
        if !cache.is_fast::<P>() {
            return cache.engine.look(probe, clone).map_err(SharedMiss::Engine);
        }
        let (hash, words) = cache.key(probe);
        let found = cache.words.look_in(&cache.record, hash, &words);
        match found.map(from_word) {
            Ok(Some(value)) => Ok(value),
            // Every word that is stored came from a value, so it is one.
            Ok(None) => unreachable!("a word that is no value"),
            Err(version) => Err(SharedMiss::Word(WordMiss {
                hash,
                words,
                version,
            })),
        }
    }

    /// As [`Engine::store`].
    #[inline(always)]
    pub fn store<C: Compare<K>>(&self, miss: SharedMiss<Miss<K, V, C>>, value: &V, weight: u64) {
        let Some(cache) = self.cache() else { return };
        match miss {
            SharedMiss::Word(miss) => cache.words.store(
                Some(&cache.record),
                miss.hash,
                &miss.words,
                to_word(value),
                miss.version,
            ),
            SharedMiss::Engine(miss) => cache.engine.store(miss, value, weight),
        }
    }

    /// As [`Engine::put`].
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        let _ = self.key.try_with(|cache| {
            if cache.is_fast::<P>() {
                let (hash, words) = cache.key(probe);
                let record = Some(&cache.record);
                cache.words.put(record, hash, &words, to_word(&value));
            } else {
                cache.engine.put(probe, value, weight);
            }
        });
    }

    /// As [`Engine::invalidate`].
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let found = self.key.try_with(|cache| {
            if cache.is_fast::<P>() {
                let (hash, words) = cache.key(probe);
                cache.words.invalidate(Some(&cache.record), hash, &words)
            } else {
                cache.engine.invalidate(probe)
            }
        });
        found.unwrap_or(false)
    }

    /// As [`Engine::peek`].
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        let found = self.key.try_with(|cache| {
            if cache.is_fast::<P>() {
                let (hash, words) = cache.key(probe);
                cache.words.peek(hash, &words).and_then(from_word)
            } else {
                cache.engine.peek(probe, clone)
            }
        });
        found.ok().flatten()
    }

    /// As [`Engine::contains`].
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let found = self.key.try_with(|cache| {
            if cache.is_fast::<P>() {
                let (hash, words) = cache.key(probe);
                cache.words.peek(hash, &words).is_some()
            } else {
                cache.engine.contains(probe)
            }
        });
        found.unwrap_or(false)
    }

    /// As [`Engine::entries`]. `key` reads a key of words back.
    pub fn entries(&self, key: fn(&[u64]) -> Option<K>) -> Entries<K, V, ForThread> {
        let found = self.key.try_with(|cache| {
            let mut entries = cache.engine.entries();
            let words = cache.words.entries(Some(&cache.record));
            let pairs = words
                .iter()
                .filter_map(|(words, value)| key(words).zip(from_word(*value)))
                .collect();
            entries.extend(pairs);
            entries
        });
        found.unwrap_or_else(|_| Entries::none())
    }

    /// As [`Engine::info`].
    pub fn info(&self) -> CacheInfo {
        let found = self
            .key
            .try_with(|cache| merge(cache.words.info(Some(&cache.record)), cache.engine.info()));
        found.unwrap_or(CacheInfo {
            hits: 0,
            misses: 0,
            maxsize: self.parameters.maxsize,
            currsize: 0,
            store_errors: 0,
        })
    }

    /// As [`Engine::clear`].
    pub fn clear(&self) {
        let _ = self.key.try_with(|cache| {
            cache.words.clear(Some(&cache.record));
            cache.engine.clear();
        });
    }
}
