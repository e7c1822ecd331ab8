//! The validation engine.
