//! serde for one described field.

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};

use crate::{Described, Field, Guarded, PerField};

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

/// For a derive that `#[dataclass]` could not see, and for the field alone: its descriptors run.
///
/// Not where a `rule` couples the fields, nor for a `frozen` one:
///
/// ```compile_fail,E0277
/// use dunder::{Violation, dataclass};
/// use serde::Deserialize as Hidden;
///
/// #[dataclass(rule = ordered)]
/// #[derive(Hidden)]
/// struct Span {
///     from: u32,
///     to: u32,
/// }
///
/// fn ordered(span: &Span) -> Result<(), Violation> {
///     if span.from() > span.to() {
///         return Err(Violation::new("must not end before it starts"));
///     }
///     Ok(())
/// }
/// ```
impl<'de, T, Owner, const INDEX: usize> Deserialize<'de> for Field<T, Owner, INDEX>
where
    T: Deserialize<'de>,
    Owner: Guarded<T, INDEX> + PerField<INDEX>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(T::deserialize(deserializer)?).map_err(D::Error::custom)
    }
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
