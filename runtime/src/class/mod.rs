//! The class engine.
