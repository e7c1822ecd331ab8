//! The place of one instance.

use std::any::type_name;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use once_cell::sync::OnceCell;

use super::construction::{self, Claim, Lease};
use super::scoped;
use super::strict::Arguments;

/// Holds the instance of one singleton type.
///
/// `ready` is the only word that a read looks at once the instance is there. While an override is live anywhere,
/// the cell looks unready, and the slow path finds out what holds for this thread; so overrides cost reads nothing
/// when there are none.
///
/// There are no bounds on `T` here, so that a type that cannot be shared is told once, at its static.
pub struct Cell<T: 'static> {
    ready: AtomicBool,
    value: OnceCell<T>,
    /// How many overrides are live; also the lock under which `ready` changes.
    overrides: Mutex<usize>,
    /// What the instance was made with, if its constructor is strict.
    arguments: OnceCell<Arguments>,
    /// The text of the panic that poisoned it, if its constructor poisons.
    poisoned_by: OnceCell<String>,
}

// SAFETY: of a `T` that is in a cell threads get a `&'static T`, which they may share as `T` is `Sync`. That it be `Send` is
// not needed, as of a `static`: it is put in by the thread that made it, through a `&'static` of the cell, which is
// therefore never dropped and never borrowed mutably again. The other fields are `Sync` by themselves, as is checked below.
unsafe impl<T: Sync + 'static> Sync for Cell<T> {}

const _: () = {
    const fn is_sync<T: Sync>() {}
    is_sync::<Mutex<usize>>();
    is_sync::<OnceCell<Arguments>>();
    is_sync::<OnceCell<String>>();
};

impl<T: 'static> Cell<T> {
    /// An empty cell.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            ready: AtomicBool::new(false),
            value: OnceCell::new(),
            overrides: Mutex::new(0),
            arguments: OnceCell::new(),
            poisoned_by: OnceCell::new(),
        }
    }

    /// The instance, or what stands for it on this thread.
    #[inline]
    pub fn get(&'static self) -> Option<&'static T> {
        match self.ready() {
            Some(value) => Some(value),
            None => self.current(),
        }
    }

    /// The instance, made by `init` if there is none.
    ///
    /// # Panics
    /// If `init` panics, and where it needs this very instance; the next call tries again.
    #[inline]
    #[track_caller]
    pub fn get_or_init(&'static self, init: impl FnOnce() -> T) -> &'static T {
        match self.ready() {
            Some(value) => value,
            None => {
                let Ok(value) = self.construct(|| Ok::<_, Infallible>(init()));
                value
            }
        }
    }

    /// The instance, made by `init` if there is none.
    ///
    /// # Errors
    /// What `init` gives; the next call tries again.
    ///
    /// # Panics
    /// As [`get_or_init`](Self::get_or_init).
    #[inline]
    #[track_caller]
    pub fn get_or_try_init<E>(
        &'static self,
        init: impl FnOnce() -> Result<T, E>,
    ) -> Result<&'static T, E> {
        match self.ready() {
            Some(value) => Ok(value),
            None => self.construct(init),
        }
    }

    #[inline]
    fn ready(&'static self) -> Option<&'static T> {
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` is only ever set after `value` was, and `value` is never taken out; the acquire load
            // pairs with the release store in `refresh`.
            Some(unsafe { self.value.get_unchecked() })
        } else {
            None
        }
    }

    #[cold]
    pub(super) fn current(&'static self) -> Option<&'static T> {
        scoped::current().or_else(|| self.value.get())
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn construct<E>(&'static self, init: impl FnOnce() -> Result<T, E>) -> Result<&'static T, E> {
        if let Some(value) = self.current() {
            return Ok(value);
        }
        match self.claim() {
            Claim::Made => Ok(self.made()),
            Claim::Mine(lease) => {
                let value = lease.during(init)?;
                Ok(self.fill(value, lease))
            }
        }
    }

    /// The right to make the instance, or the news that someone did; waits while another thread is at it.
    #[track_caller]
    fn claim(&'static self) -> Claim {
        construction::claim(self.id(), type_name::<T>(), || self.is_made())
    }

    /// What tells this cell from others.
    pub(super) fn id(&'static self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    pub(super) fn is_made(&'static self) -> bool {
        self.value.get().is_some()
    }

    /// Whether `value` is what this cell holds, and not an override.
    pub(super) fn is_original(&self, value: &T) -> bool {
        self.value
            .get()
            .is_some_and(|original| std::ptr::eq(original, value))
    }

    pub(super) fn made(&'static self) -> &'static T {
        self.value.get().expect("the cell was seen filled")
    }

    pub(super) fn fill(&'static self, value: T, lease: Lease) -> &'static T {
        let (Ok(value) | Err((value, _))) = self.value.try_insert(value);
        self.refresh(|_| ());
        // Only now: who waits for the lease must find the value.
        drop(lease);
        value
    }

    pub(super) fn first_arguments(&self) -> &OnceCell<Arguments> {
        &self.arguments
    }

    pub(super) fn poisoned_by(&self) -> &OnceCell<String> {
        &self.poisoned_by
    }

    /// Changes the number of live overrides, and `ready` with it.
    pub(super) fn refresh(&self, change: impl FnOnce(&mut usize)) {
        let mut overrides = self
            .overrides
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        change(&mut overrides);
        let ready = *overrides == 0 && self.value.get().is_some();
        self.ready.store(ready, Ordering::Release);
    }
}

impl<T: 'static> Default for Cell<T> {
    fn default() -> Self {
        Self::new()
    }
}
