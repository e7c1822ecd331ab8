//! Tests of `#[memoize]`.

mod cached_property;
mod conformance;
mod expansion;
mod flight;
mod hygiene;
mod model;
mod placement;
mod reentrancy;
mod store;
mod threads;
mod time;
mod wrong_answers;
