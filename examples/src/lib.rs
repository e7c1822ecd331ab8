//! What the examples share.

pub mod channels;
