//! The reference engine: exact least-recently-used order behind one lock (or, for one thread, a `RefCell`).
//!
//! No code of a user's runs under the lock: candidates are found by their full hash, held by a pointer, and
//! compared outside. So a key whose `Eq` calls the memoized function does not deadlock. Only where keys and values
//! are known to be of the standard library does a hit take a single lock section.

use std::cell::{RefCell, RefMut};
use std::fmt;
use std::hash::Hasher;
use std::ops::DerefMut;
use std::rc::Rc;
use std::sync::atomic::Ordering::{Relaxed, Release};
use std::sync::{Arc, PoisonError, TryLockError};
use std::time::Duration;

use super::hash::KeyHasher;
use super::info::{CacheInfo, CacheParameters};
use super::ledger::{Early, Ledger};
use super::probe::{Compare, Probe, is_plain};
use super::sync::{AtomicU64, Mutex, MutexGuard};
use super::table::{Pair, Pointer, Removed, Table};
use super::word::{KEY, Word, WordKey};

/// What tells a cache of one thread from one of all threads.
pub trait Family {
    /// `Rc` or `Arc`.
    type Pointer<T>: Pointer<T>;
    /// `RefCell` or `Mutex`.
    type Lock<T>: Lock<T>;
}

/// Exclusive access. By guards, not by closures, so that it is compiled once for each `T`.
pub trait Lock<T> {
    /// While it is there, nobody else has access.
    type Guard<'a>: DerefMut<Target = T>
    where
        Self: 'a;
    /// Access, when nobody else has it.
    fn hold(&self) -> Self::Guard<'_>;
    /// Access, if nobody else has it.
    fn try_hold(&self) -> Option<Self::Guard<'_>>;
}

impl<T> Lock<T> for RefCell<T> {
    type Guard<'a>
        = RefMut<'a, T>
    where
        T: 'a;
    #[inline]
    fn hold(&self) -> RefMut<'_, T> {
        self.borrow_mut()
    }
    fn try_hold(&self) -> Option<RefMut<'_, T>> {
        self.try_borrow_mut().ok()
    }
}

impl<T> Lock<T> for Mutex<T> {
    type Guard<'a>
        = MutexGuard<'a, T>
    where
        T: 'a;
    #[inline]
    fn hold(&self) -> MutexGuard<'_, T> {
        // No user code runs under the lock, so a panic there can only be one of allocation.
        self.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn try_hold(&self) -> Option<MutexGuard<'_, T>> {
        match self.try_lock() {
            Ok(inside) => Some(inside),
            Err(TryLockError::Poisoned(inside)) => Some(inside.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// For one thread.
pub enum ForThread {}

impl Family for ForThread {
    type Pointer<T> = Rc<T>;
    type Lock<T> = RefCell<T>;
}

/// For all threads.
pub enum ForAll {}

impl Family for ForAll {
    type Pointer<T> = Arc<T>;
    type Lock<T> = Mutex<T>;
}

/// Who follows what is stored. Called under the lock, so no code of a user's may run in it.
pub(super) trait Watch<P> {
    /// Before a change.
    fn catch_up(&mut self, _ledger: &mut Ledger) {}
    /// An entry makes room for another.
    fn leaves(&mut self, _hash: u64, _pair: &P) {}
    /// An entry was stored; how many had ever been before.
    fn enters(&mut self, _hash: u64, _id: u32, _pair: &P, _before: u64) {}
}

/// Nobody.
impl<P> Watch<P> for () {}

pub(super) type Held<K, V, F> = <F as Family>::Pointer<Pair<K, V>>;

/// A cache from `K` to `V`.
pub struct Engine<K, V, F: Family> {
    pub(super) table: F::Lock<Table<Held<K, V, F>>>,
    pub(super) parameters: CacheParameters,
    /// How many entries were ever stored; written under the lock.
    pub(super) stored: AtomicU64,
    /// `parameters.timed()`, in one byte.
    timed: bool,
}

/// A call that the cache could not answer: what is needed to store the result.
///
/// It carries how keys are compared and values cloned, so that storing needs no bounds and a missing one is told
/// once, at the argument.
pub struct Miss<K, V, C> {
    pub(super) hash: u64,
    pub(super) key: K,
    /// Whether to replace what is stored (`refresh`) rather than to leave the first result in place.
    pub(super) replace: bool,
    pub(super) compare: C,
    pub(super) clone: fn(&V) -> V,
}

/// The miss of a probe.
pub(crate) type MissOf<P, V> = Miss<<P as Probe>::Owned, V, <P as Probe>::Compare>;

impl<K, V, C> Miss<K, V, C> {
    #[inline]
    pub(crate) fn new<P>(hash: u64, probe: &P, replace: bool, clone: fn(&V) -> V) -> Self
    where
        P: Probe<Owned = K, Compare = C>,
    {
        Self {
            hash,
            key: probe.own(),
            replace,
            compare: probe.compare(),
            clone,
        }
    }
}

impl<K, V> Engine<K, V, ForThread> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            table: RefCell::new(Table::new()),
            timed: parameters.timed(),
            stored: AtomicU64::new(0),
            parameters,
        }
    }
}

