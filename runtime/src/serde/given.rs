//! A value that may be missing from the input.

use serde_core::de::{Deserialize, Deserializer};

/// What the input gives for a field that has a default of its own, which may name earlier fields: so
/// it is made when the class is, not when the field is read.
///
/// Not an `Option`, which is also read from a `null`.
#[derive(Debug)]
pub struct Given<T>(Option<T>);

impl<T> Given<T> {
    /// Nothing was given.
    #[must_use]
    pub const fn missing() -> Self {
        Self(None)
    }

    /// This was given.
    #[must_use]
    pub const fn of(value: T) -> Self {
        Self(Some(value))
    }

    /// What was given.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::of)
    }
}
