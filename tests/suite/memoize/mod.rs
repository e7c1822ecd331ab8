//! Tests of `#[memoize]`.

mod conformance;
mod model;
mod placement;
mod reentrancy;
mod threads;
