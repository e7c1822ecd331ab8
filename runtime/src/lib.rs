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

pub use crate::repr::{Repr, repr};

#[doc(hidden)]
pub mod __private;
