//! Rules of strings that a glance at the characters decides.

use std::fmt;

use super::{Check, Params};
use crate::validation::excerpt::excerpt;

/// Rules that ask one question of a string.
macro_rules! questions {
    ($($(#[$doc:meta])* $rule:ident $code:literal $phrase:literal $accepts:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $rule;

        #[diagnostic::do_not_recommend]
        impl<T: AsRef<str> + ?Sized> $crate::validation::rules::Check<T> for $rule {
            #[inline]
            fn accepts(&self, value: &T) -> bool {
                let accepts: fn(&str) -> bool = $accepts;
                accepts(value.as_ref())
            }
            fn code(&self) -> &'static str {
                $code
            }
            fn phrase(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($phrase)
            }
            fn got(&self, value: &T) -> String {
                $crate::validation::excerpt::excerpt(&value.as_ref())
            }
        }
    )*};
}
pub(super) use questions;

questions! {
    /// `ascii`: ASCII characters only.
    Ascii "ascii" "ASCII text" str::is_ascii;
    /// `alphanumeric`: ASCII letters and digits, at least one.
    Alphanumeric "alphanumeric" "alphanumeric"
        |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    /// `slug`: ASCII letters, digits, `-` and `_`, at least one.
    Slug "slug" "a valid slug"
        |text| !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    /// `uuid`: as RFC 9562 writes it, `8-4-4-4-12` hexadecimal digits; no braces, no `urn:uuid:`.
    Uuid "uuid" "a valid UUID" is_uuid;
}

/// Whether a text is a UUID.
#[must_use]
pub const fn is_uuid(text: &str) -> bool {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let holds = match at {
            8 | 13 | 18 | 23 => text[at] == b'-',
            _ => text[at].is_ascii_hexdigit(),
        };
        if !holds {
            return false;
        }
        at += 1;
    }
    at == 36
}

macro_rules! parts {
    ($($(#[$doc:meta])* $rule:ident $code:literal $phrase:literal $method:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $rule<P>(pub P);

        #[diagnostic::do_not_recommend]
        impl<T: AsRef<str> + ?Sized, P: AsRef<str>> Check<T> for $rule<P> {
            #[inline]
            fn accepts(&self, value: &T) -> bool {
                value.as_ref().$method(self.0.as_ref())
            }
            fn code(&self) -> &'static str {
                $code
            }
            fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($phrase, " {}"), excerpt(&self.0.as_ref()))
            }
            fn params(&self) -> Params {
                vec![($code.into(), self.0.as_ref().to_owned())]
            }
            fn got(&self, value: &T) -> String {
                excerpt(&value.as_ref())
            }
        }
    )*};
}

parts! {
    /// `contains = "x"`: with this somewhere inside.
    Contains "contains" "a text that contains" contains;
    /// `prefix = "x"`: with this in front.
    Prefix "prefix" "a text that starts with" starts_with;
    /// `suffix = "x"`: with this at the end.
    Suffix "suffix" "a text that ends with" ends_with;
}
