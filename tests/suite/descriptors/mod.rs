//! Tests of descriptors.

mod accessors;
mod by_hand;
mod compose;
mod conformance;
mod hygiene;
mod product;
mod routes;
