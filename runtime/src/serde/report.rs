//! Errors as data: what an HTTP handler answers with.

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use crate::{ValidationError, Violation};

/// A sequence of the violations.
impl Serialize for ValidationError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.violations().len()))?;
        for violation in self.violations() {
            list.serialize_element(violation)?;
        }
        list.end()
    }
}

/// `path`, `code`, `params` (a map), `value` (left out where it is absent) and `message`.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 4 + usize::from(self.value().is_some());
        let mut object = serializer.serialize_struct("Violation", fields)?;
        object.serialize_field("path", self.path())?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("params", &Params(self))?;
        match self.value() {
            Some(value) => object.serialize_field("value", value)?,
            None => object.skip_field("value")?,
        }
        object.serialize_field("message", self.message())?;
        object.end()
    }
}

struct Params<'a>(&'a Violation);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let params = self.0.params();
        let mut map = serializer.serialize_map(Some(params.len()))?;
        for (name, value) in params {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
