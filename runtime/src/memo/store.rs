//! Results that outlive the process: `#[memoize(store = …)]`.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::bounds::{Proof, Proves};
use super::clock::nanos;
use super::engine::{Engine, Entries, ForAll, Miss};
use super::flight::{Flights, Lead};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Bits, Compare, Float, Probe};
use super::worker::Worker;

/// What went wrong in a store. A call that meets one computes, and `CacheInfo::store_errors` counts it.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// Where results are kept beyond the process, behind the cache that is in it.
///
/// `#[memoize(store = path)]` takes the path of a function from a name, which is another one for each function and
/// each signature of it, to a store. Keys and values are bytes: what `serde` and `postcard` make of the arguments
/// and the result, the latter behind the time of its computing, by which its age is told wherever it is read.
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
    /// The value stored for `key`. One that has expired may be given or left out.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read.
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Stores `value`. After `ttl` nobody wants it any more: a store that can, removes it then.
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

/// By its bits, as it is compared.
impl<T: Float> Serialize for Bits<T> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0.bits())
    }
}

/// What can be part of the key of a function with a store.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a store",
    label = "needs serde's `Serialize` for each part of the key",
    note = "derive it for the arguments' types, and for a method for the type of `self`: `#[derive(serde::Serialize)]`"
)]
pub trait StoreKey: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize> StoreKey for T {}

/// What a function with a store can return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept in a store",
    label = "needs serde's `Serialize` and `Deserialize`",
    note = "derive them: `#[derive(serde::Serialize, serde::Deserialize)]`"
)]
pub trait StoreValue: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> StoreValue for T {}

type Bytes = Result<Vec<u8>, postcard::Error>;

/// How keys become bytes.
pub struct KeyCodec<K>(fn(&K) -> Bytes);

/// How results become bytes, and back.
pub struct ValueCodec<V>(fn(&V) -> Bytes, fn(&[u8]) -> Result<V, postcard::Error>);

/// How keys become bytes; only this asks for `Serialize`.
#[must_use]
pub const fn key_codec<K: StoreKey>() -> KeyCodec<K> {
    KeyCodec(postcard::to_stdvec::<K>)
}

/// How results become bytes; only this asks for serde's traits.
#[must_use]
pub const fn value_codec<V: StoreValue>() -> ValueCodec<V> {
    ValueCodec(postcard::to_stdvec::<V>, |bytes| {
        postcard::from_bytes(bytes)
    })
}

/// Opens a store.
type Open = fn() -> Arc<dyn Store>;

/// Shares the store that a path of the user's returns.
pub fn open<S: Store>(store: S) -> Arc<dyn Store> {
    Arc::new(store)
}

/// Empties a store that no call has opened yet.
pub fn clear_store(open: Open) {
    // There is no cache yet whose counters could tell of a failure.
    let _ = open().clear();
}

/// The name by which a store finds the results of a function: its path and its signature.
#[must_use]
pub fn name_of_type<T: ?Sized>(signature: &str) -> String {
    name(std::any::type_name::<T>(), signature)
}

/// As `name_of_type`, by a closure in the function: its path has the types of the instance in it.
#[must_use]
pub fn name_of_place<T>(_: &T, signature: &str) -> String {
    name(std::any::type_name::<T>(), signature)
}

fn name(path: &str, signature: &str) -> String {
    let path = path.trim_end_matches("::{{closure}}");
    format!("{path} {signature} @{FORMAT}")
}

/// The form of records, part of the name, so that what had another form is not read: 1, the value (in a file behind the
/// time of its expiring); 2, the value behind the time of its computing.
const FORMAT: u32 = 2;

/// A result read back.
struct Aged<V> {
    value: V,
    age: Duration,
}

/// A value behind the time of its computing.
fn stamped(time: Duration, value: &[u8]) -> Vec<u8> {
    [&nanos(time).to_le_bytes(), value].concat()
}

