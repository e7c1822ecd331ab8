//! What a factory looks keys up in.

use std::any::type_name;
use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::added::{self, Added, Registration, Scoped};
use super::entry::{Entry, Place};
use super::error::{FactoryError, FactoryErrorKind, Failure};
use super::few::Few;
use super::index::Index;
use super::product::{Constructor, Product};
use super::suggest::did_you_mean;

/// The constructors of one product.
pub struct Registry<P: Product + ?Sized> {
    /// Those of `#[register]`, sorted out at first use.
    table: OnceLock<Table<P>>,
    /// Also here if they are few: those that stand for one type, whose constructor cannot fail.
    few: OnceLock<Few<&'static P::Infallible>>,
    /// Those added at run time.
    added: RwLock<Vec<Arc<Added<P>>>>,
    /// How many there are of those, and of overrides on any thread; while there are none, a look-up needs the table
    /// only.
    live: AtomicUsize,
    #[cfg(feature = "serde")]
    persisted: OnceLock<super::persist::Persisted<P>>,
}

/// What `#[register]` left, by key.
struct Table<P: Product + ?Sized> {
    index: Index<Found<P>>,
    rows: Box<[Row]>,
}

/// What is looked up.
struct Found<P: Product + ?Sized> {
    /// None where several are registered.
    constructor: Option<Constructor<'static, P>>,
    row: usize,
}

struct Row {
    key: &'static str,
    entries: Vec<&'static Entry>,
}

