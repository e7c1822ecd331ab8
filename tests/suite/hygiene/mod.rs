//! The hygiene matrix of data classes: what generated code must live beside. One module per group of scenarios;
//! `tests/src/strict.rs` holds the same under every lint, in a crate that forbids `unsafe`.
//!
//! A module here is a test by compiling at all; the functions look at what it does.
#![allow(unreachable_pub, reason = "a class is hygienic with every visibility")]

mod described;
mod expressions;
mod generics;
mod names;
mod places;
mod prelude;
mod renamed;
mod shadowed;
mod shapes;
