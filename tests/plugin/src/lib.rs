//! A crate that only registers.
