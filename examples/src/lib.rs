//! What the examples share.

pub mod channels;
pub mod orm;
