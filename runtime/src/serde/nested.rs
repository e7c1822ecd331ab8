//! A `nested` value on its way in.

use std::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer};

use super::FromRaw;
use crate::ValidationError;
use crate::field::guarded;
use crate::validation::generated::Attempt;
use crate::validation::rules::Length;
use crate::{Described, Field, Guarded, Violation};

/// What became of a `nested` field: read, then checked, without an end to the reading of the class
/// around it.
#[derive(Debug)]
pub struct Nested<T, Owner, const INDEX: usize> {
    result: Result<T, ValidationError>,
    items: Option<Items>,
    owner: PhantomData<fn() -> Owner>,
}

/// So many items: all that is left of a collection whose items are wrong.
#[derive(Debug)]
pub struct Items(usize);

impl Length for Items {
    const UNIT: &'static str = "items";

    fn length(&self) -> usize {
        self.0
    }

    fn has_none(&self) -> bool {
        self.0 == 0
    }
}

/// How a class reads its `nested` field number `INDEX`. The class says it, not the type of the field:
/// so what is missing there is missing in one place.
pub trait ReadNested<'de, T, const INDEX: usize>: Sized {
    /// Calls [`read`].
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn read_nested<D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Nested<T, Self, INDEX>, D::Error>;
}

/// Reads the raw form and makes the value of it.
///
/// # Errors
///
/// Those of the format.
pub fn read<'de, T, Owner, const INDEX: usize, D>(
    deserializer: D,
) -> Result<Nested<T, Owner, INDEX>, D::Error>
where
    T: FromRaw<Raw: Deserialize<'de>>,
    D: Deserializer<'de>,
{
    let raw = T::Raw::deserialize(deserializer)?;
    Ok(Nested {
        items: T::count(&raw).map(Items),
        result: T::from_raw(raw),
        owner: PhantomData,
    })
}

impl<'de, T, Owner, const INDEX: usize> Deserialize<'de> for Nested<T, Owner, INDEX>
where
    Owner: ReadNested<'de, T, INDEX>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Owner::read_nested(deserializer)
    }
}

impl<T, Owner, const INDEX: usize> Nested<T, Owner, INDEX> {
    /// A value from elsewhere.
    #[must_use]
    pub const fn of(value: T) -> Self {
        Self {
            result: Ok(value),
            items: None,
            owner: PhantomData,
        }
    }

    /// The field, through its own descriptors.
    ///
    /// # Errors
    ///
    /// All violations of what is inside; if there are none, those of the field.
    pub fn into_field(self) -> Result<Field<T, Owner, INDEX>, ValidationError>
    where
        Owner: Guarded<T, INDEX>,
    {
        guarded(self.result.map_err(place::<Owner, INDEX>)?)
    }

    /// As [`Nested::into_field`], for a field with rules of its length: they are looked at also where
    /// something inside is wrong.
    ///
    /// # Errors
    ///
    /// All violations of the length and of what is inside; if there are none, those of the field.
    pub fn into_field_of_length(
        self,
        length: impl FnOnce(&mut Attempt, &Items),
    ) -> Result<Field<T, Owner, INDEX>, ValidationError>
    where
        Owner: Guarded<T, INDEX>,
    {
        let (Err(_), Some(items)) = (&self.result, &self.items) else {
            return self.into_field();
        };
        let mut attempt = Attempt::new(Owner::FIELD);
        length(&mut attempt, items);
        let length = attempt.finish(());
        self.into_field().map_err(|inside| match length {
            Ok(()) => inside,
            Err(length) => length.and(inside),
        })
    }
}

#[cold]
fn place<Owner: Described<INDEX>, const INDEX: usize>(error: ValidationError) -> ValidationError {
    let error = if Owner::FIELD.is_secret() {
        // What is inside does not know that it is secret: its texts show its values.
        error.map(|violation| {
            let (path, code) = (violation.path().to_owned(), violation.code().to_owned());
            Violation::new("must be valid").with_code(code).at(path)
        })
    } else {
        error
    };
    error.within(Owner::FIELD.name())
}