impl<K, V> Engine<K, V, ForAll> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            table: Mutex::new(Table::new()),
            timed: parameters.timed(),
            stored: AtomicU64::new(0),
            parameters,
        }
    }
}

impl<K: 'static, V: 'static, F: Family> Engine<K, V, F> {
    #[inline(always)]
    pub(crate) fn hash(&self, probe: &impl Probe<Owned = K>) -> u64 {
        let mut hasher = KeyHasher::new(std::ptr::from_ref(self).addr());
        probe.hash(&mut hasher);
        hasher.finish()
    }

    #[inline]
    fn now(&self) -> Duration {
        if self.parameters.timed() {
            self.parameters.now()
        } else {
            Duration::ZERO
        }
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
    ) -> Result<V, MissOf<P, V>> {
        if P::is_plain() && is_plain::<V>() && !self.timed {
            self.look_as::<true, P>(probe, clone)
        } else {
            self.look_as::<false, P>(probe, clone)
        }
    }

    /// As `look`; `PLAIN` says that no code of a user's runs in it, and that entries do not grow old.
    #[inline(always)]
    pub(crate) fn look_as<const PLAIN: bool, P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, MissOf<P, V>> {
        let hash = self.hash(probe);
        if !PLAIN {
            return self.look_outside(hash, probe, clone);
        }
        let mut table = self.table.hold();
        let found = table.find(hash, |pair: &Pair<K, V>| probe.matches(&pair.key));
        if let Some((id, value)) = found.map(|(id, pair)| (id, clone(&pair.value))) {
            table.ledger.use_now(id);
            return Ok(value);
        }
        table.ledger.misses += 1;
        drop(table);
        Err(Miss::new(hash, probe, false, clone))
    }

    #[inline(never)]
    pub(super) fn look_outside<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, MissOf<P, V>> {
        match self.find_value(hash, probe, clone) {
            (Some(value), false) => Ok(value),
            (_, replace) => {
                self.table.hold().ledger.misses += 1;
                Err(Miss::new(hash, probe, replace, clone))
            }
        }
    }

    /// The value, counted as a hit unless this call is to compute it anew.
    fn find_value<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> (Option<V>, bool) {
        let now = self.now();
        let mut removed: Removed<K, V, _> = Removed::new();
        let parameters = &self.parameters;
        let mut table = self.table.hold();
        table.expire(now, parameters, &mut removed);
        let candidates = candidates(&table, hash);
        // Mostly one entry has the hash, and it is the one: then this lock section is the only one.
        let early = match &candidates {
            (Some((id, _)), more) if more.is_empty() => table.ledger.use_early(*id, parameters),
            _ => None,
        };
        drop(table);
        let early = early.map(|early| EarlyHit(self, early));
        let Some((id, held)) = first_match(candidates, probe) else {
            return (None, false);
        };
        if let Some(early) = early {
            let value = clone(&held.value);
            std::mem::forget(early);
            return (Some(value), false);
        }
        let value = clone(&held.value);
        let mut table = self.table.hold();
        // It may have been evicted while it was compared; it is a hit all the same.
        if is_at(&table, id, &held) {
            let replace = table.ledger.hit(id, now, &self.parameters);
            return (Some(value), replace);
        }
        table.ledger.hits += 1;
        (Some(value), false)
    }

