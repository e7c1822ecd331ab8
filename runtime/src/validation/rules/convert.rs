//! The converters.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::bound::{span_params, write_span};
use super::{Check, Closed, Convert, Params, Span};
use crate::validation::excerpt::excerpt;

/// A string that can be replaced by another.
pub trait Rewrite: AsRef<str> {
    /// Becomes `text`.
    fn rewrite(&mut self, text: String);

    /// Becomes the part of itself from `start` to `end`.
    fn cut(&mut self, start: usize, end: usize) {
        let part = self.as_ref()[start..end].to_owned();
        self.rewrite(part);
    }
}

impl Rewrite for String {
    #[inline]
    fn rewrite(&mut self, text: String) {
        *self = text;
    }
    #[inline]
    fn cut(&mut self, start: usize, end: usize) {
        self.truncate(end);
        self.drain(..start);
    }
}

macro_rules! rewrite {
    ($($string:ty)*) => {$(
        impl Rewrite for $string {
            fn rewrite(&mut self, text: String) {
                *self = text.into();
            }
        }
    )*};
}

rewrite!(Box<str> Rc<str> Arc<str> Cow<'_, str>);

/// `trim`: without white space at both ends.
#[derive(Clone, Copy, Debug)]
pub struct Trim;

#[diagnostic::do_not_recommend]
impl<T: Rewrite> Convert<T> for Trim {
    #[inline]
    fn convert(&self, value: &mut T) {
        let text = value.as_ref();
        let end = text.trim_end().len();
        let start = end - text[..end].trim_start().len();
        if end - start < text.len() {
            value.cut(start, end);
        }
    }
}

/// `lowercase`: in lower case, as Unicode has it.
#[derive(Clone, Copy, Debug)]
pub struct Lowercase;

#[diagnostic::do_not_recommend]
impl<T: Rewrite> Convert<T> for Lowercase {
    #[inline]
    fn convert(&self, value: &mut T) {
        let lower = value.as_ref().to_lowercase();
        value.rewrite(lower);
    }
}

/// `uppercase`: in upper case, as Unicode has it.
#[derive(Clone, Copy, Debug)]
pub struct Uppercase;

#[diagnostic::do_not_recommend]
impl<T: Rewrite> Convert<T> for Uppercase {
    #[inline]
    fn convert(&self, value: &mut T) {
        let upper = value.as_ref().to_uppercase();
        value.rewrite(upper);
    }
}

/// `clamp = a..=b`: the nearest value in the range. What has no nearest, NaN, is refused.
#[derive(Clone, Copy, Debug)]
pub struct Clamp<R>(pub R);

#[diagnostic::do_not_recommend]
impl<T: PartialOrd + Clone, R: Closed<Bound = T>> Convert<T> for Clamp<R> {
    #[inline]
    fn convert(&self, value: &mut T) {
        if let Some(start) = self.0.start()
            && *value < *start
        {
            *value = start.clone();
        }
        if let Some((end, _)) = self.0.end()
            && *value > *end
        {
            *value = end.clone();
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: PartialOrd + fmt::Debug, R: Span<Bound = T>> Check<T> for Clamp<R> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.covers(value)
    }
    fn code(&self) -> &'static str {
        "clamp"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("comparable to ")?;
        write_span(&self.0, f)
    }
    fn params(&self) -> Params {
        span_params(&self.0)
    }
    fn got(&self, value: &T) -> String {
        excerpt(value)
    }
}
