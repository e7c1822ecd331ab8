//! Looking at a whole object again: what `nested` runs.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::ValidationError;
use super::attempt::Attempt;
use super::name::FieldName;

/// What can be asked whether it is valid.
///
/// Every data class with descriptors or a `rule` is; write it for a type that is not one, and a
/// field of it can be `nested`: its violations are then reported inside their parent's, with full
/// paths.
///
/// ```
/// use dunder::{Validate, ValidationError, Violation};
///
/// struct Span { from: u32, to: u32 }
///
/// impl Validate for Span {
///     fn validate(&self) -> Result<(), ValidationError> {
///         if self.from > self.to {
///             return Err(Violation::new("must not be before `from`").at("to").into());
///         }
///         Ok(())
///     }
/// }
///
/// let error = vec![Span { from: 2, to: 1 }].validate().unwrap_err();
/// assert_eq!(error.to_string(), "[0].to must not be before `from`");
/// ```
#[diagnostic::on_unimplemented(
    message = "`nested` does not fit a field of type `{Self}`",
    label = "has no rules of its own",
    note = "a data class with descriptors or a `rule` has; for another type write `impl dunder::Validate for {Self}`"
)]
pub trait Validate {
    /// Whether its rules hold.
    ///
    /// # Errors
    ///
    /// Every violation, with its path inside this value.
    fn validate(&self) -> Result<(), ValidationError>;
}

const UNNAMED: &FieldName = &FieldName::new("", "");

macro_rules! sequences {
    ($([$($generics:tt)*] $collection:ty;)*) => {$(
        impl<$($generics)*> Validate for $collection {
            fn validate(&self) -> Result<(), ValidationError> {
                let mut attempt = Attempt::new(UNNAMED);
                attempt.each(self, |attempt, item| attempt.nested(item));
                attempt.finish(())
            }
        }
    )*};
}

sequences! {
    [T: Validate] [T];
    [T: Validate] Vec<T>;
    [T: Validate] VecDeque<T>;
    [T: Validate, const N: usize] [T; N];
}

macro_rules! maps {
    ($([$($generics:tt)*] $map:ty;)*) => {$(
        impl<$($generics)*> Validate for $map {
            fn validate(&self) -> Result<(), ValidationError> {
                let mut attempt = Attempt::new(UNNAMED);
                attempt.values(self, |attempt, value| attempt.nested(value));
                attempt.finish(())
            }
        }
    )*};
}

maps! {
    [K: std::fmt::Debug, V: Validate] BTreeMap<K, V>;
    [K: std::fmt::Debug, V: Validate, S] HashMap<K, V, S>;
}

macro_rules! through {
    ($($pointer:ty)*) => {$(
        impl<T: Validate + ?Sized> Validate for $pointer {
            fn validate(&self) -> Result<(), ValidationError> {
                T::validate(self)
            }
        }
    )*};
}

through!(&T Box<T> Rc<T> Arc<T>);

impl<T: Validate> Validate for Option<T> {
    fn validate(&self) -> Result<(), ValidationError> {
        self.as_ref().map_or(Ok(()), T::validate)
    }
}
