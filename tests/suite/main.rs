//! The test suite of dunder: one crate, so that it links once; one module per feature.

mod dataclass;
mod descriptors;
mod factory;
mod hygiene;
mod memoize;
mod observers;
mod patching;
mod repr;
mod serde;
mod singleton;
mod ui;
