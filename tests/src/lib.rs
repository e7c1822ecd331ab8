//! Traits and classes that the tests and the plugin crate share.

pub mod factory;
