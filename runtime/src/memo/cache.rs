//! The cache of a function: words are kept by the fast engine, everything else by the other one.

use std::hash::Hasher;
use std::thread::LocalKey;

use super::arrays::Words;
use super::engine::{Engine, Entries, Family, ForAll, ForThread, Miss, MissOf};
use super::front::{self, Front};
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
    /// Whether threads keep fronts of the engine.
    has_fronts: bool,
}

/// A call that the cache could not answer.
pub enum CacheMiss<M> {
    /// Of the fast engine.
    Word(WordMiss),
    /// Of the other engine, by the thread's front of it.
    Front(M),
    /// Of the other engine.
    Engine(M),
}

/// What the fast engine needs to store a result.
pub struct WordMiss {
    pub(super) hash: u64,
    pub(super) words: Words,
    pub(super) version: u64,
}

/// What a thread has of its own of a cache for all threads.
pub(super) struct Own<K: 'static, V: 'static> {
    pub(super) slot: &'static LocalKey<Slot>,
    pub(super) front: &'static LocalKey<Front<K, V>>,
}

impl<K: 'static, V: 'static> Own<K, V> {
    /// This thread's front, unless it is gone.
    #[inline(always)]
    pub(super) fn front(&self) -> Option<&Front<K, V>> {
        let front = self.front.try_with(std::ptr::from_ref).ok()?;
        // SAFETY: a thread drops its thread-locals when it ends, after the calls on its stack, and `try_with` fails
        // from the moment the dropping begins. `Own` is part of a `Site`, which holds a `LocalKey`'s address and is
        // made for one call, in generated code; the reference is bound to it and stays in this thread, since `Front`
        // is not `Sync`, inside a call of a method of `Site`.
        Some(unsafe { &*front })
    }
}

impl<K, V, const PLAIN: bool> Cache<K, V, ForAll, PLAIN> {
    pub(super) const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForAll>::new(parameters.maxsize()),
            engine: Engine::<K, V, ForAll>::new(parameters),
            has_fronts: front::suits(&parameters),
        }
    }
}

impl<K: 'static, V: 'static, const PLAIN: bool> Cache<K, V, ForAll, PLAIN> {
    /// The value for these arguments, counted as a hit; or what is needed to store it, counted as a miss.
    #[inline(always)]
    pub(super) fn look<P: Probe<Owned = K>>(
        &'static self,
        own: &Own<K, V>,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, CacheMiss<MissOf<P, V>>> {
        if Self::is_fast::<P>() {
            let (hash, words) = self.key(probe);
            return Self::answer(self.words.look(own.slot, hash, &words), hash, words);
        }
        if PLAIN
            && front::suits_types::<P, V>()
            && self.has_fronts
            && let Some(front) = own.front()
        {
            return front.look(&self.engine, probe, clone);
        }
        self.engine.look(probe, clone).map_err(CacheMiss::Engine)
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub(super) fn store<C: Compare<K>>(
        &'static self,
        own: &Own<K, V>,
        miss: CacheMiss<Miss<K, V, C>>,
        value: &V,
        weight: u64,
    ) {
        let miss = match miss {
            CacheMiss::Word(miss) => {
                return self.words.store(own.slot.get(), &miss, to_word(value));
            }
            CacheMiss::Front(miss) => match own.front() {
                Some(front) => return front.store(&self.engine, miss, value),
                None => miss,
            },
            CacheMiss::Engine(miss) => miss,
        };
        self.engine.store(miss, value, weight);
    }
}

impl<K, V, const PLAIN: bool> Cache<K, V, ForThread, PLAIN> {
    pub(super) const fn new(parameters: CacheParameters) -> Self {
        Self {
            words: WordCache::<ForThread>::new(parameters.maxsize()),
            engine: Engine::<K, V, ForThread>::new(parameters),
            has_fronts: false,
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

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub(super) fn store<C: Compare<K>>(
        &self,
        miss: CacheMiss<Miss<K, V, C>>,
        value: &V,
        weight: u64,
    ) {
        match miss {
            CacheMiss::Word(miss) => self.words.store(None, &miss, to_word(value)),
            CacheMiss::Front(miss) | CacheMiss::Engine(miss) => {
                self.engine.store(miss, value, weight);
            }
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
