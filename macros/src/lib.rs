//! The procedural macros of `dunder`.
