//! What generated builders are made of: whether a field has its value is part of a builder's type.

/// The state of a field that has its value.
#[derive(Debug)]
pub enum Set {}

/// The state of a field that has none yet.
#[derive(Debug)]
pub enum Unset {}

/// The states in which a field takes a value.
#[diagnostic::on_unimplemented(
    message = "this field has its value already",
    label = "given for the second time",
    note = "a builder takes each field once; drop one of the calls"
)]
pub trait Open {}

impl Open for Unset {}

/// The states in which the required field `F` has its value.
#[diagnostic::on_unimplemented(
    message = "the builder has no value for `{F}`",
    label = "its setter must be called before this"
)]
pub trait Has<F> {}

impl<F> Has<F> for Set {}

/// A class with a builder.
pub trait Drafted {
    /// Its fields, each with or without a value.
    type Draft;

    /// None has a value.
    fn draft() -> Self::Draft;
}

/// A value that does not exist: stands where a mistake in the class was reported.
#[cold]
pub const fn missing<T>() -> T {
    panic!("a class with a mistake in it does not compile")
}

/// The value of a field whose state is [`Set`].
///
/// # Panics
///
/// Never: a builder's type says which values it has.
#[inline]
pub fn given<T>(value: Option<T>) -> T {
    value.expect("the type of the builder says that the field has a value")
}
