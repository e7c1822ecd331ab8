//! The cache of a function: words are kept by the fast engine, everything else by the other one.

use std::hash::Hasher;
use std::thread::LocalKey;

use super::arrays::Words;
use super::engine::{Engine, Entries, Family, ForAll, ForThread, Miss, MissOf};
use super::hash::KeyHasher;
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};
use super::record::{Record, Slot};
use super::word::{KEY, from_word, is_word, to_word};
use super::words::WordCache;

/// Both engines, one of which is never used. `PLAIN` says that a size and the order of use are all there is to it, so
/// that the fast engine can serve it. `record` is the calling thread's, where there are several.
pub(super) struct Cache<K, V, F: Family, const PLAIN: bool> {
    words: WordCache<F>,
    pub(super) engine: Engine<K, V, F>,
}

/// A call that the cache could not answer.
pub enum CacheMiss<M> {
    /// Of the fast engine.
    Word(WordMiss),
    /// Of the other engine.
    Engine(M),
}

/// What the fast engine needs to store a result.
pub struct WordMiss {
    hash: u64,
    words: Words,
    version: u64,
}

impl<K, V, const PLAIN: bool> Cache<K, V, ForAll, PLAIN> {
    pub(super) const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForAll>::new(parameters.maxsize()),
            engine: Engine::<K, V, ForAll>::new(parameters),
        }
    }
}

impl<K: 'static, V: 'static, const PLAIN: bool> Cache<K, V, ForAll, PLAIN> {
    /// The value for these arguments, counted as a hit; or what is needed to store it, counted as a miss.
    #[inline(always)]
    pub(super) fn look<P: Probe<Owned = K>>(
        &'static self,
        slot: &'static LocalKey<Slot>,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, CacheMiss<MissOf<P, V>>> {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            Self::answer(self.words.look(slot, hash, &words), hash, words)
        } else {
            self.engine.look(probe, clone).map_err(CacheMiss::Engine)
        }
    }
}

impl<K, V, const PLAIN: bool> Cache<K, V, ForThread, PLAIN> {
    pub(super) const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForThread>::new(parameters.maxsize()),
            engine: Engine::<K, V, ForThread>::new(parameters),
        }
    }
}

impl<K: 'static, V: 'static, const PLAIN: bool> Cache<K, V, ForThread, PLAIN> {
    /// The value for these arguments, counted as a hit; or what is needed to store it, counted as a miss.
    #[inline(always)]
    pub(super) fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, CacheMiss<MissOf<P, V>>> {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            Self::answer(self.words.look(hash, &words), hash, words)
        } else {
            self.engine.look(probe, clone).map_err(CacheMiss::Engine)
        }
    }
}

impl<K: 'static, V: 'static, F: Family, const PLAIN: bool> Cache<K, V, F, PLAIN> {
    /// Whether the fast engine serves these types; known at compile time.
    #[inline(always)]
    fn is_fast<P: Probe>() -> bool {
        PLAIN && is_word::<V>() && P::words().is_some_and(|words| words <= KEY)
    }

    /// The hash and the words of a key.
    #[inline(always)]
    fn key<P: Probe<Owned = K>>(&self, probe: &P) -> (u64, Words) {
        let mut hasher = KeyHasher::new(std::ptr::from_ref(self).addr());
        probe.hash(&mut hasher);
        let mut words = [0; KEY];
        probe.write_words(&mut words);
        let len = P::words().unwrap_or(0);
        (hasher.finish(), Words { words, len })
    }

    /// What the fast engine found.
    #[inline(always)]
    fn answer<M>(found: Result<u64, u64>, hash: u64, words: Words) -> Result<V, CacheMiss<M>> {
        match found.map(from_word) {
            Ok(Some(value)) => Ok(value),
            // Every word that is stored came from a value, so it is one.
            Ok(None) => unreachable!("a word that is no value"),
            Err(version) => Err(CacheMiss::Word(WordMiss {
                hash,
                words,
                version,
            })),
        }
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline(always)]
    pub(super) fn store<C: Compare<K>>(
        &self,
        record: Option<&Record>,
        miss: CacheMiss<Miss<K, V, C>>,
        value: &V,
        weight: u64,
    ) {
        match miss {
            CacheMiss::Word(WordMiss {
                hash,
                words,
                version,
            }) => self
                .words
                .store(record, hash, &words, to_word(value), version),
            CacheMiss::Engine(miss) => self.engine.store(miss, value, weight),
        }
    }

    /// Stores `value`, in place of what is there.
    pub(super) fn put<P: Probe<Owned = K>>(
        &self,
        record: Option<&Record>,
        probe: &P,
        value: V,
        weight: u64,
    ) {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            self.words.put(record, hash, &words, to_word(&value));
        } else {
            self.engine.put(probe, value, weight);
        }
    }

    /// Removes the entry for these arguments; whether there was one.
    pub(super) fn invalidate<P: Probe<Owned = K>>(
        &self,
        record: Option<&Record>,
        probe: &P,
    ) -> bool {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            self.words.invalidate(record, hash, &words)
        } else {
            self.engine.invalidate(probe)
        }
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub(super) fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            self.words.peek(hash, &words).and_then(from_word)
        } else {
            self.engine.peek(probe, clone)
        }
    }

    /// Whether there is a value for these arguments.
    pub(super) fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            self.words.peek(hash, &words).is_some()
        } else {
            self.engine.contains(probe)
        }
    }

    /// The entries, the next to be evicted first. `key` reads a key of words back.
    pub(super) fn entries(
        &self,
        record: Option<&Record>,
        key: fn(&[u64]) -> Option<K>,
    ) -> Entries<K, V, F> {
        let mut entries = self.engine.entries();
        let words = self.words.entries(record);
        let pairs = words
            .iter()
            .filter_map(|(words, value)| key(words).zip(from_word(*value)))
            .collect();
        entries.extend(pairs);
        entries
    }

    /// The counters now.
    pub(super) fn info(&self) -> CacheInfo {
        let (words, engine) = (self.words.info(), self.engine.info());
        CacheInfo {
            hits: words.hits + engine.hits,
            misses: words.misses + engine.misses,
            maxsize: engine.maxsize,
            currsize: words.currsize + engine.currsize,
            store_errors: 0,
        }
    }

    /// Removes all entries and sets the counters to 0.
    pub(super) fn clear(&self) {
        self.words.clear();
        self.engine.clear();
    }
}
