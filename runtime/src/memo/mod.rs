//! The memo engine.