/// Makes a product: finds the constructor for `key` and has `call` call it.
///
/// # Errors
/// If nothing, or more than one type, is registered under `key`; if the constructor fails.
#[inline]
pub fn create<P: Product + ?Sized>(
    key: &str,
    call: impl FnOnce(Constructor<'_, P>) -> Result<P::Pointer, Failure>,
) -> Result<P::Pointer, FactoryError> {
    let registry = P::registry();
    match registry.one_of_few(key) {
        Some(constructor) => {
            Ok(call(Constructor::Infallible(constructor)).unwrap_or_else(Failure::impossible))
        }
        None => registry.create(key, call),
    }
}

impl<P: Product + ?Sized> Registry<P> {
    /// A registry that knows nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            table: OnceLock::new(),
            few: OnceLock::new(),
            added: RwLock::new(Vec::new()),
            live: AtomicUsize::new(0),
            #[cfg(feature = "serde")]
            persisted: OnceLock::new(),
        }
    }

    /// The constructor, where nothing else can be meant and the keys are few.
    #[inline]
    fn one_of_few(&self, key: &str) -> Option<&'static P::Infallible> {
        // Relaxed: a thread sees its own changes, and those of others that it has synchronised with.
        if self.live.load(Ordering::Relaxed) != 0 {
            return None;
        }
        self.few.get()?.get(key)
    }

    /// Makes a product by any constructor, or says why not. The constructor runs outside all locks.
    #[inline(never)]
    fn create(
        &self,
        key: &str,
        call: impl FnOnce(Constructor<'_, P>) -> Result<P::Pointer, Failure>,
    ) -> Result<P::Pointer, FactoryError> {
        let made = if let Some(added) = self.in_force(key) {
            call(Constructor::Fallible(&*added.constructor))
        } else {
            match self.table().index.get(key) {
                Some(&Found {
                    constructor: Some(constructor),
                    ..
                }) => call(constructor),
                found => return Err(self.refuse(key, found)),
            }
        };
        made.map_err(|failure| FactoryError::failed::<P>(key, failure))
    }

    /// What was added under the key at run time, and goes before the table.
    #[inline]
    fn in_force(&self, key: &str) -> Option<Arc<Added<P>>> {
        if self.live.load(Ordering::Relaxed) == 0 {
            return None;
        }
        added::scoped::<P>(key).or_else(|| self.added(key))
    }

    #[cold]
    #[inline(never)]
    fn refuse(&self, key: &str, found: Option<&Found<P>>) -> FactoryError {
        match found {
            Some(found) => self.table().rows[found.row].duplicate::<P>(),
            None => self.unknown(key),
        }
    }

    fn table(&self) -> &Table<P> {
        self.table.get_or_init(|| {
            let (table, few) = Table::new();
            if let Some(few) = few {
                // It is set here only, once.
                _ = self.few.set(few);
            }
            table
        })
    }

    fn row(&self, key: &str) -> Option<&Row> {
        let table = self.table();
        table.index.get(key).map(|found| &table.rows[found.row])
    }

    fn added(&self, key: &str) -> Option<Arc<Added<P>>> {
        let added = self.added.read().unwrap_or_else(PoisonError::into_inner);
        // The newest counts: it may replace others.
        added.iter().rev().find(|added| added.key == key).cloned()
    }

    fn unknown(&self, key: &str) -> FactoryError {
        let known = self.keys();
        FactoryError::new::<P>(if known.is_empty() {
            FactoryErrorKind::Empty
        } else {
            let aliases = self.table().rows.iter().map(|row| row.key);
            FactoryErrorKind::Unknown {
                key: key.to_owned(),
                suggestion: did_you_mean(key, known.iter().copied().chain(aliases)),
                known,
            }
        })
    }

    /// The keys, sorted; without aliases.
    pub fn keys(&self) -> Vec<&'static str> {
        let rows = self.table().rows.iter();
        let mut keys: Vec<_> = rows.filter(|row| row.is_key()).map(|row| row.key).collect();
        {
            let added = self.added.read().unwrap_or_else(PoisonError::into_inner);
            keys.extend(added.iter().map(|added| added.key));
        }
        added::scoped_keys::<P>(&mut keys);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether something is registered under `key`.
    pub fn contains(&self, key: &str) -> bool {
        added::scoped::<P>(key).is_some() || self.added(key).is_some() || self.row(key).is_some()
    }

    /// Whether the factory is in order.
    ///
    /// # Errors
    /// All keys that are registered more than once, or that there are none at all.
    pub fn verify(&self) -> Result<(), FactoryError> {
        let rows = self.table().rows.iter();
        let mut twice: Vec<_> = rows
            .filter(|row| row.is_taken_twice())
            .map(Row::duplicate::<P>)
            .collect();
        match twice.len() {
            0 if self.keys().is_empty() => Err(FactoryError::new::<P>(FactoryErrorKind::Empty)),
            0 => Ok(()),
            1 => Err(twice.remove(0)),
            _ => Err(FactoryError::new::<P>(FactoryErrorKind::Duplicates(twice))),
        }
    }

    /// Whether `keys` are there.
    ///
    /// # Errors
    /// Those that are not.
    pub fn require(&self, keys: &[&str]) -> Result<(), FactoryError> {
        let missing = keys.iter().filter(|key| !self.contains(key));
        let missing: Vec<_> = missing.map(|key| (*key).to_owned()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(FactoryError::new::<P>(FactoryErrorKind::Missing {
            keys: missing,
            known: self.keys(),
        }))
    }

    /// Adds a constructor until the guard drops.
    ///
    /// # Errors
    /// If the key is taken.
    #[track_caller]
    pub fn register<Returned>(
        &'static self,
        key: &str,
        constructor: Arc<P::Constructor>,
    ) -> Result<Registration<P>, FactoryError> {
        let place = Place::at(type_name::<Returned>(), Location::caller());
        let taken: Vec<_> = self
            .row(key)
            .map(|row| row.entries.iter().map(|entry| entry.place()).collect())
            .unwrap_or_default();
        let mut all = self.added.write().unwrap_or_else(PoisonError::into_inner);
        let earlier = all.iter().filter(|added| added.key == key);
        let mut places: Vec<_> = earlier
            .map(|added| added.place.clone())
            .chain(taken)
            .collect();
        let key = added::intern(key);
        if !places.is_empty() {
            places.push(place);
            return Err(FactoryError::new::<P>(FactoryErrorKind::Duplicate {
                key,
                places,
            }));
        }
        let added = Arc::new(Added {
            key,
            constructor,
            place,
        });
        self.push(&mut all, &added);
        Ok(Registration::new(added))
    }

    /// Puts a constructor under `key` until the guard drops, whether the key is taken or not.
    #[track_caller]
    pub fn replace<Returned>(
        &'static self,
        key: &str,
        constructor: Arc<P::Constructor>,
    ) -> Registration<P> {
        let added = Added::new::<Returned>(key, constructor);
        let mut all = self.added.write().unwrap_or_else(PoisonError::into_inner);
        self.push(&mut all, &added);
        Registration::new(added)
    }

    fn push(&self, all: &mut Vec<Arc<Added<P>>>, added: &Arc<Added<P>>) {
        all.push(Arc::clone(added));
        self.live.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn unregister(&self, added: &Arc<Added<P>>) {
        let mut all = self.added.write().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|other| Arc::ptr_eq(other, added));
        let removed = at.map(|at| all.remove(at));
        self.live.fetch_sub(1, Ordering::Relaxed);
        drop(all);
        // Its destructor is the user's, and runs outside the lock.
        drop(removed);
    }

    /// Puts a constructor under `key` on this thread until the guard drops, whether the key is taken or not.
    #[track_caller]
    pub fn scoped<Returned>(
        &'static self,
        key: &str,
        constructor: Arc<P::Constructor>,
    ) -> Scoped<P> {
        Scoped::new(Added::new::<Returned>(key, constructor))
    }

    /// The keys of the table in order, aliases included, each with what is registered under it.
    #[cfg(feature = "serde")]
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, &[&'static Entry])> {
        let rows = self.table().rows.iter();
        rows.map(|row| (row.key, &row.entries[..]))
    }

    #[cfg(feature = "serde")]
    pub(super) fn persisted(&self) -> &super::persist::Persisted<P> {
        self.persisted
            .get_or_init(|| super::persist::Persisted::new(self))
    }

    /// The position of a key in the table.
    #[cfg(feature = "serde")]
    pub(super) fn position(&self, key: &str) -> Result<usize, FactoryError> {
        let found = self.table().index.get(key);
        found
            .map(|found| found.row)
            .ok_or_else(|| self.unknown(key))
    }

    /// The key at a position, if one type stands there.
    #[cfg(feature = "serde")]
    pub(super) fn unique(&self, position: usize) -> Result<&'static str, FactoryError> {
        let row = &self.table().rows[position];
        if row.is_taken_twice() {
            Err(row.duplicate::<P>())
        } else {
            Ok(row.key)
        }
    }

    pub(super) fn count(&self, change: impl FnOnce(&AtomicUsize)) {
        change(&self.live);
    }
}

