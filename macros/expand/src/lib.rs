//! The expansion of dunder's macros, as an ordinary library: `TokenStream` to `TokenStream`.
//!
//! The proc-macro crate `dunder-macros` only forwards to these functions; tests, fuzzers and benches
//! link them directly.
#![forbid(unsafe_code)]

pub mod class;
pub mod dataclass;
pub mod derives;
pub mod errors;
pub mod factory;
pub mod function;
pub mod memoize;
pub mod names;
pub mod options;
pub mod patch;
pub mod singleton;
pub mod synonyms;
mod tokens;
