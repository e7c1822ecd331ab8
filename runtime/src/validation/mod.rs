//! The validation engine: rules, descriptors, violations and the errors that hold them.
//!
//! A field of a `#[dataclass]` that has a descriptor is a [`Field`](crate::Field): every value that
//! is to enter it goes through its descriptors first, which check it and may convert it. Names and
//! codes follow pydantic and annotated-types; the mechanism is Python's descriptor protocol.

mod attempt;
mod commit;
mod descriptor;
mod error;
mod excerpt;
mod name;
pub mod rules;
mod validate;
mod violation;

pub use descriptor::Descriptor;
pub use error::ValidationError;
pub use name::FieldName;
pub use validate::Validate;
pub use violation::Violation;

#[cfg(feature = "serde")]
pub(crate) use {attempt::Violations, excerpt::excerpt};

/// What stands for a secret value, everywhere.
pub(crate) const SECRET: &str = "'**********'";

/// What generated code calls.
#[doc(hidden)]
pub mod generated {
    pub use super::attempt::{Attempt, Violations};
    pub use super::commit::{Copied, Coupled, Drafted, commit, default, hold};
    pub use super::descriptor::Descriptor;
    pub use super::error::ValidationError;
    pub use super::name::FieldName;
    pub use super::rules;
    pub use super::validate::Validate;
    pub use super::violation::Violation;
    pub use crate::field::{Described, Field, Guarded, PerField};
}
