//! Caches of functions that have more than one: generic ones and methods.
//!
//! A `static` in a generic function serves all its instances, and may not name their types. So it is a chain, in which
//! each instance finds its cache by the type of a closure in its body, which carries every type parameter in
//! scope, `Self` included.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::LocalKey;

use super::bounds::{Proof, Proves};
use super::engine::{Engine, Family, ForAll, ForThread};
use super::flight::Flights;
use super::info::{CacheInfo, CacheParameters};
#[cfg(feature = "store")]
use super::store::{Backing, Stored};

/// What can be asked of a cache without knowing its types.
pub trait Cache: Any {
    /// The counters now.
    fn info(&self) -> CacheInfo;
    /// Removes all entries and sets the counters to 0.
    fn clear(&self);
}

impl<K: 'static, V: 'static, F: Family + 'static> Cache for Engine<K, V, F> {
    fn info(&self) -> CacheInfo {
        Self::info(self)
    }
    fn clear(&self) {
        Self::clear(self);
    }
}

impl<K: 'static, V: 'static> Cache for Flights<K, V> {
    fn info(&self) -> CacheInfo {
        Self::info(self)
    }
    fn clear(&self) {
        Self::clear(self);
    }
}

/// A cache whose key and value are proven to be `Send` and `Sync`.
struct Proven<C>(C);

// SAFETY: `engine`, `flights` and `stored` alone make it, for which they take the proof of all that `C` holds of a user's.
unsafe impl<C> Send for Proven<C> {}
// SAFETY: likewise.
unsafe impl<C> Sync for Proven<C> {}

impl<C: Cache> Cache for Proven<C> {
    fn info(&self) -> CacheInfo {
        self.0.info()
    }
    fn clear(&self) {
        self.0.clear();
    }
}

impl<K: 'static, V: 'static> Proven<Engine<K, V, ForAll>> {
    fn engine(parameters: CacheParameters, _: impl Proves<K>, _: Proof<V>) -> Self {
        Self(Engine::<K, V, ForAll>::new(parameters))
    }
}

#[cfg(feature = "store")]
impl<K: 'static, V: 'static, const SINGLE: bool> Cache for Stored<K, V, SINGLE> {
    fn info(&self) -> CacheInfo {
        Self::info(self)
    }
    fn clear(&self) {
        Self::clear(self);
    }
}

#[cfg(feature = "store")]
impl<K: 'static, V: 'static, const SINGLE: bool> Proven<Stored<K, V, SINGLE>> {
    fn stored(
        parameters: CacheParameters,
        _: impl Proves<K>,
        _: Proof<V>,
        backing: Backing<K, V>,
    ) -> Self {
        Self(Stored::new(parameters, backing))
    }
}

impl<K: 'static, V: 'static> Proven<Flights<K, V>> {
    fn flights(parameters: CacheParameters, _: impl Proves<K>, _: Proof<V>) -> Self {
        Self(Flights::new(parameters))
    }
}

/// The type of a closure in the body of a function, which tells its instances apart.
#[inline]
#[must_use]
pub fn mark<T: 'static>(_: &T) -> TypeId {
    TypeId::of::<T>()
}

/// The caches of one function's instances, for all threads.
pub type Chain = crate::chain::Chain<dyn Cache + Send + Sync>;

impl Chain {
    /// The cache of the instance `id`; made at its first use.
    #[inline]
    pub fn engine<K: 'static, V: 'static>(
        &self,
        id: TypeId,
        parameters: CacheParameters,
        key: impl Proves<K>,
        value: Proof<V>,
    ) -> &Engine<K, V, ForAll> {
        self.get(id, || Proven::engine(parameters, key, value))
    }

    /// As `engine`, for `single_flight`.
    pub fn flights<K: 'static, V: 'static>(
        &self,
        id: TypeId,
        parameters: CacheParameters,
        key: impl Proves<K>,
        value: Proof<V>,
    ) -> &Flights<K, V> {
        self.get(id, || Proven::flights(parameters, key, value))
    }

    #[inline]
    fn get<C: Cache>(&self, id: TypeId, make: impl FnOnce() -> Proven<C>) -> &C {
        let cache: &dyn Any = self.find_or_make(id, || Box::new(make()));
        // A mark is the type of a closure in one function, which asks for one type of cache.
        let cache: &Proven<C> = cache.downcast_ref().expect("one cache for each mark");
        &cache.0
    }

    /// The counters of the instance `id`.
    pub fn info(&self, id: TypeId, parameters: CacheParameters) -> CacheInfo {
        let cache = self.find(id);
        cache.map_or_else(|| CacheInfo::empty(&parameters), Cache::info)
    }

    /// Empties the cache of the instance `id`; whether there is one yet.
    pub fn clear(&self, id: TypeId) -> bool {
        self.find(id).map(Cache::clear).is_some()
    }

    /// As `engine`, with a store behind it.
    #[cfg(feature = "store")]
    pub fn stored<K: 'static, V: 'static, const SINGLE: bool>(
        &self,
        id: TypeId,
        parameters: CacheParameters,
        key: impl Proves<K>,
        value: Proof<V>,
        backing: Backing<K, V>,
    ) -> &Stored<K, V, SINGLE> {
        self.get(id, || Proven::stored(parameters, key, value, backing))
    }
}

/// The caches of one function's instances, in one thread.
#[derive(Default)]
pub struct LocalChain(RefCell<Vec<(TypeId, Rc<dyn Cache>)>>);