impl<P: Product + ?Sized> Default for Registry<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Product + ?Sized> Table<P> {
    /// The table, and its short keys with a constructor that cannot fail, if they are few.
    fn new() -> (Self, Option<Few<&'static P::Infallible>>) {
        let mut by_key: BTreeMap<&str, Vec<&'static Entry>> = BTreeMap::new();
        for entry in Entry::of::<P>() {
            for key in entry.all_keys() {
                by_key.entry(key).or_default().push(entry);
            }
        }
        let rows: Box<[Row]> = by_key
            .into_iter()
            .map(|(key, entries)| Row { key, entries })
            .collect();
        let constructors: Vec<_> = rows.iter().map(Row::constructor::<P>).collect();
        let found = rows.iter().enumerate().map(|(position, row)| {
            let found = Found {
                constructor: constructors[position],
                row: position,
            };
            (row.key, found)
        });
        let index = Index::new(found);
        let unique = rows.iter().zip(constructors);
        let few = Few::new(unique.filter_map(|(row, constructor)| match constructor {
            Some(Constructor::Infallible(constructor)) => Some((row.key, constructor)),
            _ => None,
        }));
        (Self { index, rows }, few)
    }
}

impl<P: Product + ?Sized> Clone for Found<P> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Row {
    /// Whether the key is one that a type was given first, not only an alias.
    fn is_key(&self) -> bool {
        self.entries.iter().any(|entry| entry.key == self.key)
    }

    /// If one type stands here.
    fn constructor<P: Product + ?Sized>(&self) -> Option<Constructor<'static, P>> {
        match &self.entries[..] {
            [entry] => Some(entry.constructor::<P>()),
            _ => None,
        }
    }

    fn is_taken_twice(&self) -> bool {
        self.entries.len() > 1
    }

    fn duplicate<P: Product + ?Sized>(&self) -> FactoryError {
        FactoryError::new::<P>(FactoryErrorKind::Duplicate {
            key: self.key,
            places: self.entries.iter().map(|entry| entry.place()).collect(),
        })
    }
}
