//! Tests of data classes.

#![allow(
    unreachable_pub,
    reason = "a class behaves alike with every visibility"
)]

mod builder;
mod companions;
mod conformance;
mod laws;
