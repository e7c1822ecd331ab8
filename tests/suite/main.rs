//! The test suite of dunder: one crate, so that it links once; one module per feature.

// Classes are tested with every visibility, reachable or not.
#![allow(unreachable_pub)]

mod dataclass;
mod descriptors;
mod expansion;
mod factory;
mod hygiene;
mod memoize;
mod observers;
mod patching;
mod repr;
mod serde;
mod singleton;
mod ui;
