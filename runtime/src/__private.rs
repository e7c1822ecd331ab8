//! What generated code names; no part of the public interface.
//!
//! One line per feature: `pub use crate::<feature>::generated as <feature>;`.

#[cfg(feature = "dataclass")]
pub use crate::class::generated as class;
#[cfg(feature = "dataclass")]
pub use crate::class::generated::{builder, compare, value};
#[cfg(feature = "factory")]
pub use crate::factory::generated as factory;
#[cfg(feature = "memoize")]
pub use crate::memo::generated as memo;
#[cfg(feature = "dataclass")]
pub use crate::metaclass::generated as metaclass;
#[cfg(feature = "patch")]
pub use crate::patch::generated as patch;
#[cfg(feature = "dataclass")]
pub use crate::repr::generated as repr;
#[cfg(feature = "schema")]
pub use crate::schema::generated as schema;
#[cfg(feature = "serde")]
pub use crate::serde::generated as serde;
#[cfg(feature = "singleton")]
pub use crate::singleton::generated as singleton;
#[cfg(any(feature = "factory", feature = "dataclass"))]
pub use crate::submission::inventory;
#[cfg(feature = "dataclass")]
pub use crate::validation::generated as validation;
#[cfg(feature = "dataclass")]
pub use dunder_macros::SerdeAttributes;
#[cfg(any(feature = "memoize", feature = "patch"))]
pub use dunder_macros::beside;
