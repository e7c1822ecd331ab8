//! Tests of `#[memoize]`.

mod conformance;
mod expansion;
mod flight;
mod hygiene;
mod model;
mod placement;
mod reentrancy;
mod runtimes;
mod store;
mod threads;
mod time;
mod wrong_answers;