/// The age at the time `now`, and the value. What comes from the future, by a clock that was set back, is new.
fn unstamped(now: Duration, record: &[u8]) -> Option<(Duration, &[u8])> {
    let (time, value) = record.split_first_chunk()?;
    let time = Duration::from_nanos(u64::from_le_bytes(*time));
    Some((now.saturating_sub(time), value))
}

/// What a cache needs to use the store behind it.
#[derive(Clone, Copy)]
pub struct Backing<K, V> {
    open: Open,
    encode_key: fn(&K) -> Bytes,
    encode: fn(&V) -> Bytes,
    decode: fn(&[u8]) -> Result<V, postcard::Error>,
    weigh: fn(&V) -> u64,
}

impl<K, V> Backing<K, V> {
    /// Of these parts.
    #[must_use]
    pub const fn new(
        open: Open,
        key: KeyCodec<K>,
        value: ValueCodec<V>,
        weigh: fn(&V) -> u64,
    ) -> Self {
        Self {
            open,
            encode_key: key.0,
            encode: value.0,
            decode: value.1,
            weigh,
        }
    }
}

/// A cache with a store behind it. `SINGLE` says that each key is looked for and computed once at a time.
pub struct Stored<K, V, const SINGLE: bool> {
    flights: Flights<K, V>,
    backing: Backing<K, V>,
    store: OnceLock<Arc<dyn Store>>,
    worker: Worker,
    errors: AtomicU64,
}

// SAFETY: as for `Shared`: the fields are private, and reached through `get` or as a `Proven`, both of which ask for the
// proof that `K` and `V` are `Send` and `Sync`; then all fields are `Sync` of themselves.
unsafe impl<K, V, const SINGLE: bool> Sync for Stored<K, V, SINGLE> {}

impl<K: 'static, V: 'static, const SINGLE: bool> Stored<K, V, SINGLE> {
    /// An empty one. The store is opened at the first use.
    #[must_use]
    pub const fn new(parameters: CacheParameters, backing: Backing<K, V>) -> Self {
        Self {
            flights: Flights::<K, V>::new(parameters),
            backing,
            store: OnceLock::new(),
            worker: Worker::new(),
            errors: AtomicU64::new(0),
        }
    }

    /// The cache.
    pub fn get(&self, _key: impl Proves<K>, _value: Proof<V>) -> &Self {
        self
    }
}

/// A call that neither the cache nor the store could answer.
pub struct StoreMiss<'a, K, V, C> {
    miss: Missed<'a, K, V, C>,
    /// The key as the store has it.
    key: Option<Vec<u8>>,
}

enum Missed<'a, K, V, C> {
    Plain(Miss<K, V, C>),
    Lead(Lead<'a, K, V, C>),
}

/// What a look into the process gave: a value, or the miss of a probe.
type Looked<'a, P, V> = Result<V, Missed<'a, <P as Probe>::Owned, V, <P as Probe>::Compare>>;

/// What a look into both gave.
type Found<'a, P, V> = Result<V, StoreMiss<'a, <P as Probe>::Owned, V, <P as Probe>::Compare>>;

impl<K, V, C> Missed<'_, K, V, C> {
    /// Whether there is a value that serves the others meanwhile.
    fn is_ahead(&self) -> bool {
        matches!(self, Self::Plain(miss) if miss.replace)
    }
}

impl<K, V, C> StoreMiss<'_, K, V, C> {
    /// Polls the computation, as what the others wait for under `single_flight`.
    pub async fn run<T>(&self, future: impl Future<Output = T>) -> T {
        match &self.miss {
            Missed::Plain(_) => future.await,
            Missed::Lead(lead) => lead.run(future).await,
        }
    }
}

impl<K: 'static, V: 'static, const SINGLE: bool> Stored<K, V, SINGLE> {
    fn engine(&self) -> &Engine<K, V, ForAll> {
        &self.flights.engine
    }