    /// The value, counted as a hit.
    pub(crate) fn hit<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Option<V> {
        self.find_value(hash, probe, clone).0
    }

    /// A hit that was found elsewhere.
    pub(crate) fn count_hit(&self) {
        self.table.hold().ledger.hits += 1;
    }

    /// A miss, counted, that turned out to be none.
    #[cfg(feature = "store")]
    pub(crate) fn uncount_miss(&self) {
        // Unless the counters were set to 0 meanwhile.
        let mut table = self.table.hold();
        table.ledger.misses = table.ledger.misses.saturating_sub(1);
    }

    /// A miss, counted.
    pub(crate) fn missed<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> MissOf<P, V> {
        self.table.hold().ledger.misses += 1;
        Miss::new(hash, probe, false, clone)
    }

    /// The entry for these arguments, compared outside the lock; what has expired at `now` is taken out first.
    pub(super) fn find<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        now: Duration,
        removed: &mut Removed<K, V, Held<K, V, F>>,
    ) -> Option<(u32, Held<K, V, F>)> {
        let mut table = self.table.hold();
        table.expire(now, &self.parameters, removed);
        let candidates = candidates(&table, hash);
        drop(table);
        first_match(candidates, probe)
    }

    /// Stores the result of a call that missed; the first result for a key stays.
    #[inline(always)]
    pub fn store<C: Compare<K>>(&self, miss: Miss<K, V, C>, value: &V, weight: u64) {
        if self.parameters.maxsize != Some(0) {
            let value = (miss.clone)(value);
            self.insert(miss, value, weight, Duration::ZERO, &mut ());
        }
    }

    /// Stores a result that is `age` old.
    #[inline(never)]
    pub(super) fn insert<C: Compare<K>>(
        &self,
        miss: Miss<K, V, C>,
        value: V,
        weight: u64,
        age: Duration,
        watch: &mut impl Watch<Held<K, V, F>>,
    ) {
        let Miss {
            hash,
            key,
            replace,
            compare,
            ..
        } = miss;
        let mut pair = Some(Pair::new(key, value));
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = self.now();
        let mut seen: Vec<Held<K, V, F>> = Vec::new();
        loop {
            let mut table = self.table.hold();
            watch.catch_up(&mut table.ledger);
            table.expire(now, &self.parameters, &mut removed);
            let mut ids = table.ledger.candidates(hash);
            let next = ids.find_map(|id| {
                let held = table.slots[id as usize].as_ref()?;
                let is_new = !seen.iter().any(|earlier| earlier.same(held));
                is_new.then(|| (id, held.clone()))
            });
            drop(ids);
            if next.is_none()
                && let Some(pair) = pair.take()
            {
                let (parameters, since) = (&self.parameters, now.saturating_sub(age));
                let leaves = |hash, held: &_| watch.leaves(hash, held);
                let id = table.insert(hash, pair, weight, since, parameters, &mut removed, leaves);
                if let Some(id) = id
                    && let Some(held) = &table.slots[id as usize]
                {
                    let before = self.stored.load(Relaxed);
                    self.stored.store(before + 1, Release);
                    watch.enters(hash, id, held, before);
                }
            }
            drop(table);
            // One by one, for hardly ever is there one.
            let (Some((id, held)), Some(new)) = (next, &pair) else {
                return;
            };
            if compare.same(&held.key, &new.key) {
                if !replace {
                    return;
                }
                let mut table = self.table.hold();
                if is_at(&table, id, &held) {
                    table.remove(id, &self.parameters, &mut removed);
                }
            }
            seen.push(held);
        }
    }

    /// Stores `value`, in place of what is there.
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        // Nothing is cloned: the value is there already.
        let clone = |_: &V| unreachable!();
        let miss = Miss::new(self.hash(probe), probe, true, clone);
        self.insert(miss, value, weight, Duration::ZERO, &mut ());
    }

    /// Removes the entry for these arguments; whether there was one.
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = self.now();
        let found = self.find(self.hash(probe), probe, now, &mut removed);
        let Some((id, held)) = found else {
            return false;
        };
        let mut table = self.table.hold();
        let there = is_at(&table, id, &held);
        if there {
            table.remove(id, &self.parameters, &mut removed);
        }
        there
    }

    /// The value for these arguments; counts nothing and leaves the order alone.
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = self.now();
        let found = self.find(self.hash(probe), probe, now, &mut removed);
        found.map(|(_, held)| clone(&held.value))
    }

    /// Whether there is a value for these arguments.
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = self.now();
        self.find(self.hash(probe), probe, now, &mut removed)
            .is_some()
    }

    /// The entries, the next to be evicted first.
    pub fn entries(&self) -> Entries<K, V, F> {
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = self.now();
        let mut table = self.table.hold();
        table.expire(now, &self.parameters, &mut removed);
        let ids = table.ledger.ids().into_iter();
        let held = ids.filter_map(|id| table.slots[id as usize].clone());
        Entries(held.collect())
    }
}

