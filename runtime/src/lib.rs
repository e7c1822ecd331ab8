//! What Python gets from metaclasses, descriptors and dataclasses, at Rust's price.

pub mod class;
pub mod emitter;
pub mod factory;
mod field;
pub mod memo;
pub mod patch;
pub mod repr;
pub mod singleton;
pub mod validation;

pub use field::{Described, Field, Guarded, PerField};
pub use validation::{Descriptor, FieldName, ValidationError, Violation};

#[doc(hidden)]
pub mod __private;