impl LocalChain {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }
}

/// The cache of the instance `id` in this thread; made at its first use. While the thread ends, one that is
/// forgotten.
///
/// # Panics
///
/// If `id` was used for another type of cache, which generated code does not do.
pub fn local_engine<K: 'static, V: 'static>(
    chain: &'static LocalKey<LocalChain>,
    id: TypeId,
    parameters: CacheParameters,
) -> Rc<Engine<K, V, ForThread>> {
    let found = chain.try_with(|chain| {
        let mut caches = chain.0.borrow_mut();
        if let Some((_, cache)) = caches.iter().find(|(there, _)| *there == id) {
            return Rc::clone(cache);
        }
        let cache: Rc<dyn Cache> = Rc::new(Engine::<K, V, ForThread>::new(parameters));
        caches.push((id, Rc::clone(&cache)));
        cache
    });
    match found {
        Ok(cache) => {
            let cache: Rc<dyn Any> = cache;
            match cache.downcast() {
                Ok(cache) => cache,
                Err(_) => unreachable!("one cache for each mark"),
            }
        }
        Err(_) => Rc::new(Engine::<K, V, ForThread>::new(parameters)),
    }
}

fn local(chain: &'static LocalKey<LocalChain>, id: TypeId) -> Option<Rc<dyn Cache>> {
    let found = chain.try_with(|chain| {
        let caches = chain.0.borrow();
        let found = caches.iter().find(|(there, _)| *there == id);
        found.map(|(_, cache)| Rc::clone(cache))
    });
    found.ok().flatten()
}

/// The counters of the instance `id` in this thread.
pub fn local_info(
    chain: &'static LocalKey<LocalChain>,
    id: TypeId,
    parameters: CacheParameters,
) -> CacheInfo {
    local(chain, id).map_or_else(|| CacheInfo::empty(&parameters), |cache| cache.info())
}

/// Empties the cache of the instance `id` in this thread.
pub fn local_clear(chain: &'static LocalKey<LocalChain>, id: TypeId) {
    if let Some(cache) = local(chain, id) {
        cache.clear();
    }
}

/// The caches of one object: a field for methods under `#[memoize(per_instance = field)]`.
///
/// It belongs to the object and dies with it. A clone starts empty, and it plays no part in comparing, ordering or
/// hashing, so that the usual derives of the type around it stay meaningful.
///
/// ```
/// use dunder::{memo::InstanceCache, memoize};
///
/// #[derive(Default)]
/// struct Grid { rows: Vec<Vec<u32>>, cache: InstanceCache }
///
/// impl Grid {
///     #[memoize(per_instance = cache)]
///     fn row_sum(&self, row: usize) -> u32 { self.rows[row].iter().sum() }
/// }
///
/// let a = Grid { rows: vec![vec![1, 2]], ..Grid::default() };
/// let b = Grid { rows: vec![vec![30]], ..Grid::default() };
/// assert_eq!((a.row_sum(0), a.row_sum(0), b.row_sum(0)), (3, 3, 30));
/// a.cache.clear(); // after a change to `rows`
/// ```
#[derive(Default)]
pub struct InstanceCache(Mutex<Vec<(TypeId, Arc<dyn Cache + Send + Sync>)>>);

impl InstanceCache {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Drops all entries of all methods that keep them here, and sets their counters to 0.
    pub fn clear(&self) {
        // Dropped after unlocking.
        let caches = std::mem::take(&mut *self.lock());
        drop(caches);
    }

    fn get<C: Cache>(&self, id: TypeId, make: impl FnOnce() -> Proven<C>) -> InInstance<C> {
        let mut caches = self.lock();
        let found = caches.iter().find(|(there, _)| *there == id);
        let cache: Arc<dyn Any + Send + Sync> = match found {
            Some((_, cache)) => Arc::clone(cache) as _,
            None => {
                let cache: Arc<dyn Cache + Send + Sync> = Arc::new(make());
                caches.push((id, Arc::clone(&cache)));
                cache
            }
        };
        match cache.downcast() {
            Ok(cache) => InInstance(cache),
            Err(_) => unreachable!("one cache for each mark"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(TypeId, Arc<dyn Cache + Send + Sync>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A cache in an object.
pub struct InInstance<C>(Arc<Proven<C>>);

impl<C> Deref for InInstance<C> {
    type Target = C;
    #[inline]
    fn deref(&self) -> &C {
        &self.0.0
    }
}

/// The cache of the method `id` in this object; made at its first use.
pub fn instance_engine<K: 'static, V: 'static>(
    caches: &InstanceCache,
    id: TypeId,
    parameters: CacheParameters,
    key: impl Proves<K>,
    value: Proof<V>,
) -> InInstance<Engine<K, V, ForAll>> {
    caches.get(id, || Proven::engine(parameters, key, value))
}

/// As `instance_engine`, for `single_flight`.
pub fn instance_flights<K: 'static, V: 'static>(
    caches: &InstanceCache,
    id: TypeId,
    parameters: CacheParameters,
    key: impl Proves<K>,
    value: Proof<V>,
) -> InInstance<Flights<K, V>> {
    caches.get(id, || Proven::flights(parameters, key, value))
}

impl fmt::Debug for InstanceCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstanceCache").finish_non_exhaustive()
    }
}

impl Clone for InstanceCache {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl PartialEq for InstanceCache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for InstanceCache {}

impl PartialOrd for InstanceCache {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for InstanceCache {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl std::hash::Hash for InstanceCache {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}
