//! serde for what `to_dict` and `to_tuple` give.

use serde_core::ser::{Serialize, Serializer};

use crate::Value;

/// `None` as a unit, lists, tuples and sets as sequences, dicts as maps in their order. An integer goes out as `i64` or
/// `u64` where it fits, since not every format has `i128`; what has no counterpart is its text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(*value),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Str(text) | Self::Other(text) => serializer.serialize_str(text),
            Self::List(items) | Self::Tuple(items) | Self::Set(items) => {
                serializer.collect_seq(items)
            }
            Self::Dict(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}
