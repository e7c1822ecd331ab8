//! The built-in rules: each an ordinary type, made by a `const` expression.
//!
//! `#[field(positive)]` runs [`Positive`], `#[field(range = 1..=10)]` runs `InRange(1..=10)`. A
//! library author's own [`Descriptor`](crate::Descriptor) may run them too, by [`Check::test`].
//!
//! | Kind of field | Rules |
//! |---|---|
//! | number | `positive`, `negative`, `non_negative`, `non_zero`, `finite` (floats), `multiple_of` |
//! | ordered | `range`, `gt`, `ge`, `lt`, `le`, `clamp` |
//! | string | `len`, `bytes_len`, `non_empty`, `pattern`, `email`, `url`, `http_url`, `ip`, `ipv4`, `ipv6`, `uuid`, `hostname`, `slug`, `credit_card`, `date`, `date_time`, `ascii`, `alphanumeric`, `contains`, `prefix`, `suffix`, `trim`, `lowercase`, `uppercase` |
//! | collection | `len`, `non_empty`, `unique`, `each`; of a map `keys`, `values` |
//! | any | `one_of`, `check`, `via`, `nested` |
//!
//! `ip` and `url` are std's and the `url` crate's parsers. `email`, `uuid`, `hostname`, `date`, `date_time` and
//! `credit_card` are `const fn`s of this crate, without a regex: so the compiler itself checks a literal default. They are
//! tested against well-kept crates, with a table of where they differ and why.

mod bound;
mod card;
mod collection;
mod convert;
mod date;
mod email;
mod host;
mod length;
#[doc(hidden)]
pub mod literal;
mod number;
mod one_of;
#[cfg(feature = "regex")]
mod pattern;
mod text;
mod unique;
#[cfg(feature = "url")]
mod url;
mod worded;

use std::borrow::Cow;
use std::fmt;

use super::{FieldName, Violation};

pub use bound::{AtLeast, AtMost, Closed, GreaterThan, InRange, LessThan, MultipleOf, Span, Step};
pub use card::CreditCard;
pub use collection::{Entries, Items, MapEntries, MapItems};
pub use convert::{Clamp, Lowercase, Rewrite, Trim, Uppercase};
pub use date::{Date, DateTime};
pub use email::Email;
pub use host::{Hostname, Ip, Ipv4, Ipv6};
pub use length::{BytesLen, Len, Length, NonEmpty};
pub use number::{Finite, Float, Negative, NonNegative, NonZeroNumber, Number, Positive};
pub use one_of::OneOf;
#[cfg(feature = "regex")]
pub use pattern::Pattern;
pub use text::{Alphanumeric, Ascii, Contains, Prefix, Slug, Suffix, Uuid};
pub use unique::{ByEquality, ByHash, Unique};
#[cfg(feature = "url")]
pub use url::{HttpUrl, Url};
pub use worded::Worded;

/// The parameters of a violation, by name.
pub type Params = Vec<(Cow<'static, str>, String)>;

/// What a `check` says of a value.
#[doc(hidden)]
pub type Verdict = Result<(), Violation>;

/// A rule that fits values of type `T`.
///
/// A built-in rule fits every type that has what the rule needs; where it does not fit, this trait
/// is what rustc finds missing.
#[diagnostic::on_unimplemented(
    message = "the rule `{Self}` does not fit a field of type `{T}`",
    label = "does not fit a `{T}`",
    note = "a number takes `positive`, `negative`, `non_negative`, `non_zero`, `multiple_of`, and a \
            float `finite`",
    note = "what has an order takes `range`, `gt`, `ge`, `lt`, `le` with bounds of its own type",
    note = "a string takes `len`, `bytes_len`, `non_empty`, `pattern`, `email`, `url`, `http_url`, \
            `ip`, `ipv4`, `ipv6`, `uuid`, `hostname`, `slug`, `credit_card`, `date`, \
            `date_time`, `ascii`, `alphanumeric`, `contains`, `prefix`, `suffix`",
    note = "a collection takes `len`, `non_empty`, `unique`, `each(…)`; a map `keys(…)`, `values(…)`",
    note = "any type takes `check = path` and `via = descriptor`; what has `==`, `one_of = [..]`"
)]
pub trait Check<T: ?Sized> {
    /// Whether the value keeps the rule.
    fn accepts(&self, value: &T) -> bool;

