//! Rules by length.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::bound::{span_params, write_span};
use super::{Check, Params, Span};
use crate::validation::excerpt::excerpt;

/// What has a length: the characters of a string, the items of a collection.
pub trait Length {
    /// What is counted: `characters`.
    const UNIT: &'static str;

    /// How many there are.
    fn length(&self) -> usize;

    /// Whether there are none.
    fn has_none(&self) -> bool;

    /// What an error shows of it: a string's text, how many items a collection has.
    fn shown(&self) -> String {
        let length = self.length();
        let unit = Self::UNIT;
        format!(
            "{length} {}",
            if length == 1 {
                unit.trim_end_matches('s')
            } else {
                unit
            }
        )
    }
}

impl Length for str {
    const UNIT: &'static str = "characters";

    #[inline]
    fn length(&self) -> usize {
        self.chars().count()
    }
    #[inline]
    fn has_none(&self) -> bool {
        self.is_empty()
    }
    fn shown(&self) -> String {
        excerpt(&self)
    }
}

macro_rules! collections {
    ($([$($generics:tt)*] $collection:ty;)*) => {$(
        impl<$($generics)*> Length for $collection {
            const UNIT: &'static str = "items";

            #[inline]
            fn length(&self) -> usize {
                self.len()
            }
            #[inline]
            fn has_none(&self) -> bool {
                self.is_empty()
            }
        }
    )*};
}

collections! {
    [T] [T];
    [T, const N: usize] [T; N];
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BinaryHeap<T>;
    [T] BTreeSet<T>;
    [K, V] BTreeMap<K, V>;
    [T, S] HashSet<T, S>;
    [K, V, S] HashMap<K, V, S>;
}

macro_rules! through {
    ($([$($generics:tt)*] $pointer:ty => $target:ty;)*) => {$(
        impl<$($generics)*> Length for $pointer {
            const UNIT: &'static str = <$target>::UNIT;

            #[inline]
            fn length(&self) -> usize {
                <$target>::length(self)
            }
            #[inline]
            fn has_none(&self) -> bool {
                <$target>::has_none(self)
            }
            fn shown(&self) -> String {
                <$target>::shown(self)
            }
        }
    )*};
}

through! {
    [] String => str;
    [T] Vec<T> => [T];
    [T: Length + ?Sized] &T => T;
    [T: Length + ?Sized] Box<T> => T;
    [T: Length + ?Sized] Rc<T> => T;
    [T: Length + ?Sized] Arc<T> => T;
    [T: Length + ToOwned + ?Sized] Cow<'_, T> => T;
}

/// `len = a..=b`: so many characters of a string, items of a collection.
#[derive(Clone, Copy, Debug)]
pub struct Len<R>(pub R);

#[diagnostic::do_not_recommend]
impl<T: Length + ?Sized, R: Span<Bound = usize>> Check<T> for Len<R> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.covers(&value.length())
    }
    fn code(&self) -> &'static str {
        "len"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_length(&self.0, T::UNIT, f)
    }
    fn params(&self) -> Params {
        span_params(&self.0)
    }
    fn got(&self, value: &T) -> String {
        value.shown()
    }
}

/// `3..=20 characters long`; `5 characters long` of `5..=5`.
fn write_length<R: Span<Bound = usize>>(
    span: &R,
    unit: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match (span.start(), span.end()) {
        (Some(start), Some((end, true))) if start == end => write!(f, "{start}")?,
        _ => write_span(span, f)?,
    }
    write!(f, " {unit} long")
}

/// `bytes_len = a..=b`: so many bytes.
#[derive(Clone, Copy, Debug)]
pub struct BytesLen<R>(pub R);

#[diagnostic::do_not_recommend]
impl<T: AsRef<[u8]> + ?Sized, R: Span<Bound = usize>> Check<T> for BytesLen<R> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.covers(&value.as_ref().len())
    }
    fn code(&self) -> &'static str {
        "bytes_len"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_length(&self.0, "bytes", f)
    }
    fn params(&self) -> Params {
        span_params(&self.0)
    }
    fn got(&self, value: &T) -> String {
        let length = value.as_ref().len();
        format!("{length} byte{}", if length == 1 { "" } else { "s" })
    }
}

/// `non_empty`: at least one character or item.
#[derive(Clone, Copy, Debug)]
pub struct NonEmpty;

#[diagnostic::do_not_recommend]
impl<T: Length + ?Sized> Check<T> for NonEmpty {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        !value.has_none()
    }
    fn code(&self) -> &'static str {
        "non_empty"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("non-empty")
    }
    fn got(&self, value: &T) -> String {
        value.shown()
    }
}
