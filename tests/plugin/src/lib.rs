//! A crate that only registers.

mod channels;
