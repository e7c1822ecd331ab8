//! A value of the user's own types on its way in.

use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer};

/// A field as serde reads its type, by way of the class: serde's derive names a field's type in three places, and would
/// tell three times of one that it cannot read.
#[derive(Debug)]
pub struct Plain<T, Owner, const INDEX: usize>(T, PhantomData<fn() -> Owner>);

impl<T, Owner, const INDEX: usize> Plain<T, Owner, INDEX> {
    /// A value from elsewhere.
    #[must_use]
    pub const fn of(value: T) -> Self {
        Self(value, PhantomData)
    }

    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: Default, Owner, const INDEX: usize> Default for Plain<T, Owner, INDEX> {
    fn default() -> Self {
        Self::of(T::default())
    }
}

/// How a class reads its field number `INDEX`. The class says it, not the type of the field: so what is missing there is
/// missing in one place.
pub trait ReadPlain<'de, T, const INDEX: usize> {
    /// Calls [`read_plain`].
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn read_plain<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// Reads a value.
///
/// # Errors
///
/// Those of the format.
#[inline]
pub fn read_plain<'de, T: Readable<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

/// Reads a value of a type that is made of others: serde's own words name the one that it cannot read.
///
/// # Errors
///
/// Those of the format.
#[inline]
pub fn read_plain_of<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

/// What serde can read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read by serde",
    label = "is a field of a class that is a `Deserialize`",
    note = "derive `Deserialize` for `{Self}`, or write `#[serde(skip)]` or `#[serde(deserialize_with = \"…\")]` on the field",
    note = "for types from other crates check whether the crate offers a `serde` feature flag"
)]
pub trait Readable<'de>: Deserialize<'de> {}

#[diagnostic::do_not_recommend]
impl<'de, T: Deserialize<'de>> Readable<'de> for T {}

impl<'de, T, Owner, const INDEX: usize> Deserialize<'de> for Plain<T, Owner, INDEX>
where
    Owner: ReadPlain<'de, T, INDEX>,
{
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Owner::read_plain(deserializer).map(Self::of)
    }
}
