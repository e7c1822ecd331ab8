//! The way of a value through the descriptors of a field: what generated code runs.

use super::places::Places;
use super::rules::{
    Case, Check, Convert, Entries, Items, MapEntries, MapItems, Refusal, violation,
};
use super::violations::{Violations, merge};
use super::{Descriptor, FieldName, Validate, ValidationError, Violation};

/// A value on its way through the descriptors of one field.
#[derive(Debug)]
pub struct Attempt {
    pub(super) field: &'static FieldName,
    pub(super) violations: Violations,
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
        items.visit(|index, item| places.item(index, |attempt| rules(attempt, item)));
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
        let items =
            items.map_items(|index, item| places.item(index, |attempt| rules(attempt, item)));
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

    #[inline]
    fn foreign(
        &mut self,
        violation: Violation,
        message: Option<&'static str>,
        code: Option<&'static str>,
    ) {
        let earlier = self.violations.0.take();
        let secret = self.field.is_secret();
        self.violations.0 = Some(foreign(earlier, violation, secret, message, code));
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

/// A violation that a user's code made, with the wording of the attribute.
#[cold]
fn foreign(
    earlier: Option<ValidationError>,
    mut violation: Violation,
    secret: bool,
    message: Option<&'static str>,
    code: Option<&'static str>,
) -> ValidationError {
    if secret {
        violation = violation.without_value();
    }
    violation.reword(message, code);
    merge(earlier, violation.into())
}
