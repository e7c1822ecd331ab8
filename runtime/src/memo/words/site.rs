//! A cache of words in its `static` or `thread_local!`, for a call.

use std::marker::PhantomData;
use std::thread::LocalKey;

use super::super::bounds::{Proof, Proves};
use super::super::engine::{Entries, Family, ForAll, ForThread};
use super::super::info::{CacheInfo, CacheParameters};
use super::super::local::Place;
use super::super::probe::Probe;
use super::super::record::{Record, Slot};
use super::super::word::{Word, WordKey};
use super::{LocalWords, Missed, SharedWords, Words};

/// A call that was not answered: what is needed to store its result.
pub struct WordMiss<W> {
    words: W,
    missed: Missed,
}

/// How a cache is reached.
pub trait Reach {
    /// Whose it is.
    type Family: Family;
    /// The cache.
    type Words: Words;
    /// The cache, unless it is gone, with this thread's record of it.
    fn get(&self) -> Option<(&Self::Words, Option<&Record>)>;
    /// The value, counted as a hit; or, counted as a miss, what is needed to store it.
    fn look(&self, key: &[u64]) -> Result<u64, Missed>;
    /// The counters now.
    fn info(&self) -> CacheInfo;
}

/// In a `static`, with the slot for this thread's record.
pub struct Static(&'static SharedWords, &'static LocalKey<Slot>);

impl Reach for Static {
    type Family = ForAll;
    type Words = SharedWords;
    #[inline(always)]
    fn get(&self) -> Option<(&SharedWords, Option<&Record>)> {
        Some((self.0, self.1.get().map(|mine| mine.record)))
    }
    #[inline(always)]
    fn look(&self, key: &[u64]) -> Result<u64, Missed> {
        self.0.look(self.1, key)
    }
    fn info(&self) -> CacheInfo {
        self.0.info()
    }
}

impl Reach for Place<LocalWords> {
    type Family = ForThread;
    type Words = LocalWords;
    #[inline(always)]
    fn get(&self) -> Option<(&LocalWords, Option<&Record>)> {
        Some((Place::get(self)?, None))
    }
    #[inline(always)]
    fn look(&self, key: &[u64]) -> Result<u64, Missed> {
        match Place::get(self) {
            Some(cache) => cache.look(key),
            None => Err(Missed::NOWHERE),
        }
    }
    fn info(&self) -> CacheInfo {
        Place::info(self, LocalWords::info)
    }
}

/// The cache of a function from words to a word.
pub struct WordSite<K, V, R> {
    place: R,
    of: PhantomData<fn(K) -> V>,
}

impl<K, V> WordSite<K, V, Static> {
    /// The cache, and the slot for this thread's record of it.
    #[inline]
    #[must_use]
    pub fn new(
        cache: &'static SharedWords,
        slot: &'static LocalKey<Slot>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        let (place, of) = (Static(cache, slot), PhantomData);
        Self { place, of }
    }
}

impl<K, V> WordSite<K, V, Place<LocalWords>> {
    /// The cache in `key`, made with `parameters`.
    #[inline]
    #[must_use]
    pub fn new(key: &'static LocalKey<LocalWords>, parameters: &'static CacheParameters) -> Self {
        let (place, of) = (Place::new(key, parameters), PhantomData);
        Self { place, of }
    }
}

impl<K: WordKey, V: Word, R: Reach> WordSite<K, V, R> {
    /// The value for these arguments, counted as a hit; or what is needed to store it, counted as a miss.
    ///
    /// # Errors
    ///
    /// The miss.
    #[inline(always)]
    pub fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        _clone: fn(&V) -> V,
    ) -> Result<V, WordMiss<K::Words>> {
        let words = probe.own().to_words();
        match self.place.look(words.as_ref()) {
            Ok(word) => Ok(value(word)),
            Err(missed) => Err(WordMiss { words, missed }),
        }
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub fn store(&self, miss: WordMiss<K::Words>, value: &V, _weight: u64) {
        if let Some((cache, record)) = self.place.get() {
            let WordMiss { words, missed } = miss;
            cache.store(record, missed, words.as_ref(), value.to_word());
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, _weight: u64) {
        if let Some((cache, record)) = self.place.get() {
            let words = probe.own().to_words();
            cache.put(record, words.as_ref(), value.to_word());
        }
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let words = probe.own().to_words();
        let there = self.place.get();
        there.is_some_and(|(cache, record)| cache.invalidate(record, words.as_ref()))
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, _clone: fn(&V) -> V) -> Option<V> {
        let words = probe.own().to_words();
        let (cache, _) = self.place.get()?;
        cache.peek(words.as_ref()).map(value)
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let words = probe.own().to_words();
        let there = self.place.get();
        there.is_some_and(|(cache, _)| cache.peek(words.as_ref()).is_some())
    }

    /// The entries, the next to be evicted first.
    pub fn entries(&self) -> Entries<K, V, R::Family> {
        let there = self.place.get();
        Entries::of_words(there.map_or_else(Vec::new, |(cache, record)| cache.entries(record)))
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        self.place.info()
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        if let Some((cache, _)) = self.place.get() {
            cache.clear();
        }
    }
}

/// The value of a word of the cache.
#[inline(always)]
fn value<V: Word>(word: u64) -> V {
    // Every word that is stored came from a value, so it is one.
    V::from_word(word).unwrap_or_else(|| unreachable!("a word that is no value"))
}
