//! The factory engine.
