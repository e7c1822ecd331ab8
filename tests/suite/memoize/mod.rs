//! Tests of `#[memoize]`.

mod cached_property;
mod colliding;
mod combinations;
mod conformance;
mod expansion;
mod flight;
mod hygiene;
mod model;
mod placement;
mod policy;
mod reentrancy;
mod runtimes;
mod send;
mod store;
mod threads;
mod time;
mod wrong_answers;
