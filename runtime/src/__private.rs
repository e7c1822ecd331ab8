//! What generated code names; no part of the public interface.
//!
//! One line per feature: `pub use crate::<feature>::generated as <feature>;`.

pub use crate::class::generated as class;
pub use crate::class::generated::{builder, compare, value};
pub use crate::factory::generated as factory;
pub use crate::memo::generated as memo;
#[cfg(feature = "patch")]
pub use crate::patch::generated as patch;
pub use crate::repr::generated as repr;
#[cfg(feature = "schema")]
pub use crate::schema::generated as schema;
#[cfg(feature = "serde")]
pub use crate::serde::generated as serde;
pub use crate::singleton::generated as singleton;
pub use crate::validation::generated as validation;
pub use dunder_macros::SerdeAttributes;