/// The entries of a cache at one moment, the next to be evicted first: for debugging.
///
/// ```
/// # use dunder::memoize;
/// #[memoize]
/// fn double(n: u32) -> u32 { 2 * n }
///
/// double(1);
/// double(2);
/// double(1);
/// assert_eq!(double::entries().iter().collect::<Vec<_>>(), [(&(2,), &4), (&(1,), &2)]);
/// ```
pub struct Entries<K, V, F: Family = ForAll>(Vec<Held<K, V, F>>);

impl<K, V, F: Family> Entries<K, V, F> {
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn of_words(words: Vec<([u64; KEY], u64)>) -> Self
    where
        K: WordKey,
        V: Word,
    {
        let pair = |(key, value): ([u64; KEY], u64)| {
            let pair = Pair::new(K::from_words(&key)?, V::from_word(value)?);
            Some(F::Pointer::new(pair))
        };
        Self(words.into_iter().filter_map(pair).collect())
    }

    /// Each key, as the tuple of the arguments that it is made of, with its value.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.0.iter().map(|pair| (&pair.key, &pair.value))
    }
}

impl<K: fmt::Debug, V: fmt::Debug, F: Family> fmt::Debug for Entries<K, V, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, V, F: Family> Engine<K, V, F> {
    /// The counters now.
    pub fn info(&self) -> CacheInfo {
        let mut removed: Removed<K, V, _> = Removed::new();
        let now = if self.parameters.timed() {
            self.parameters.now()
        } else {
            Duration::ZERO
        };
        let mut table = self.table.hold();
        table.expire(now, &self.parameters, &mut removed);
        table.ledger.info(&self.parameters)
    }

    /// Removes all entries and sets the counters to 0.
    pub fn clear(&self) {
        // Dropped after unlocking.
        let entries = self.table.hold().clear();
        drop(entries);
    }

    /// The settings.
    pub fn parameters(&self) -> CacheParameters {
        self.parameters
    }
}

type Candidates<P> = (Option<(u32, P)>, Vec<(u32, P)>);

/// The entries with this hash, held so that they outlive the lock section.
#[inline]
fn candidates<P: Clone>(table: &Table<P>, hash: u64) -> Candidates<P> {
    let (mut one, mut more) = (None, Vec::new());
    for id in table.ledger.candidates(hash) {
        if let Some(held) = &table.slots[id as usize] {
            let found = (id, held.clone());
            // Entries with one hash are as good as always one entry.
            match one {
                None => one = Some(found),
                Some(_) => more.push(found),
            }
        }
    }
    (one, more)
}

/// The one for these arguments.
#[inline]
fn first_match<K, V, H, P>(candidates: Candidates<H>, probe: &P) -> Option<(u32, H)>
where
    H: Pointer<Pair<K, V>>,
    P: Probe<Owned = K>,
{
    let (mut next, mut more) = candidates;
    while let Some((id, held)) = next {
        if probe.matches(&held.key) {
            return Some((id, held));
        }
        next = more.pop();
    }
    None
}

/// A hit that is counted, and taken back if its key turns out to be another or cannot be compared.
struct EarlyHit<'a, K, V, F: Family>(&'a Engine<K, V, F>, Early);

impl<K, V, F: Family> Drop for EarlyHit<'_, K, V, F> {
    fn drop(&mut self) {
        self.0.table.hold().ledger.unuse(self.1);
    }
}

#[inline]
fn is_at<T, P: Pointer<T>>(table: &Table<P>, id: u32, held: &P) -> bool {
    matches!(table.slots.get(id as usize), Some(Some(there)) if there.same(held))
}
