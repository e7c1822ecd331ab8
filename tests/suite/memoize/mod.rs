//! Tests of `#[memoize]`.

mod conformance;
mod flight;
mod model;
mod placement;
mod reentrancy;
mod threads;
mod time;
