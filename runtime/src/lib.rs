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
pub mod singleton;
pub mod validation;

#[doc(hidden)]
pub mod __private;

pub use class::{Class, fields};
pub use emitter::{Emitter, Subscription};
pub use factory::{FactoryError, FactoryErrorKind};
pub use field::{Described, Field, Guarded, PerField};
pub use repr::{Repr, repr};
pub use singleton::{AlreadyInitialized, Singleton};
pub use validation::{Descriptor, FieldName, Validate, ValidationError, Violation};

#[doc = include_str!("docs/dataclass.md")]
pub use dunder_macros::dataclass;

#[doc = include_str!("docs/display.md")]
pub use dunder_macros::Display;

#[doc = include_str!("docs/repr.md")]
pub use dunder_macros::Repr;

#[doc = include_str!("docs/singleton.md")]
pub use dunder_macros::{Singleton, singleton};

#[doc = include_str!("docs/memoize.md")]
pub use dunder_macros::memoize;

#[doc = include_str!("docs/factory.md")]
pub use dunder_macros::factory;

#[doc = include_str!("docs/register.md")]
pub use dunder_macros::register;

/// The README's code runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
