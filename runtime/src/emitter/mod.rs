//! The emitter engine.
