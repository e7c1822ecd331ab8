//! All or nothing: changing an object under its cross-field rules.

use super::ValidationError;
use super::violations::Violations;

/// Swaps new values into `object`, looks whether its rules hold, and swaps back if they do not, or
/// if one of them panics.
///
/// `swap` exchanges the object's fields with the new values, which it holds; it is its own inverse.
///
/// # Errors
///
/// What the rules say is wrong.
#[inline]
pub fn commit<C: Coupled>(object: &mut C, swap: impl FnMut(&mut C)) -> Result<(), ValidationError> {
    let mut revert = Revert {
        object,
        swap,
        armed: true,
    };
    (revert.swap)(revert.object);
    hold(revert.object)?;
    revert.armed = false;
    Ok(())
}

/// Swaps back when dropped.
struct Revert<'a, C, S: FnMut(&mut C)> {
    object: &'a mut C,
    swap: S,
    armed: bool,
}

impl<C, S: FnMut(&mut C)> Drop for Revert<'_, C, S> {
    fn drop(&mut self) {
        if self.armed {
            (self.swap)(self.object);
        }
    }
}

/// A class with a draft of its described fields, for `update`.
pub trait Drafted {
    /// Plain fields, by the names of the class.
    type Draft;
}

/// What can stand in a draft.
///
/// The lifetime is there so that a bound on a type without parameters is looked at where `update` is
/// called: a class with a field that is no `Clone` has no `update`, and is fine otherwise.
#[diagnostic::on_unimplemented(
    message = "`update` needs `{Self}: Clone`",
    label = "works on a copy, so that it changes all or nothing",
    note = "set the fields one by one, or make `{Self}` a `Clone`"
)]
pub trait Copied<'a> {
    /// The copy.
    fn copied(&self) -> Self;
}

impl<T: Clone> Copied<'_> for T {
    #[inline]
    fn copied(&self) -> Self {
        self.clone()
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

/// What `post_init` gives back. A `Result` would be lost.
#[diagnostic::on_unimplemented(
    message = "`post_init` gives nothing back, and this function returns `{Self}`",
    label = "returns `{Self}`",
    note = "a step that may fail is `try_post_init = path`"
)]
pub trait Nothing {}

impl Nothing for () {}

/// The outcome of `post_init`.
#[inline]
pub fn done<T: Nothing>(_: T) {}

/// The outcome of `try_post_init`.
///
/// # Errors
///
/// Its violation.
#[inline]
pub fn finished<E: Into<ValidationError>>(result: Result<(), E>) -> Result<(), ValidationError> {
    result.map_err(Into::into)
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