    /// The code of its violations: the name that `#[field(…)]` gives the rule.
    fn code(&self) -> &'static str;

    /// What a value must be: `a positive number`.
    ///
    /// # Errors
    ///
    /// Those of writing to `f`.
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The refused value as the error shows it.
    fn got(&self, value: &T) -> String;

    /// The parameters of its violations.
    fn params(&self) -> Params {
        Params::new()
    }

    /// Changes the wording of its violations: what `message = "…"` and `code = "…"` do.
    fn reword(&self, _violation: &mut Violation) {}

    /// Runs the rule in a descriptor of one's own.
    ///
    /// ```
    /// use dunder::validation::rules::{Check, Positive};
    /// use dunder::{Descriptor, FieldName, Violation};
    ///
    /// /// Whole cents, and some of them.
    /// struct Cents;
    ///
    /// impl Descriptor<f64> for Cents {
    ///     fn set(&self, field: &FieldName, value: f64) -> Result<f64, Violation> {
    ///         Positive.test(field, &value)?;
    ///         Ok((value * 100.0).round() / 100.0)
    ///     }
    /// }
    ///
    /// let price = FieldName::new("Product", "price");
    /// assert_eq!(Cents.set(&price, 9.999).unwrap(), 10.0);
    /// assert_eq!(Cents.set(&price, 0.0).unwrap_err().message(), "must be a positive number, got 0");
    /// ```
    ///
    /// # Errors
    ///
    /// The violation, if the value breaks the rule.
    #[inline]
    fn test(&self, field: &FieldName, value: &T) -> Result<(), Violation>
    where
        Self: Sized,
    {
        if self.accepts(value) {
            Ok(())
        } else {
            Err(violation(&Case { rule: self, value }, field.is_secret()))
        }
    }
}

/// A converter of values of type `T`.
#[diagnostic::on_unimplemented(
    message = "the converter `{Self}` does not fit a field of type `{T}`",
    label = "does not fit a `{T}`",
    note = "a string takes `trim`, `lowercase`, `uppercase`; what has an order takes `clamp = a..=b`",
    note = "any type takes `via = descriptor`"
)]
pub trait Convert<T> {
    /// Changes the value in place.
    fn convert(&self, value: &mut T);
}

/// A rule and the value that breaks it, without their types: so the code that writes the error
/// exists once.
pub(crate) trait Refusal {
    fn code(&self) -> &'static str;
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn got(&self) -> String;
    fn params(&self) -> Params;
    fn reword(&self, violation: &mut Violation);
}

pub(crate) struct Case<'a, R, T: ?Sized> {
    pub(crate) rule: &'a R,
    pub(crate) value: &'a T,
}

impl<T: ?Sized, R: Check<T>> Refusal for Case<'_, R, T> {
    fn code(&self) -> &'static str {
        self.rule.code()
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.phrase(f)
    }
    fn got(&self) -> String {
        self.rule.got(self.value)
    }
    fn params(&self) -> Params {
        self.rule.params()
    }
    fn reword(&self, violation: &mut Violation) {
        self.rule.reword(violation);
    }
}

/// The violation of a rule by a value. The text of a secret value is never made.
#[cold]
pub(crate) fn violation(case: &dyn Refusal, secret: bool) -> Violation {
    struct Phrase<'a>(&'a dyn Refusal);
    impl fmt::Display for Phrase<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.phrase(f)
        }
    }
    let phrase = Phrase(case);
    let mut violation = if secret {
        Violation::new(format!("must be {phrase}, got {}", super::SECRET))
    } else {
        let value = case.got();
        Violation::new(format!("must be {phrase}, got {value}")).with_value(value)
    };
    violation = violation.with_code(case.code());
    for (name, param) in case.params() {
        violation = violation.with_param(name, param);
    }
    case.reword(&mut violation);
    violation
}
