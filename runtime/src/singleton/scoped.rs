//! Overrides: an instance that stands in on one thread until its guard drops.

use std::any::Any;
use std::fmt;
use std::rc::Rc;
use std::sync::atomic::AtomicPtr;
use std::sync::{Mutex, PoisonError};

use super::Singleton;
use crate::scope::{self, Leaves, Scope};

/// Keeps an instance in place of the singleton's on this thread; `T::scoped(value)` makes it.
///
/// Guards nest, and may be dropped in any order: the newest live one counts. Dropping the last one brings back the
/// instance there was, also when a panic unwinds through the scope; if there was none, the next use makes it.
///
/// The value is leaked, since a `&'static` reference to it may have been kept: it is never dropped.
#[must_use = "the instance is restored when this guard drops"]
pub struct Scoped<T: Singleton> {
    // Dropped before `live`'s count goes down; see `Drop`.
    scope: Option<Scope>,
    instance: &'static T,
}

// SAFETY: none is: nothing implements `Leaves`. It is here so that the error says what to send instead.
unsafe impl<T: Singleton> Send for Scoped<T> where Self: Leaves {}

/// Carries a [`Scoped`] instance to another thread: there, `handle.enter()` puts it in force.
pub struct Handle<T: Singleton> {
    instance: &'static T,
}

/// What is on the thread's stack.
struct Override<T: 'static>(&'static T);

impl<T: Singleton> Scoped<T> {
    pub(super) fn new(instance: T) -> Self {
        Self::of(leak(instance))
    }

    fn of(instance: &'static T) -> Self {
        // The cell first looks unready, so that this thread finds the override as soon as it is on the stack.
        T::cell().refresh(|overrides| *overrides += 1);
        Self {
            scope: Some(Scope::enter(Rc::new(Override(instance)))),
            instance,
        }
    }

    /// For threads that should see this instance too.
    #[must_use]
    pub fn handle(&self) -> Handle<T> {
        Handle {
            instance: self.instance,
        }
    }
}

impl<T: Singleton> Drop for Scoped<T> {
    fn drop(&mut self) {
        drop(self.scope.take());
        T::cell().refresh(|overrides| *overrides -= 1);
    }
}

impl<T: Singleton> Handle<T> {
    /// Puts the instance in force on this thread until the guard drops.
    pub fn enter(&self) -> Scoped<T> {
        Scoped::of(self.instance)
    }
}

impl<T: Singleton> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Self {
            instance: self.instance,
        }
    }
}

impl<T: Singleton + fmt::Debug> fmt::Debug for Scoped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scoped").field(self.instance).finish()
    }
}

impl<T: Singleton + fmt::Debug> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(self.instance).finish()
    }
}

/// The override in force on this thread.
pub(super) fn current<T: Any>() -> Option<&'static T> {
    scope::newest(|found: &Override<T>| Some(found.0))
}

/// Leaks `instance`, and keeps it reachable from a static so that leak checkers see that it is meant.
fn leak<T: 'static>(instance: T) -> &'static T {
    static KEPT: Mutex<Vec<AtomicPtr<()>>> = Mutex::new(Vec::new());
    let instance: *mut T = Box::leak(Box::new(instance));
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push(AtomicPtr::new(instance.cast()));
    // SAFETY: it was leaked just now, and nothing goes through the pointer that is kept.
    unsafe { &*instance }
}
