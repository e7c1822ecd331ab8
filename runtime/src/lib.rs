//! What Python gets from metaclasses, descriptors and dataclasses, at Rust's price.

// The macros write `::dunder`; inside the crate that is this name.
extern crate self as dunder;

mod chain;
pub mod class;
pub mod emitter;
pub mod factory;
mod field;
pub mod memo;
pub mod patch;
pub mod repr;
mod scope;
#[cfg(feature = "serde")]
mod serde;
pub mod singleton;
pub mod validation;

#[cfg(feature = "serde")]
pub use self::serde::{FromRaw, Raw};
pub use crate::repr::{Repr, repr};
pub use emitter::{Emitter, Subscription};
pub use field::{Described, Field, Guarded, PerField};
pub use singleton::{AlreadyInitialized, Singleton};
pub use validation::{Descriptor, FieldName, Validate, ValidationError, Violation};

#[doc(hidden)]
pub mod __private;

pub use class::{Class, fields};

#[doc = include_str!("docs/dataclass.md")]
pub use dunder_macros::dataclass;

#[doc = include_str!("docs/repr.md")]
pub use dunder_macros::Repr;
#[doc = include_str!("docs/singleton.md")]
pub use dunder_macros::Singleton;
#[doc = include_str!("docs/singleton.md")]
pub use dunder_macros::singleton;

#[doc = include_str!("docs/display.md")]
pub use dunder_macros::Display;
