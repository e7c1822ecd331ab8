//! Collecting violations: what generated code runs for a field, and for a class.

use std::fmt;

use super::excerpt::excerpt;
use super::rules::{
    Case, Check, Convert, Entries, Items, MapEntries, MapItems, Refusal, violation,
};
use super::{Descriptor, FieldName, Validate, ValidationError, Violation};

/// The violations of a class so far. One pointer, so that it lives in a register, and null as long
/// as all is well.
#[derive(Debug, Default)]
pub struct Violations(Option<ValidationError>);

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
    fn add(&mut self, error: ValidationError) {
        self.0 = Some(merge(self.0.take(), error));
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
    #[must_use]
    pub const fn new(field: &'static FieldName) -> Self {
        Self {
            field,
            violations: Violations::new(),
        }
    }

    // The value comes first: so its type is known when rustc looks whether the rule fits it, and the error is that
    // it does not.

    /// Runs a rule. The attempt goes on either way, so that all violations are found.
    #[inline]
    pub fn check<T: ?Sized, R: Check<T>>(&mut self, value: &T, rule: &R) {
        if !rule.accepts(value) {
            let earlier = self.violations.0.take();
            let case = Case { rule, value };
            self.violations.0 = Some(refuse(earlier, &case, self.field.is_secret()));
        }
    }

    /// Runs a converter.
    #[inline]
    pub fn convert<T, C: Convert<T>>(&mut self, value: &mut T, converter: &C) {
        converter.convert(value);
    }

    /// Runs a library author's descriptor. Where it keeps the value there is nothing left to look
    /// at.
    #[inline]
    pub fn via<T, D: Descriptor<T>>(
        &mut self,
        value: T,
        descriptor: &D,
        message: Option<&'static str>,
        code: Option<&'static str>,
    ) -> Option<T> {
        match descriptor.set(self.field, value) {
            Ok(value) => Some(value),
            Err(violation) => {
                self.foreign(violation, message, code);
                None
            }
        }
    }

    /// Takes in the outcome of a user's function.
    #[inline]
    pub fn call(
        &mut self,
        result: Result<(), Violation>,
        message: Option<&'static str>,
        code: Option<&'static str>,
    ) {
        if let Err(violation) = result {
            self.foreign(violation, message, code);
        }
    }

    /// Looks at a value that has rules of its own.
    #[inline]
    pub fn nested<T: Validate + ?Sized>(&mut self, value: &T) {
        if let Err(error) = value.validate() {
            self.violations.add(error);
        }
    }

    /// Runs `rules` on every item.
    #[inline]
    pub fn each<C: Items + ?Sized>(
        &mut self,
        items: &C,
        mut rules: impl FnMut(&mut Self, &C::Item),
    ) {
        let mut places = Places::new(self, C::ORDERED);
        items.visit(|item| places.item(|attempt| rules(attempt, item)));
        places.finish();
    }

    /// Puts every item through `rules`.
    #[inline]
    pub fn map_each<C: MapItems>(
        &mut self,
        items: C,
        mut rules: impl FnMut(&mut Self, C::Item) -> Option<C::Item>,
    ) -> Option<C> {
        let mut places = Places::new(self, C::ORDERED);
        let items = items.map_items(|item| places.item(|attempt| rules(attempt, item)));
        places.finish();
        items
    }

    /// Runs `rules` on every key of a map.
    #[inline]
    pub fn keys<C: Entries + ?Sized>(
        &mut self,
        map: &C,
        mut rules: impl FnMut(&mut Self, &C::Key),
    ) {
        let mut places = Places::new(self, C::ORDERED);
        map.visit_entries(|key, _| places.entry(key, |attempt| rules(attempt, key)));
        places.finish();
    }

    /// Runs `rules` on every value of a map.
    #[inline]
    pub fn values<C: Entries + ?Sized>(
        &mut self,
        map: &C,
        mut rules: impl FnMut(&mut Self, &C::Value),
    ) {
        let mut places = Places::new(self, C::ORDERED);
        map.visit_entries(|key, value| places.entry(key, |attempt| rules(attempt, value)));
        places.finish();
    }

    /// Puts every key of a map through `rules`.
    #[inline]
    pub fn map_keys<C: MapEntries<Key: Clone>>(
        &mut self,
        map: C,
        mut rules: impl FnMut(&mut Self, C::Key) -> Option<C::Key>,
    ) -> Option<C> {
        let mut places = Places::new(self, C::ORDERED);
        let map = map.map_entries(|key, value| {
            let place = key.clone();
            let key = places.entry(&place, |attempt| rules(attempt, key))?;
            Some((key, value))
        });
        places.finish();
        map
    }

    /// Puts every value of a map through `rules`.
    #[inline]
    pub fn map_values<C: MapEntries>(
        &mut self,
        map: C,
        mut rules: impl FnMut(&mut Self, C::Value) -> Option<C::Value>,
    ) -> Option<C> {
        let mut places = Places::new(self, C::ORDERED);
        let map = map.map_entries(|key, value| {
            let value = places.entry(&key, |attempt| rules(attempt, value))?;
            Some((key, value))
        });
        places.finish();
        map
    }

    /// The value, if nothing was wrong with it.
    ///
    /// # Errors
    ///
    /// All violations, placed at the field.
    #[inline]
    pub fn finish<T>(self, value: T) -> Result<T, ValidationError> {
        match self.violations.0 {
            None => Ok(value),
            Some(error) => Err(place(error, self.field)),
        }
    }

    /// The error, where a descriptor kept the value.
    ///
    /// # Panics
    ///
    /// If nothing was wrong.
    #[cold]
    #[track_caller]
    #[must_use]
    pub fn into_error(self) -> ValidationError {
        place(self.violations.into_error(), self.field)
    }

    #[cold]
    fn foreign(
        &mut self,
        mut violation: Violation,
        message: Option<&'static str>,
        code: Option<&'static str>,
    ) {
        if self.field.is_secret() {
            violation = violation.without_value();
        }
        violation.reword(message, code);
        self.violations.add(violation.into());
    }
}

