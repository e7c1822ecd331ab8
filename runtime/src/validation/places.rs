//! Collecting the violations of a collection's items, each with its place.

use std::fmt;

use super::ValidationError;
use super::attempt::Attempt;
use super::excerpt::excerpt;
use super::violations::merge;

/// The violations of a collection's items on their way into the attempt for the collection.
pub(super) struct Places<'a> {
    attempt: &'a mut Attempt,
    ordered: bool,
    found: Option<ValidationError>,
}

impl<'a> Places<'a> {
    #[inline]
    pub(super) fn new(attempt: &'a mut Attempt, ordered: bool) -> Self {
        Self {
            attempt,
            ordered,
            found: None,
        }
    }

    #[inline]
    pub(super) fn item<R>(&mut self, index: usize, rules: impl FnOnce(&mut Attempt) -> R) -> R {
        let mut inner = Attempt::new(self.attempt.field);
        let result = rules(&mut inner);
        if let Some(error) = inner.violations.0 {
            // In a set of no order an index would change from run to run.
            let index = self.ordered.then_some(index);
            self.found = Some(at_index(self.found.take(), error, index));
        }
        result
    }

    #[inline]
    pub(super) fn entry<R>(
        &mut self,
        key: &dyn fmt::Debug,
        rules: impl FnOnce(&mut Attempt) -> R,
    ) -> R {
        let mut inner = Attempt::new(self.attempt.field);
        let result = rules(&mut inner);
        if let Some(error) = inner.violations.0 {
            let secret = self.attempt.field.is_secret();
            self.found = Some(at_key(self.found.take(), error, key, secret));
        }
        result
    }

    #[inline]
    pub(super) fn finish(self) {
        if let Some(mut error) = self.found {
            if !self.ordered {
                error.sort();
            }
            self.attempt.violations.add(error);
        }
    }
}

// These take and return the errors by value, so that a loop without any keeps them, and the index, in registers.

#[cold]
fn at_index(
    earlier: Option<ValidationError>,
    error: ValidationError,
    index: Option<usize>,
) -> ValidationError {
    let place = match index {
        Some(index) => format!("[{index}]"),
        None => "[…]".to_owned(),
    };
    merge(earlier, error.within(&place))
}

#[cold]
fn at_key(
    earlier: Option<ValidationError>,
    error: ValidationError,
    key: &dyn fmt::Debug,
    secret: bool,
) -> ValidationError {
    let place = if secret {
        "[…]".to_owned()
    } else {
        format!("[{}]", excerpt(key))
    };
    merge(earlier, error.within(&place))
}
