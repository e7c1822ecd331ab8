//! A rule with its own message or code.

use std::fmt;

use super::{Check, Params};
use crate::validation::Violation;

/// A rule whose violations have another text or code: `message = "…"`, `code = "…"`.
#[derive(Clone, Copy, Debug)]
pub struct Worded<R> {
    rule: R,
    message: Option<&'static str>,
    code: Option<&'static str>,
}

impl<R> Worded<R> {
    /// The rule with this text, in which `{value}` and the parameters in braces are filled in,
    /// and this code.
    #[must_use]
    pub const fn new(rule: R, message: Option<&'static str>, code: Option<&'static str>) -> Self {
        Self {
            rule,
            message,
            code,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, R: Check<T>> Check<T> for Worded<R> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.rule.accepts(value)
    }
    fn code(&self) -> &'static str {
        self.rule.code()
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.phrase(f)
    }
    fn got(&self, value: &T) -> String {
        self.rule.got(value)
    }
    fn params(&self) -> Params {
        self.rule.params()
    }
    fn reword(&self, violation: &mut Violation) {
        violation.reword(self.message, self.code);
    }
}

/// A rule that is lent: one that lives in a `static`.
#[diagnostic::do_not_recommend]
impl<T: ?Sized, R: Check<T>> Check<T> for &R {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        R::accepts(self, value)
    }
    fn code(&self) -> &'static str {
        R::code(self)
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        R::phrase(self, f)
    }
    fn got(&self, value: &T) -> String {
        R::got(self, value)
    }
    fn params(&self) -> Params {
        R::params(self)
    }
    fn reword(&self, violation: &mut Violation) {
        R::reword(self, violation);
    }
}
