//! Results that outlive the process: `#[memoize(store = …)]`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::bounds::{Proof, Proves};
use super::engine::{Engine, Entries, ForAll, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// The miss of a probe, and its key as the store has it.
type StoreMiss<P, V> = (MissOf<P, V>, Option<Vec<u8>>);

/// What went wrong in a store. A call that meets one computes, and `CacheInfo::store_errors` counts it.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// Where results are kept beyond the process, behind the cache that is in it.
///
/// `#[memoize(store = path)]` takes the path of a function from a name, which is another one for each function and
/// each signature of it, to a store. Keys and values are bytes: what `serde` and `postcard` make of the arguments
/// and the result.
///
/// ```
/// use dunder::memo::{Store, StoreError};
/// use dunder::memoize;
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// #[derive(Default)]
/// struct InMemory(Mutex<HashMap<Vec<u8>, Vec<u8>>>);
///
/// impl Store for InMemory {
///     fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
///         Ok(self.0.lock().unwrap().get(key).cloned())
///     }
///     fn save(&self, key: &[u8], value: &[u8], _ttl: Option<Duration>) -> Result<(), StoreError> {
///         self.0.lock().unwrap().insert(key.to_vec(), value.to_vec());
///         Ok(())
///     }
///     fn remove(&self, key: &[u8]) -> Result<bool, StoreError> {
///         Ok(self.0.lock().unwrap().remove(key).is_some())
///     }
///     fn clear(&self) -> Result<(), StoreError> {
///         self.0.lock().unwrap().clear();
///         Ok(())
///     }
/// }
///
/// fn in_memory(_function: &str) -> InMemory { InMemory::default() }
///
/// #[memoize(maxsize = 1, store = in_memory)]
/// fn double(n: u32) -> u32 { 2 * n }
///
/// double(1);
/// double(2); // leaves no room for 1 in the process
/// double(1); // but the store has it
/// assert_eq!(double::cache_info().misses(), 2);
/// ```
pub trait Store: Send + Sync + 'static {
    /// The value stored for `key`, unless it has expired.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read.
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Stores `value`, for as long as `ttl` says.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being written.
    fn save(&self, key: &[u8], value: &[u8], ttl: Option<Duration>) -> Result<(), StoreError>;

    /// Removes the value of `key`; whether there was one.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being removed.
    fn remove(&self, key: &[u8]) -> Result<bool, StoreError>;

    /// Removes all values of this function.
    ///
    /// # Errors
    ///
    /// Whatever keeps them from being removed.
    fn clear(&self) -> Result<(), StoreError>;
}

/// A cache with a store behind it.
pub struct Stored<K: 'static, V: 'static> {
    engine: Engine<K, V, ForAll>,
    store: OnceLock<Box<dyn Store>>,
    errors: AtomicU64,
}

// SAFETY: as for `Shared`: the fields are private, reached through `StoredSite` only, and `StoredSite::new` asks
// for the proof that `K` and `V` are `Send` and `Sync`; then all fields are `Sync` of themselves.
unsafe impl<K: 'static, V: 'static> Sync for Stored<K, V> {}

/// How keys and values become bytes.
pub struct Codec<K, V> {
    key: fn(&K) -> Result<Vec<u8>, postcard::Error>,
    value: fn(&V) -> Result<Vec<u8>, postcard::Error>,
    back: fn(&[u8]) -> Result<V, postcard::Error>,
}

/// The codec of a function; only this asks for `serde`'s traits.
#[must_use]
pub fn codec<K: Serialize, V: Serialize + DeserializeOwned>() -> Codec<K, V> {
    Codec {
        key: postcard::to_stdvec,
        value: postcard::to_stdvec,
        back: |bytes| postcard::from_bytes(bytes),
    }
}

/// Boxes the store that a path of the user's returns.
pub fn open<S: Store>(store: S) -> Box<dyn Store> {
    Box::new(store)
}

impl<K: 'static, V: 'static> Stored<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            engine: Engine::<K, V, ForAll>::new(parameters),
            store: OnceLock::new(),
            errors: AtomicU64::new(0),
        }
    }
}

