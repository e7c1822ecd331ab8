//! Being one of some values.

use std::fmt;

use super::{Check, Params};
use crate::validation::excerpt::excerpt;

/// `one_of = [..]`: equal to one of these.
#[derive(Clone, Copy, Debug)]
pub struct OneOf<A>(pub A);

#[diagnostic::do_not_recommend]
impl<T, O, A> Check<T> for OneOf<A>
where
    T: PartialEq<O> + fmt::Debug + ?Sized,
    O: fmt::Debug,
    A: Options<Option = O>,
{
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.options().iter().any(|option| value == option)
    }
    fn code(&self) -> &'static str {
        "one_of"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", listed(self.0.options()))
    }
    fn params(&self) -> Params {
        vec![("options".into(), listed(self.0.options()))]
    }
    fn got(&self, value: &T) -> String {
        excerpt(&value)
    }
}

fn listed<O: fmt::Debug>(options: &[O]) -> String {
    options
        .iter()
        .map(|option| excerpt(option))
        .collect::<Vec<_>>()
        .join(", ")
}

/// An array or slice of options.
pub trait Options {
    /// What it holds.
    type Option;

    /// All of them, in the order given.
    fn options(&self) -> &[Self::Option];
}

impl<O, const N: usize> Options for [O; N] {
    type Option = O;

    #[inline]
    fn options(&self) -> &[O] {
        self
    }
}

impl<O> Options for [O] {
    type Option = O;

    #[inline]
    fn options(&self) -> &[O] {
        self
    }
}

impl<A: Options + ?Sized> Options for &A {
    type Option = A::Option;

    #[inline]
    fn options(&self) -> &[A::Option] {
        A::options(self)
    }
}
