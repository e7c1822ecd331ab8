//! Constructors that come at run time: for the process, until a guard drops, or for a thread.

use std::any::type_name;
use std::fmt;
use std::panic::Location;
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::entry::Place;
use super::product::Product;
use crate::scope::{self, Leaves, Scope};

/// A constructor added at run time.
pub(super) struct Added<P: Product + ?Sized> {
    pub(super) key: &'static str,
    pub(super) constructor: Arc<P::Constructor>,
    pub(super) place: Place,
}

impl<P: Product + ?Sized> Added<P> {
    /// A constructor that its caller adds under `key`.
    #[track_caller]
    pub(super) fn new<Returned>(key: &str, constructor: Arc<P::Constructor>) -> Arc<Self> {
        Arc::new(Self {
            key: intern(key),
            constructor,
            place: Place::at(type_name::<Returned>(), Location::caller()),
        })
    }
}

/// Keeps a constructor registered; a factory's `register` or `replace` makes it.
///
/// Of several under one key the newest live one counts, whatever the order in which the guards are dropped.
#[must_use = "the constructor is unregistered when this guard drops; `detach` it to keep it for good"]
pub struct Registration<P: Product + ?Sized> {
    /// None once detached.
    added: Option<Arc<Added<P>>>,
}

impl<P: Product + ?Sized> Registration<P> {
    pub(super) fn new(added: Arc<Added<P>>) -> Self {
        Self { added: Some(added) }
    }

    /// Keeps the constructor registered for good.
    pub fn detach(mut self) {
        self.added = None;
    }
}

impl<P: Product + ?Sized> Drop for Registration<P> {
    fn drop(&mut self) {
        if let Some(added) = &self.added {
            P::registry().unregister(added);
        }
    }
}

/// Keeps a constructor in place of another, or under a new key, on this thread; a factory's `scoped` makes it.
///
/// Guards nest, and may be dropped in any order: the newest live one counts.
#[must_use = "the constructor is in force until this guard drops"]
pub struct Scoped<P: Product + ?Sized> {
    scope: Option<Scope>,
    added: Arc<Added<P>>,
}

// SAFETY: none is: nothing implements `Leaves`. It is here so that the error says what to send instead.
unsafe impl<P: Product + ?Sized> Send for Scoped<P> where Self: Leaves {}

/// Carries a [`Scoped`] constructor to another thread: there, `handle.enter()` puts it in force.
pub struct Handle<P: Product + ?Sized> {
    added: Arc<Added<P>>,
}

/// What is on the thread's stack.
struct Override<P: Product + ?Sized>(Arc<Added<P>>);

impl<P: Product + ?Sized> Scoped<P> {
    pub(super) fn new(added: Arc<Added<P>>) -> Self {
        P::registry().count(|live| _ = live.fetch_add(1, Ordering::Relaxed));
        Self {
            scope: Some(Scope::enter(Rc::new(Override(Arc::clone(&added))))),
            added,
        }
    }

    /// For threads that should see this constructor too.
    #[must_use]
    pub fn handle(&self) -> Handle<P> {
        Handle {
            added: Arc::clone(&self.added),
        }
    }
}

impl<P: Product + ?Sized> Drop for Scoped<P> {
    fn drop(&mut self) {
        drop(self.scope.take());
        P::registry().count(|live| _ = live.fetch_sub(1, Ordering::Relaxed));
    }
}

impl<P: Product + ?Sized> Handle<P> {
    /// Puts the constructor in force on this thread until the guard drops.
    pub fn enter(&self) -> Scoped<P> {
        Scoped::new(Arc::clone(&self.added))
    }
}

impl<P: Product + ?Sized> Clone for Handle<P> {
    fn clone(&self) -> Self {
        Self {
            added: Arc::clone(&self.added),
        }
    }
}

macro_rules! debug_by_key {
    ($($name:ident: |$this:ident| $key:expr),*) => {$(
        impl<P: Product + ?Sized> fmt::Debug for $name<P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                f.debug_tuple(stringify!($name)).field(&$key).finish()
            }
        }
    )*};
}

debug_by_key! {
    Registration: |this| this.added.as_ref().map(|added| added.key),
    Scoped: |this| this.added.key,
    Handle: |this| this.added.key
}

/// The constructor in force for `key` on this thread.
pub(super) fn scoped<P: Product + ?Sized>(key: &str) -> Option<Arc<Added<P>>> {
    scope::newest(|found: &Override<P>| (found.0.key == key).then(|| Arc::clone(&found.0)))
}

/// Adds the keys in force on this thread.
pub(super) fn scoped_keys<P: Product + ?Sized>(keys: &mut Vec<&'static str>) {
    scope::newest(|found: &Override<P>| -> Option<()> {
        keys.push(found.0.key);
        None
    });
}

/// The key for ever, since lists of keys are lists of `&'static str`. Each is kept once.
pub(super) fn intern(key: &str) -> &'static str {
    // Sorted.
    static KEYS: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut keys = KEYS.lock().unwrap_or_else(PoisonError::into_inner);
    match keys.binary_search(&key) {
        Ok(at) => keys[at],
        Err(at) => {
            let kept: &'static str = key.to_owned().leak();
            keys.insert(at, kept);
            kept
        }
    }
}
