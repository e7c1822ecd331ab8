//! A cache of all threads, in a `static`: words go to the fast engine, everything else to the locked one.

use std::hash::Hasher;
use std::thread::LocalKey;

use super::arrays::Words;
use super::bounds::{Proof, Proves};
use super::engine::{Engine, Entries, ForAll, Miss, MissOf};
use super::hash::KeyHasher;
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};
use super::record::Slot;
use super::word::{KEY, from_word, is_word, to_word};
use super::words::WordCache;

/// The cache of a function. `PLAIN` says that a size and the order of use are all there is to it, so that the fast
/// engine can serve it.
pub struct Shared<K: 'static, V: 'static, const PLAIN: bool> {
    words: WordCache<ForAll>,
    engine: Engine<K, V, ForAll>,
}

// SAFETY: the fields are private and reached through `Site` only, which `Site::new` alone makes, and only with the
// proof that `K` and `V` are `Send` and `Sync`; then both fields are `Sync` of themselves. Without this, a `static` of a type that is not would be
// refused in the words of the fields' types, several times, before `Site::new` can say it once.
unsafe impl<K: 'static, V: 'static, const PLAIN: bool> Sync for Shared<K, V, PLAIN> {}

impl<K: 'static, V: 'static, const PLAIN: bool> Shared<K, V, PLAIN> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForAll>::new(parameters.maxsize()),
            engine: Engine::<K, V, ForAll>::new(parameters),
        }
    }
}

/// A function's cache together with this thread's part of it.
pub struct Site<K: 'static, V: 'static, const PLAIN: bool> {
    cache: &'static Shared<K, V, PLAIN>,
    slot: &'static LocalKey<Slot>,
}

/// A call that the cache could not answer.
pub enum SharedMiss<M> {
    /// Of the fast engine.
    Word(WordMiss),
    /// Of the locked engine.
    Engine(M),
}

/// What the fast engine needs to store a result.
pub struct WordMiss {
    pub(super) hash: u64,
    pub(super) words: Words,
    pub(super) version: u64,
}

/// The hash and the words of a key.
#[inline(always)]
pub(super) fn key_of<P: Probe>(seed: usize, probe: &P) -> (u64, Words) {
    let mut hasher = KeyHasher::new(seed);
    probe.hash(&mut hasher);
    let mut words = [0; KEY];
    probe.write_words(&mut words);
    let len = P::words().unwrap_or(0);
    (hasher.finish(), Words { words, len })
}

/// The counters of a cache that is in two engines, one of which was never used.
pub(super) fn merge(words: CacheInfo, engine: CacheInfo) -> CacheInfo {
    CacheInfo {
        hits: words.hits + engine.hits,
        misses: words.misses + engine.misses,
        maxsize: engine.maxsize,
        currsize: words.currsize + engine.currsize,
        store_errors: 0,
    }
}

/// Whether the fast engine serves these types; known at compile time.
#[inline(always)]
pub(super) fn are_words<P: Probe, V: 'static>() -> bool {
    is_word::<V>() && P::words().is_some_and(|words| words <= KEY)
}

impl<K: 'static, V: 'static, const PLAIN: bool> Site<K, V, PLAIN> {
    /// The cache, and the slot for this thread's record of it.
    #[inline]
    #[must_use]
    pub fn new(
        cache: &'static Shared<K, V, PLAIN>,
        slot: &'static LocalKey<Slot>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        Self { cache, slot }
    }

    #[inline(always)]
    fn key<P: Probe<Owned = K>>(&self, probe: &P) -> (u64, Words) {
        key_of(std::ptr::from_ref(self.cache).addr(), probe)
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
    ) -> Result<V, SharedMiss<MissOf<P, V>>> {
        if PLAIN && are_words::<P, V>() {
            let (hash, words) = self.key(probe);
            let found = self.cache.words.look(self.slot, hash, &words);
            return match found.map(from_word) {
                Ok(Some(value)) => Ok(value),
                // Every word that is stored came from a value, so it is one.
                Ok(None) => unreachable!("a word that is no value"),
                Err(version) => Err(SharedMiss::Word(WordMiss {
                    hash,
                    words,
                    version,
                })),
            };
        }
        self.cache
            .engine
            .look(probe, clone)
            .map_err(SharedMiss::Engine)
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline(always)]
    pub fn store<C: Compare<K>>(&self, miss: SharedMiss<Miss<K, V, C>>, value: &V, weight: u64) {
        match miss {
            SharedMiss::Word(miss) => self.cache.words.store(
                self.slot.get(),
                miss.hash,
                &miss.words,
                to_word(value),
                miss.version,
            ),
            SharedMiss::Engine(miss) => self.cache.engine.store(miss, value, weight),
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        if PLAIN && are_words::<P, V>() {
            let (hash, words) = self.key(probe);
            self.cache
                .words
                .put(self.slot.get(), hash, &words, to_word(&value));
        } else {
            self.cache.engine.put(probe, value, weight);
        }
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        if PLAIN && are_words::<P, V>() {
            let (hash, words) = self.key(probe);
            self.cache.words.invalidate(self.slot.get(), hash, &words)
        } else {
            self.cache.engine.invalidate(probe)
        }
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        if PLAIN && are_words::<P, V>() {
            let (hash, words) = self.key(probe);
            self.cache.words.peek(hash, &words).and_then(from_word)
        } else {
            self.cache.engine.peek(probe, clone)
        }
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        if PLAIN && are_words::<P, V>() {
            let (hash, words) = self.key(probe);
            self.cache.words.peek(hash, &words).is_some()
        } else {
            self.cache.engine.contains(probe)
        }
    }

    /// The entries, the next to be evicted first. `key` reads a key of words back.
    pub fn entries(&self, key: fn(&[u64]) -> Option<K>) -> Entries<K, V, ForAll> {
        let mut entries = self.cache.engine.entries();
        let words = self.cache.words.entries(self.slot.get());
        let pairs = words
            .iter()
            .filter_map(|(words, value)| key(words).zip(from_word(*value)))
            .collect();
        entries.extend(pairs);
        entries
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        merge(self.cache.words.info(None), self.cache.engine.info())
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        self.cache.words.clear(None);
        self.cache.engine.clear();
    }
}
