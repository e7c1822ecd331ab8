//! The observers of one field, for `#[field(observed)]`.

use core::fmt;
use core::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use super::dispatch::dispatch;
use super::error::EmitError;
use super::hub::Hub;
use super::listener::{Boxed, Handler, Outcome};
use super::subscription::Subscription;

/// The observers of a value that are told the old and the new one; what `#[field(observed)]` keeps in the object.
///
/// They belong to the object and not to its value: a clone has none of its own yet, and they count neither for
/// equality and order nor for the hash.
pub struct Observers<T: ?Sized> {
    hub: OnceLock<Arc<Hub>>,
    of: core::marker::PhantomData<fn(&T)>,
}

/// What observers are told. An event's type lives as long as the program does, hence the pointers.
struct Change<T: ?Sized> {
    old: *const T,
    new: *const T,
}

impl<T: ?Sized> Observers<T> {
    /// No observers.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            hub: OnceLock::new(),
            of: core::marker::PhantomData,
        }
    }
}

impl<T: ?Sized + 'static> Observers<T> {
    /// Calls `observer` with the old and the new value at each change, until the subscription is dropped.
    pub fn on(&self, observer: impl Fn(&T, &T) + Send + Sync + 'static) -> Subscription {
        let hub = self.hub.get_or_init(Arc::default);
        let observer = Boxed::<Handler<Change<T>>>::new(move |change: &Change<T>| {
            // SAFETY: `dispatch` has both for as long as it emits this.
            let (old, new) = unsafe { (&*change.old, &*change.new) };
            observer(old, new);
            Outcome::Heard
        });
        Subscription::new(hub, 0, false, observer)
    }

    /// Tells every observer, in the order of subscription: how many were called.
    ///
    /// # Panics
    /// As [`Emitter::emit`](super::Emitter::emit), after all were called.
    pub fn notify(&self, old: &T, new: &T) -> usize {
        self.dispatch(old, new)
            .unwrap_or_else(|error| error.resume_as_count())
    }

    /// As [`notify`](Self::notify), with the panics of observers returned.
    ///
    /// # Errors
    /// As [`Emitter::try_emit`](super::Emitter::try_emit).
    pub fn try_notify(&self, old: &T, new: &T) -> Result<usize, EmitError> {
        self.dispatch(old, new).map_err(|error| *error)
    }

    fn dispatch(&self, old: &T, new: &T) -> Result<usize, Box<EmitError>> {
        match self.hub.get() {
            Some(hub) => dispatch(hub, &Change { old, new }),
            None => Ok(0),
        }
    }
}

impl<T: ?Sized> Default for Observers<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> Clone for Observers<T> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<T: ?Sized> PartialEq for Observers<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T: ?Sized> Eq for Observers<T> {}

impl<T: ?Sized> PartialOrd for Observers<T> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: ?Sized> Ord for Observers<T> {
    fn cmp(&self, _: &Self) -> core::cmp::Ordering {
        core::cmp::Ordering::Equal
    }
}

impl<T: ?Sized> Hash for Observers<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<T: ?Sized> fmt::Debug for Observers<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observers")
    }
}
