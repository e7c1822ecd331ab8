#![doc = include_str!("../docs/descriptors.md")]

mod attempt;
mod commit;
mod descriptor;
mod error;
mod excerpt;
mod handed;
mod name;
mod places;
pub mod rules;
mod validate;
mod violation;
mod violations;

pub use descriptor::Descriptor;
pub use error::ValidationError;
pub use name::FieldName;
pub use validate::Validate;
pub use violation::Violation;

#[cfg(feature = "serde")]
pub(crate) use {excerpt::excerpt, violations::Violations};

/// What stands for a secret value, everywhere.
pub(crate) const SECRET: &str = "'**********'";

/// What generated code calls.
#[doc(hidden)]
pub mod generated {
    pub use super::attempt::Attempt;
    pub use super::commit::{Copied, Coupled, Drafted, commit, default, done, finished, hold};
    pub use super::descriptor::Descriptor;
    pub use super::error::ValidationError;
    pub use super::handed::{ByClone, ByCopy, cloned, copied};
    pub use super::name::FieldName;
    pub use super::rules;
    pub use super::validate::Validate;
    pub use super::violation::Violation;
    pub use super::violations::Violations;
    pub use crate::field::{Described, Field, Guarded, PerField, certain, guarded};
}
