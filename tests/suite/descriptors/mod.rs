//! Tests of descriptors.

mod accessors;
mod arguments;
mod boxes;
mod by_hand;
mod compose;
mod conformance;
mod declarations;
mod formats;
mod hygiene;
mod literals;
mod parsers;
mod product;
mod properties;
mod routes;
mod signatures;