    fn store_of(&self) -> &Arc<dyn Store> {
        self.store.get_or_init(self.backing.open)
    }

    /// The value, or `None` with the failure counted.
    fn counted<T, E>(&self, result: Result<T, E>) -> Option<T> {
        if result.is_err() {
            self.errors.fetch_add(1, Relaxed);
        }
        result.ok()
    }

    fn key<P: Probe<Owned = K>>(&self, probe: &P) -> Option<Vec<u8>> {
        self.counted((self.backing.encode_key)(&probe.own()))
    }

    fn now(&self) -> Duration {
        self.engine().parameters().now_everywhere()
    }

    /// What has expired is as good as absent.
    fn fresh<'r>(&self, record: &'r [u8]) -> Option<(Duration, &'r [u8])> {
        let unstamped = unstamped(self.now(), record).ok_or("no time before the value");
        let (age, bytes) = self.counted(unstamped)?;
        let expired = self.ttl().is_some_and(|ttl| age >= ttl);
        (!expired).then_some((age, bytes))
    }

    /// What cannot be read back is as good as absent.
    fn decoded(&self, loaded: Result<Option<Vec<u8>>, StoreError>) -> Option<Aged<V>> {
        let record = self.counted(loaded)??;
        let (age, bytes) = self.fresh(&record)?;
        let value = self.counted((self.backing.decode)(bytes))?;
        Some(Aged { value, age })
    }

    fn load(&self, key: &[u8]) -> Option<Aged<V>> {
        self.decoded(self.store_of().load(key))
    }

    fn encoded(&self, value: &V) -> Option<Vec<u8>> {
        let bytes = self.counted((self.backing.encode)(value))?;
        Some(stamped(self.now(), &bytes))
    }

    fn save(&self, key: &[u8], value: &V) {
        if let Some(record) = self.encoded(value) {
            self.counted(self.store_of().save(key, &record, self.ttl()));
        }
    }

    fn ttl(&self) -> Option<Duration> {
        self.engine().parameters().ttl()
    }

    fn look_here<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Looked<'_, P, V> {
        if SINGLE {
            self.flights.look(probe, clone).map_err(Missed::Lead)
        } else {
            self.engine().look(probe, clone).map_err(Missed::Plain)
        }
    }

    /// What the store had, kept in the process: a hit after all. The miss, where it had nothing, or nothing younger for a
    /// call that computes ahead.
    fn found<'a, P: Probe<Owned = K>>(
        &'a self,
        probe: &P,
        clone: fn(&V) -> V,
        miss: Missed<'a, K, V, P::Compare>,
        found: Option<Aged<V>>,
    ) -> Looked<'a, P, V> {
        let Some(Aged { value, age }) = found else {
            return Err(miss);
        };
        let ahead = self.engine().parameters().refresh();
        let is_due = ahead.is_some_and(|ahead| age >= ahead);
        if is_due && miss.is_ahead() {
            return Err(miss);
        }
        self.engine().uncount_miss();
        let weight = (self.backing.weigh)(&value);
        match miss {
            Missed::Plain(miss) => self
                .engine()
                .insert(miss, clone(&value), weight, age, &mut ()),
            Missed::Lead(lead) => self.flights.arrived(lead, &value, weight, age),
        }
        if is_due {
            // One of those who look now computes it ahead.
            return self.look_here(probe, clone);
        }
        self.engine().count_hit();
        Ok(value)
    }

    fn store_here<C: Compare<K>>(&self, miss: Missed<'_, K, V, C>, value: &V, weight: u64) {
        match miss {
            Missed::Plain(miss) => self.engine().store(miss, value, weight),
            Missed::Lead(lead) => self.flights.store(lead, value, weight),
        }
    }

    /// The value from the cache or from the store, counted as a hit; or the miss, with the key's bytes.
    ///
    /// # Errors
    ///
    /// The miss.
    pub fn look<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Found<'_, P, V> {
        let miss = match self.look_here(probe, clone) {
            Ok(value) => return Ok(value),
            Err(miss) => miss,
        };
        let key = self.key(probe);
        let found = key.as_deref().and_then(|key| self.load(key));
        self.found(probe, clone, miss, found)
            .map_err(|miss| StoreMiss { miss, key })
    }

    /// As `look`, for an async function: the store is read by another thread.
    ///
    /// # Errors
    ///
    /// The miss.
    // `C` by name, as in `Flights::look_async`.
    pub async fn look_async<P: Probe<Owned = K, Compare = C>, C: Compare<K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, StoreMiss<'_, K, V, C>> {
        let looked = if SINGLE {
            let looked = self.flights.look_async(probe, clone).await;
            looked.map_err(Missed::Lead)
        } else {
            self.look_here(probe, clone)
        };
        let miss = match looked {
            Ok(value) => return Ok(value),
            Err(miss) => miss,
        };
        let key = self.key(probe);
        let mut found = None;
        if let Some(key) = &key {
            let (store, key) = (Arc::clone(self.store_of()), key.clone());
            let loaded = self.worker.run(move || store.load(&key)).await;
            found = self.decoded(loaded);
        }
        self.found(probe, clone, miss, found)
            .map_err(|miss| StoreMiss { miss, key })
    }

    /// Stores the result of a call that missed, in both.
    pub fn store<C: Compare<K>>(&self, miss: StoreMiss<'_, K, V, C>, value: &V, weight: u64) {
        self.store_here(miss.miss, value, weight);
        if let Some(key) = miss.key {
            self.save(&key, value);
        }
    }

    /// As `store`, for an async function.
    pub async fn store_async<C: Compare<K>>(
        &self,
        miss: StoreMiss<'_, K, V, C>,
        value: &V,
        weight: u64,
    ) {
        self.store_here(miss.miss, value, weight);
        let Some(key) = miss.key else { return };
        if let Some(record) = self.encoded(value) {
            let (store, ttl) = (Arc::clone(self.store_of()), self.ttl());
            let saved = self
                .worker
                .run(move || store.save(&key, &record, ttl))
                .await;
            self.counted(saved);
        }
    }

    /// Hands a result that is not one to keep to those who wait.
    pub fn pass<C>(&self, miss: StoreMiss<'_, K, V, C>, value: &V) {
        if let Missed::Lead(lead) = miss.miss {
            self.flights.pass(lead, value);
        }
    }

    /// As [`Engine::put`], in both.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        if let Some(key) = self.key(probe) {
            self.save(&key, &value);
        }
        self.engine().put(probe, value, weight);
    }

    /// As [`Engine::invalidate`], in both.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let stored = self
            .key(probe)
            .and_then(|key| self.counted(self.store_of().remove(&key)));
        self.engine().invalidate(probe) | stored.unwrap_or(false)
    }

    /// As [`Engine::peek`], then in the store.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        let here = self.engine().peek(probe, clone);
        here.or_else(|| Some(self.load(&self.key(probe)?)?.value))
    }

    /// As [`Engine::contains`], then in the store.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let in_store = || {
            let key = self.key(probe)?;
            let record = self.counted(self.store_of().load(&key))??;
            self.fresh(&record).map(drop)
        };
        self.engine().contains(probe) || in_store().is_some()
    }

    /// The entries in the process.
    pub fn entries(&self) -> Entries<K, V, ForAll> {
        self.engine().entries()
    }

    /// The counters now; `currsize` counts what is in the process.
    pub fn info(&self) -> CacheInfo {
        CacheInfo {
            store_errors: self.errors.load(Relaxed),
            ..self.engine().info()
        }
    }

    /// Removes all entries, of the store too, and sets the counters to 0.
    pub fn clear(&self) {
        self.engine().clear();
        self.errors.store(0, Relaxed);
        self.counted(self.store_of().clear());
    }
}
