//! What Python gets from metaclasses, descriptors and dataclasses, at Rust's price.

// The macros write `::dunder`; inside the crate that is this name.
extern crate self as dunder;

pub mod class;
pub mod emitter;
pub mod factory;
mod field;
pub mod memo;
pub mod patch;
pub mod repr;
pub mod singleton;
pub mod validation;

pub use crate::repr::{Repr, repr};
pub use emitter::{Emitter, Subscription};
pub use field::{Described, Field, Guarded, PerField};
pub use validation::{Descriptor, FieldName, ValidationError, Violation};

#[doc(hidden)]
pub mod __private;

pub use class::{Class, fields};

#[doc = include_str!("docs/dataclass.md")]
pub use dunder_macros::dataclass;
