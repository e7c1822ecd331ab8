//! A secret on its way in.

use std::fmt::Display;

use serde_core::de::{Deserialize, Deserializer, Error};

/// What the input gives for a secret. What serde refuses of it is told without showing it, which
/// serde's own words (``invalid type: string "hunter2"``) would do.
#[derive(Debug, Default)]
pub struct Concealed<T>(T);

impl<T> Concealed<T> {
    /// A value from elsewhere.
    #[must_use]
    pub const fn of(value: T) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Concealed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self).map_err(conceal)
    }
}

/// The error in other words, unless it says no more than that something is missing.
pub fn conceal<E: Error + Display>(error: E) -> E {
    if error.to_string().starts_with("missing field") {
        error
    } else {
        E::custom("the value of a secret cannot be read")
    }
}
