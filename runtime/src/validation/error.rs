//! All that is wrong with an attempt to build or change an object.

use std::error::Error;
use std::fmt;

use super::Violation;

/// Every violation of one attempt to build or change an object, in the order of declaration.
///
/// It displays one line for each. It is one pointer wide, so that a `Result` of it costs the good
/// case nothing.
#[derive(Clone, PartialEq, Eq)]
#[allow(clippy::box_collection, reason = "one pointer wide: a `Vec` is three")]
pub struct ValidationError(Box<Vec<Violation>>);

impl ValidationError {
    /// The violations, in the order of declaration: never none.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }

    /// The violations, taken out.
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        *self.0
    }

    /// The violations of the field at this path, and of what is inside it.
    pub fn at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Violation> {
        self.0.iter().filter(move |violation| {
            violation
                .path()
                .strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    /// The error's text in other words: for each violation what `translate` returns, or its own
    /// text where that is `None`. `translate` goes by [`Violation::code`] and
    /// [`Violation::params`].
    #[must_use]
    pub fn translated(&self, translate: impl Fn(&Violation) -> Option<String>) -> String {
        let lines = self
            .0
            .iter()
            .map(|v| translate(v).unwrap_or_else(|| v.to_string()));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The same, inside `outer`: every path gets that prefix.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        self.map(|violation| violation.within(outer))
    }

    /// The same, with every violation changed.
    pub(crate) fn map(mut self, change: impl FnMut(Violation) -> Violation) -> Self {
        *self.0 = self.0.into_iter().map(change).collect();
        self
    }

    /// Into an order that does not depend on how a hash map happens to be laid out.
    pub(crate) fn sort(&mut self) {
        self.0
            .sort_by(|a, b| (a.path(), a.message()).cmp(&(b.path(), b.message())));
    }

    /// The same, followed by the violations of `later`.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        self.0.extend(*later.0);
        self
    }
}

impl From<Violation> for ValidationError {
    #[cold]
    fn from(violation: Violation) -> Self {
        Self(Box::new(vec![violation]))
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ValidationError").field(&self.0).finish()
    }
}

impl Error for ValidationError {}
