//! The repr engine.
