//! Collecting the violations of a class.

use super::{ValidationError, Violation};

/// The violations of a class so far. One pointer, so that it lives in a register, and null as long
/// as all is well.
#[derive(Debug, Default)]
pub struct Violations(pub(super) Option<ValidationError>);

impl Violations {
    /// None yet.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value; or nothing, and its violations taken in.
    #[inline]
    pub fn take<T>(&mut self, result: Result<T, ValidationError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(error);
                None
            }
        }
    }

    /// Takes in the outcome of a `rule`.
    #[inline]
    pub fn rule(&mut self, result: Result<(), Violation>) {
        if let Err(violation) = result {
            self.add(violation.into());
        }
    }

    /// `Ok` if there are none.
    ///
    /// # Errors
    ///
    /// All of them.
    #[inline]
    pub fn result(self) -> Result<(), ValidationError> {
        self.0.map_or(Ok(()), Err)
    }

    /// The error, where a value is known to be missing.
    ///
    /// # Panics
    ///
    /// If nothing was wrong.
    #[cold]
    #[track_caller]
    #[must_use]
    pub fn into_error(self) -> ValidationError {
        self.0.expect("a value is missing without a violation")
    }

    #[inline]
    pub(super) fn add(&mut self, error: ValidationError) {
        self.0 = Some(merge(self.0.take(), error));
    }
}

#[cold]
pub(super) fn merge(earlier: Option<ValidationError>, later: ValidationError) -> ValidationError {
    match earlier {
        Some(earlier) => earlier.and(later),
        None => later,
    }
}
