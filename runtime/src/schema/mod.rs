//! JSON Schema of data classes, by `schemars`: what the descriptors ask for, in JSON Schema's words.
//!
//! The schema describes what is stored: a text under `trim` and `len = ..=80` has `maxLength` 80,
//! though more is read where the rest is blank.

mod fragments;
mod probe;
mod property;

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use schemars::{JsonSchema, Schema, SchemaGenerator};
    pub use std::borrow::Cow;

    pub use super::fragments::{one_of, pattern, rule, unique};
    pub use super::probe::{NotSerialize, Probe};
    pub use super::property::{
        default, item, items, keys, mark, named, optional, property, secret, values,
    };
}
