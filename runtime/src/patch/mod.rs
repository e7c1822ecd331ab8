//! The patch engine.
