//! serde for data classes: every value that is read goes through its descriptors, and all
//! violations of a class come in one error.

mod concealed;
mod containers;
mod field;
mod given;
mod nested;
mod plain;
mod raw;
mod report;
mod value;

pub use raw::{FromRaw, Raw};

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

    pub use super::concealed::{Concealed, conceal};
    pub use super::field::{SerializeWith, SkipIf, serialize_with, skip_if};
    pub use super::given::Given;
    pub use super::nested::{Nested, ReadNested, read};
    pub use super::plain::{Plain, ReadPlain, Readable, read_plain, read_plain_of};
    pub use super::raw::{FromRaw, deserialize, read_under_another_name, renamed};
}
