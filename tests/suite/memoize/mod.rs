//! Tests of `#[memoize]`.

mod conformance;
mod placement;
