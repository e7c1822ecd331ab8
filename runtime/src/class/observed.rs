//! Telling the observers of a field.

use crate::emitter::Observers;

/// Tells them, if the value is another one.
pub fn changed<T: PartialEq + 'static>(observers: &Observers<T>, old: &T, new: &T) {
    if old != new {
        observers.notify(old, new);
    }
}
