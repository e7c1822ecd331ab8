//! Regular expressions, by the `regex` crate.

use std::fmt;
use std::sync::LazyLock;

pub use regex::Regex;

use super::{Check, Params};
use crate::validation::excerpt::excerpt;

/// `pattern = "re"`: with a match of the regular expression somewhere; anchor it by `^…$` to match
/// the whole.
#[derive(Clone, Copy, Debug)]
pub struct Pattern(pub &'static LazyLock<Regex>);

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> Check<T> for Pattern {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.is_match(value.as_ref())
    }
    fn code(&self) -> &'static str {
        "pattern"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a match of {}", excerpt(&self.0.as_str()))
    }
    fn params(&self) -> Params {
        vec![("pattern".into(), self.0.as_str().to_owned())]
    }
    fn got(&self, value: &T) -> String {
        excerpt(&value.as_ref())
    }
}
