//! All or nothing: changing an object under its cross-field rules.

use super::ValidationError;
use super::attempt::Violations;

/// Swaps `staged` into `object`, looks whether the object's rules hold, and swaps back if they do
/// not, or if one of them panics.
///
/// # Errors
///
/// What the rules say is wrong.
#[inline]
pub fn commit<C, S>(
    object: &mut C,
    staged: &mut S,
    swap: fn(&mut C, &mut S),
    rules: fn(&C, &mut Violations),
) -> Result<(), ValidationError> {
    swap(object, staged);
    let guard = Revert {
        object,
        staged,
        swap,
    };
    let mut violations = Violations::new();
    rules(guard.object, &mut violations);
    violations.result()?;
    core::mem::forget(guard);
    Ok(())
}

/// Swaps back when dropped. It owns nothing, so that forgetting it keeps the new state and leaks
/// nothing.
struct Revert<'a, C, S> {
    object: &'a mut C,
    staged: &'a mut S,
    swap: fn(&mut C, &mut S),
}

impl<C, S> Drop for Revert<'_, C, S> {
    fn drop(&mut self) {
        (self.swap)(self.object, self.staged);
    }
}

/// A class with rules over several fields.
pub trait Coupled {
    /// Runs the rules in the order written.
    fn rules(&self, violations: &mut Violations);
}

/// Whether the rules of `object` hold.
///
/// # Errors
///
/// What they say is wrong.
pub fn hold<C: Coupled>(object: &C) -> Result<(), ValidationError> {
    let mut violations = Violations::new();
    object.rules(&mut violations);
    violations.result()
}

/// The value that a class's own defaults make, for `Default`, which cannot fail.
///
/// # Panics
///
/// If the defaults break the class's own descriptors or rules.
#[track_caller]
pub fn default<C>(class: &str, make: impl FnOnce() -> Result<C, ValidationError>) -> C {
    match make() {
        Ok(value) => value,
        Err(error) => refused(class, &error),
    }
}

#[cold]
#[track_caller]
fn refused(class: &str, error: &ValidationError) -> ! {
    panic!("the defaults of `{class}` break its own rules: {error}")
}
