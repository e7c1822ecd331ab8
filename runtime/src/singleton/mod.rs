//! The singleton engine.
