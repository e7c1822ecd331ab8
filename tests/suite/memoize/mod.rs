//! Tests of `#[memoize]`.

mod combinations;
mod conformance;
mod expansion;
mod flight;
mod hygiene;
mod model;
mod placement;
mod policy;
mod reentrancy;
mod store;
mod threads;
mod time;
mod wrong_answers;