/// The violations of a collection's items on their way into the attempt for the collection.
struct Places<'a> {
    attempt: &'a mut Attempt,
    ordered: bool,
    index: usize,
    found: Option<ValidationError>,
}

impl<'a> Places<'a> {
    #[inline]
    fn new(attempt: &'a mut Attempt, ordered: bool) -> Self {
        Self {
            attempt,
            ordered,
            index: 0,
            found: None,
        }
    }

    #[inline]
    fn item<R>(&mut self, rules: impl FnOnce(&mut Attempt) -> R) -> R {
        let mut inner = Attempt::new(self.attempt.field);
        let result = rules(&mut inner);
        if let Some(error) = inner.violations.0 {
            self.add_item(error);
        }
        self.index += 1;
        result
    }

    #[inline]
    fn entry<R>(&mut self, key: &dyn fmt::Debug, rules: impl FnOnce(&mut Attempt) -> R) -> R {
        let mut inner = Attempt::new(self.attempt.field);
        let result = rules(&mut inner);
        if let Some(error) = inner.violations.0 {
            self.add_entry(error, key);
        }
        result
    }

    #[cold]
    fn add_item(&mut self, error: ValidationError) {
        // In a set of no order an index would change from run to run.
        let place = if self.ordered {
            format!("[{}]", self.index)
        } else {
            "[…]".to_owned()
        };
        self.found = Some(merge(self.found.take(), error.within(&place)));
    }

    #[cold]
    fn add_entry(&mut self, error: ValidationError, key: &dyn fmt::Debug) {
        let secret = self.attempt.field.is_secret();
        let place = if secret {
            "[…]".to_owned()
        } else {
            format!("[{}]", excerpt(key))
        };
        self.found = Some(merge(self.found.take(), error.within(&place)));
    }

    #[inline]
    fn finish(self) {
        if let Some(mut error) = self.found {
            if !self.ordered {
                error.sort();
            }
            self.attempt.violations.add(error);
        }
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
fn refuse(earlier: Option<ValidationError>, case: &dyn Refusal, secret: bool) -> ValidationError {
    merge(earlier, violation(case, secret).into())
}