/// A function's cache with its store.
pub struct StoredSite<K: 'static, V: 'static> {
    cache: &'static Stored<K, V>,
    open: fn() -> Box<dyn Store>,
    codec: Codec<K, V>,
}

impl<K: 'static, V: 'static> StoredSite<K, V> {
    /// The cache, and how its store is opened at the first use.
    #[must_use]
    pub fn new(
        cache: &'static Stored<K, V>,
        open: fn() -> Box<dyn Store>,
        codec: Codec<K, V>,
        _key: impl Proves<K>,
        _value: Proof<V>,
    ) -> Self {
        Self { cache, open, codec }
    }

    fn store_of(&self) -> &'static dyn Store {
        &**self.cache.store.get_or_init(self.open)
    }

    /// The value, or `None` with the failure counted.
    fn counted<T, E: Into<StoreError>>(&self, result: Result<T, E>) -> Option<T> {
        if result.is_err() {
            self.cache.errors.fetch_add(1, Relaxed);
        }
        result.ok()
    }

    fn key<P: Probe<Owned = K>>(&self, probe: &P) -> Option<Vec<u8>> {
        self.counted((self.codec.key)(&probe.own()))
    }

    /// What the store has. What cannot be read back is as good as absent.
    fn load(&self, key: &[u8]) -> Option<V> {
        let bytes = self.counted(self.store_of().load(key))??;
        self.counted((self.codec.back)(&bytes))
    }

    fn save(&self, key: &[u8], value: &V) {
        if let Some(bytes) = self.counted((self.codec.value)(value)) {
            let ttl = self.cache.engine.parameters().ttl();
            self.counted(self.store_of().save(key, &bytes, ttl));
        }
    }

    /// The value from the cache or from the store, counted as a hit; or the miss, with the key's bytes.
    ///
    /// # Errors
    ///
    /// The miss.
    pub fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, StoreMiss<P, V>> {
        let hash = self.cache.engine.hash(probe);
        if let Some(value) = self.cache.engine.hit(hash, probe, clone) {
            return Ok(value);
        }
        let key = self.key(probe);
        if let Some(value) = key.as_deref().and_then(|key| self.load(key)) {
            self.cache.engine.put(probe, clone(&value), 0);
            self.cache.engine.count_hit();
            return Ok(value);
        }
        Err((self.cache.engine.missed(hash, probe, clone), key))
    }

    /// Stores the result of a call that missed, in both.
    pub fn store<C: Compare<K>>(
        &self,
        (miss, key): (Miss<K, V, C>, Option<Vec<u8>>),
        value: &V,
        weight: u64,
    ) {
        if let Some(key) = key {
            self.save(&key, value);
        }
        self.cache.engine.store(miss, value, weight);
    }

    /// As [`Engine::put`], in both.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        if let Some(key) = self.key(probe) {
            self.save(&key, &value);
        }
        self.cache.engine.put(probe, value, weight);
    }

    /// As [`Engine::invalidate`], in both.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let stored = self
            .key(probe)
            .and_then(|key| self.counted(self.store_of().remove(&key)));
        self.cache.engine.invalidate(probe) | stored.unwrap_or(false)
    }

    /// As [`Engine::peek`], then in the store.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        let here = self.cache.engine.peek(probe, clone);
        here.or_else(|| self.load(&self.key(probe)?))
    }

    /// As [`Engine::contains`], then in the store.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.cache.engine.contains(probe)
            || self
                .key(probe)
                .and_then(|key| self.counted(self.store_of().load(&key)))
                .is_some_and(|found| found.is_some())
    }

    /// The entries in the process.
    pub fn entries(&self) -> Entries<K, V, ForAll> {
        self.cache.engine.entries()
    }

    /// The counters now; `currsize` counts what is in the process.
    pub fn info(&self) -> CacheInfo {
        CacheInfo {
            store_errors: self.cache.errors.load(Relaxed),
            ..self.cache.engine.info()
        }
    }

    /// Removes all entries, of the store too, and sets the counters to 0.
    pub fn clear(&self) {
        self.cache.engine.clear();
        self.cache.errors.store(0, Relaxed);
        self.counted(self.store_of().clear());
    }
}
