//! Writing a product with its key.

use std::any::{Any, type_name};

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::super::product::Product;
use super::Tagging;
use super::tagged::{self, Shape};

/// Writes `value`, which is the product as its own type.
///
/// # Errors
/// If its type is not registered, or its key is registered twice; the format's own.
pub fn serialize<P: Product + ?Sized, S: Serializer>(
    value: &dyn Any,
    tagging: Tagging,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let unregistered = || {
        S::Error::custom(format_args!(
            "this {} has no key to be written with: its type is not registered by `#[register]`",
            type_name::<P>()
        ))
    };
    let (key, persist) = P::registry()
        .writer(value.type_id())
        .ok_or_else(unregistered)?
        .map_err(S::Error::custom)?;
    let value = (persist.write)(value).ok_or_else(unregistered)?;
    match tagging {
        Tagging::External => {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(key, value)?;
            map.end()
        }
        Tagging::Adjacent {
            fields: [tag, content],
        } => {
            let mut fields = serializer.serialize_struct(P::NAME, 2)?;
            fields.serialize_field(tag, key)?;
            fields.serialize_field(content, value)?;
            fields.end()
        }
        Tagging::Internal { tag } => match tagged::shape(value) {
            Shape::Map => value.serialize(tagged::Tagged {
                tag,
                key,
                serializer,
            }),
            Shape::Nothing => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(tag, key)?;
                map.end()
            }
            Shape::Value => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry(tag, key)?;
                map.serialize_entry(tagged::VALUE, value)?;
                map.end()
            }
        },
    }
}
