//! Telling the observers of fields.

use crate::emitter::{EmitError, Observers};

/// Tells them, if the value is another one.
pub fn changed<T: PartialEq + 'static>(observers: &Observers<T>, old: &T, new: &T) {
    if old != new {
        observers.notify(old, new);
    }
}

/// The same for several fields: an observer that panics keeps nobody of another field from hearing.
#[derive(Default)]
pub struct Told(Option<EmitError>);

impl Told {
    /// As the function [`changed`], with a panic kept for the end.
    pub fn changed<T: PartialEq + 'static>(&mut self, observers: &Observers<T>, old: &T, new: &T) {
        if old != new
            && let Err(error) = observers.try_notify(old, new)
        {
            self.0.get_or_insert(error);
        }
    }

    /// Goes on with the first panic.
    pub fn resume(self) {
        if let Some(error) = self.0 {
            error.resume();
        }
    }
}
