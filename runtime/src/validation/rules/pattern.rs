//! Regular expressions, by the `regex` crate.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

use super::{Check, Params};
use crate::validation::excerpt::excerpt;

/// `pattern = "re"`: with a match of the regular expression somewhere; anchor it by `^…$` to match
/// the whole.
///
/// It is compiled at first use; generated code keeps it in a `static`.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// The regular expression `text`.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            regex: OnceLock::new(),
        }
    }

    #[inline]
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| compile(self.text))
    }
}

#[cold]
fn compile(text: &str) -> Regex {
    match Regex::new(text) {
        Ok(regex) => regex,
        // `#[field(pattern = …)]` has parsed it already.
        Err(error) => panic!("`pattern` cannot be compiled: {error}"),
    }
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> Check<T> for Pattern {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.regex().is_match(value.as_ref())
    }
    fn code(&self) -> &'static str {
        "pattern"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a match of {}", excerpt(&self.text))
    }
    fn params(&self) -> Params {
        vec![("pattern".into(), self.text.to_owned())]
    }
    fn got(&self, value: &T) -> String {
        excerpt(&value.as_ref())
    }
}
