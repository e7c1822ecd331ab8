//! serde for one described field.

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use super::FromRaw;
use crate::field::guarded;
use crate::validation::generated::Attempt;
use crate::{Described, Field, Guarded, PerField, ValidationError, Violation};

/// What stands for a secret in data.
const MASK: &str = "**********";

/// The value as it is; `"**********"` for a secret, which only an explicit `serialize_with` shows.
impl<T: Serialize, Owner: Described<INDEX>, const INDEX: usize> Serialize
    for Field<T, Owner, INDEX>
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if Owner::FIELD.is_secret() {
            serializer.serialize_str(MASK)
        } else {
            (**self).serialize(serializer)
        }
    }
}

/// For a derive that `#[dataclass]` could not see, and for the field alone: its descriptors run. Not
/// where a `rule` couples the fields.
impl<'de, T, Owner, const INDEX: usize> Deserialize<'de> for Field<T, Owner, INDEX>
where
    T: Deserialize<'de>,
    Owner: Guarded<T, INDEX> + PerField<INDEX>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(T::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// A `nested` field: first what is inside, then its own descriptors.
///
/// # Errors
///
/// All violations of what is inside; if there are none, those of the field.
pub fn from_raw<T, Owner, const INDEX: usize>(
    raw: T::Raw,
) -> Result<Field<T, Owner, INDEX>, ValidationError>
where
    T: FromRaw,
    Owner: Guarded<T, INDEX>,
{
    match T::from_raw(raw) {
        Ok(value) => guarded(value),
        Err(error) => Err(place::<Owner, INDEX>(error)),
    }
}

/// As [`from_raw`], for a field with rules of its length: they are looked at also where something
/// inside is wrong.
///
/// # Errors
///
/// All violations of what is inside and of the length; if there are none, those of the field.
pub fn from_raw_of_length<T, Owner, const INDEX: usize>(
    raw: T::Raw,
    length: impl FnOnce(&mut Attempt, &T::Raw),
) -> Result<Field<T, Owner, INDEX>, ValidationError>
where
    T: FromRaw,
    Owner: Guarded<T, INDEX>,
{
    let mut attempt = Attempt::new(Owner::FIELD);
    length(&mut attempt, &raw);
    match T::from_raw(raw) {
        Ok(value) => guarded(value),
        Err(error) => {
            let inside = place::<Owner, INDEX>(error);
            Err(match attempt.finish(()) {
                Ok(()) => inside,
                Err(length) => length.and(inside),
            })
        }
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

/// The `with` or `serialize_with` of a described field, on its value.
pub trait SerializeWith<T, const INDEX: usize> {
    /// Calls it.
    ///
    /// # Errors
    ///
    /// Its own.
    fn serialize_with<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What serde calls in its place, with the field.
///
/// # Errors
///
/// Those of the function behind it.
pub fn serialize_with<T, Owner, const INDEX: usize, S>(
    field: &Field<T, Owner, INDEX>,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    Owner: SerializeWith<T, INDEX>,
    S: Serializer,
{
    Owner::serialize_with(field, serializer)
}

/// The `skip_serializing_if` of a described field, on its value.
pub trait SkipIf<T, const INDEX: usize> {
    /// Calls it.
    fn skip_if(value: &T) -> bool;
}

/// What serde calls in its place, with the field.
pub fn skip_if<T, Owner: SkipIf<T, INDEX>, const INDEX: usize>(
    field: &Field<T, Owner, INDEX>,
) -> bool {
    Owner::skip_if(field)
}
