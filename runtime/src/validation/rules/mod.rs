//! The built-in rules, each an ordinary type that a `const` expression makes.

mod bound;
mod number;
mod worded;

use std::borrow::Cow;
use std::fmt;

use super::Violation;

pub use bound::{AtLeast, AtMost, GreaterThan, InRange, LessThan, Span};
pub use number::{Finite, Float, Integer, Negative, NonNegative, NonZeroNumber, Number, Positive};
pub use worded::Worded;

/// What a rule is called and what it says; the part that does not depend on the value's type.
pub trait Rule {
    /// The code of its violations: the name that `#[field(…)]` gives the rule.
    fn code(&self) -> &'static str;

    /// What a value must be: `a positive number`.
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The parameters of its violations.
    fn params(&self) -> Vec<(Cow<'static, str>, String)> {
        Vec::new()
    }

    /// Rewords its violations: what `message = "…"` and `code = "…"` do.
    fn reword(&self, _violation: &mut Violation) {}
}

/// The violation of a rule by a value of this text; without one if it is secret.
#[cold]
pub(crate) fn violation(rule: &dyn Rule, value: Option<String>) -> Violation {
    struct Phrase<'a>(&'a dyn Rule);
    impl fmt::Display for Phrase<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.phrase(f)
        }
    }
    let phrase = Phrase(rule);
    let message = match &value {
        Some(value) => format!("must be {phrase}, got {value}"),
        None => format!("must be {phrase}"),
    };
    let mut violation = Violation::new(message).with_code(rule.code());
    for (name, param) in rule.params() {
        violation = violation.with_param(name, param);
    }
    if let Some(value) = value {
        violation = violation.with_value(value);
    }
    rule.reword(&mut violation);
    violation
}

/// A rule that fits values of type `T`.
#[diagnostic::on_unimplemented(
    message = "the rule `{Self}` does not fit a value of type `{T}`",
    label = "does not fit a `{T}`"
)]
pub trait Check<T: ?Sized>: Rule {
    /// Whether the value keeps the rule.
    fn accepts(&self, value: &T) -> bool;

    /// The refused value as the error shows it.
    fn got(&self, value: &T) -> String;
}

/// A converter of values of type `T`.
#[diagnostic::on_unimplemented(
    message = "the converter `{Self}` does not fit a value of type `{T}`",
    label = "does not fit a `{T}`"
)]
pub trait Convert<T> {
    /// Changes the value in place.
    fn convert(&self, value: &mut T);
}
