//! Collecting violations: what generated code runs for a field, and for a class.

use super::rules::{Check, Convert, Rule, violation};
use super::{Descriptor, FieldName, ValidationError, Violation};

/// The violations of a class so far. One pointer, so that it lives in a register, and is null as
/// long as all is well.
#[derive(Debug, Default)]
pub struct Violations(Option<ValidationError>);

impl Violations {
    /// None yet.
    #[inline]
    pub const fn new() -> Self {
        Self(None)
    }

    /// The value, or its violations taken in.
    #[inline]
    pub fn take<T>(&mut self, result: Result<T, ValidationError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.0 = Some(merge(self.0.take(), error));
                None
            }
        }
    }

    /// The outcome of a `rule`.
    #[inline]
    pub fn rule(&mut self, result: Result<(), Violation>) {
        if let Err(violation) = result {
            self.0 = Some(merge(self.0.take(), violation.into()));
        }
    }

    /// `Ok` if there are none.
    #[inline]
    pub fn result(self) -> Result<(), ValidationError> {
        self.0.map_or(Ok(()), Err)
    }

    /// The error, when a value is known to be missing.
    #[cold]
    #[track_caller]
    pub fn into_error(self) -> ValidationError {
        self.0.expect("a value is missing without a violation")
    }
}

/// A value on its way through the descriptors of one field.
#[derive(Debug)]
pub struct Attempt {
    field: &'static FieldName,
    violations: Violations,
}

impl Attempt {
    /// Nothing wrong yet.
    #[inline]
    pub const fn new(field: &'static FieldName) -> Self {
        Self {
            field,
            violations: Violations::new(),
        }
    }

    /// Runs a rule; the attempt goes on either way, so that all violations are found.
    #[inline]
    pub fn check<T: ?Sized, R: Check<T>>(&mut self, rule: &R, value: &T) {
        if !rule.accepts(value) {
            let earlier = self.violations.0.take();
            let got = || rule.got(value);
            self.violations.0 = Some(refuse(earlier, self.field.is_secret(), rule, &got));
        }
    }

    /// Runs a converter.
    #[inline]
    pub fn convert<T, C: Convert<T>>(&mut self, converter: &C, value: &mut T) {
        converter.convert(value);
    }

    /// Runs a library author's descriptor. Without a value there is nothing left to look at.
    #[inline]
    pub fn via<T, D: Descriptor<T>>(&mut self, descriptor: &D, value: T) -> Option<T> {
        match descriptor.set(self.field, value) {
            Ok(value) => Some(value),
            Err(violation) => {
                self.violations.rule(Err(violation));
                None
            }
        }
    }

    /// Runs a user's function.
    #[inline]
    pub fn call(&mut self, result: Result<(), Violation>) {
        self.violations.rule(result);
    }

    /// The value, if nothing was wrong with it.
    #[inline]
    pub fn finish<T>(self, value: T) -> Result<T, ValidationError> {
        match self.violations.0 {
            None => Ok(value),
            Some(error) => Err(place(error, self.field)),
        }
    }

    /// The error, when a descriptor kept the value.
    #[cold]
    #[track_caller]
    pub fn into_error(self) -> ValidationError {
        place(self.violations.into_error(), self.field)
    }
}

#[cold]
fn merge(earlier: Option<ValidationError>, later: ValidationError) -> ValidationError {
    match earlier {
        Some(earlier) => earlier.and(later),
        None => later,
    }
}

#[cold]
fn place(error: ValidationError, field: &FieldName) -> ValidationError {
    error.within(field.name())
}

#[cold]
fn refuse(
    earlier: Option<ValidationError>,
    secret: bool,
    rule: &dyn Rule,
    got: &dyn Fn() -> String,
) -> ValidationError {
    let value = if secret { None } else { Some(got()) };
    merge(earlier, violation(rule, value).into())
}
