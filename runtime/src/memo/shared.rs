//! A cache of all threads, in a `static`, together with this thread's part of it.

use std::thread::LocalKey;

use super::bounds::{Proof, Proves};
use super::engine::{Engine, Entries, ForAll, Miss, MissOf};
use super::front::Front;
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// The cache of a function, of other types.
pub struct Shared<K: 'static, V: 'static>(Engine<K, V, ForAll>);

// SAFETY: the field is private and reached through `FrontSite` and `HeldSite` only, which their `new` alone makes, and
// only with the proof that `K` and `V` are `Send` and `Sync`; then it is `Sync` of itself. Without this, a `static` of a
// type that is not would be refused in the words of the fields' types, several times, before `new` can say it once.
unsafe impl<K: 'static, V: 'static> Sync for Shared<K, V> {}

impl<K: 'static, V: 'static> Shared<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self(Engine::<K, V, ForAll>::new(parameters))
    }
}

/// A cache that threads keep fronts of.
pub struct FrontSite<K: 'static, V: 'static> {
    engine: &'static Engine<K, V, ForAll>,
    front: &'static LocalKey<Front<K, V>>,
}

impl<K: 'static, V: 'static> FrontSite<K, V> {
    /// The cache, and this thread's front.
    #[inline]
    #[must_use]
    pub fn new(
        cache: &'static Shared<K, V>,
        front: &'static LocalKey<Front<K, V>>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        let engine = &cache.0;
        Self { engine, front }
    }

    /// This thread's front, unless it is gone.
    #[inline(always)]
    fn front(&self) -> Option<&Front<K, V>> {
        let front = self.front.try_with(std::ptr::from_ref).ok()?;
        // SAFETY: a thread drops its thread-locals when it ends, after the calls on its stack, and `try_with` fails
        // from the moment the dropping begins. The site is made for one call, in generated code; the reference is
        // bound to it and stays in this thread, since `Front` is not `Sync`, inside a call of a method here.
        Some(unsafe { &*front })
    }

    /// What this thread has hit becomes part of the order of use.
    fn catch_up(&self) {
        if let Some(front) = self.front() {
            front.catch_up();
        }
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
        match self.front() {
            Some(front) => front.look(self.engine, probe, clone),
            None => self.look_late(probe, clone),
        }
    }

    /// As `look`, in destructors that run later: with a front for this call.
    #[cold]
    fn look_late<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, MissOf<P, V>> {
        Front::new().look(self.engine, probe, clone)
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline]
    pub fn store<C: Compare<K>>(&self, miss: Miss<K, V, C>, value: &V, _weight: u64) {
        match self.front() {
            Some(front) => front.store(self.engine, miss, value),
            None => Front::new().store(self.engine, miss, value),
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        self.catch_up();
        self.engine.put(probe, value, weight);
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.catch_up();
        self.engine.invalidate(probe)
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.engine.peek(probe, clone)
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.engine.contains(probe)
    }

    /// The entries, the next to be evicted first.
    pub fn entries(&self) -> Entries<K, V, ForAll> {
        self.catch_up();
        self.engine.entries()
    }

    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        self.engine.info()
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        self.engine.clear();
        if let Some(front) = self.front() {
            front.tidy();
        }
    }
}

/// A cache behind its lock. `PLAIN` says that no code of a user's runs in it.
pub struct HeldSite<K: 'static, V: 'static, const PLAIN: bool>(&'static Engine<K, V, ForAll>);

impl<K: 'static, V: 'static, const PLAIN: bool> HeldSite<K, V, PLAIN> {
    /// The cache.
    #[inline]
    #[must_use]
    pub fn new(
        cache: &'static Shared<K, V>,
        _: &'static LocalKey<()>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        Self(&cache.0)
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
        self.0.look_as::<PLAIN, P>(probe, clone)
    }
}

impl<K: 'static, V: 'static, const PLAIN: bool> std::ops::Deref for HeldSite<K, V, PLAIN> {
    type Target = Engine<K, V, ForAll>;
    #[inline]
    fn deref(&self) -> &Self::Target {
        self.0
    }
}
