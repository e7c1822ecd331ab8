//! The expansion of dunder's macros, as an ordinary library: `TokenStream` to `TokenStream`.
//!
//! The proc-macro crate `dunder-macros` only forwards to these functions; tests, fuzzers and benches
//! link them directly.
#![forbid(unsafe_code)]
// What the families share is not all used by each of them.
#![cfg_attr(
    not(all(
        feature = "dataclass",
        feature = "factory",
        feature = "memoize",
        feature = "singleton"
    )),
    allow(dead_code, unused_imports)
)]

#[cfg(any(
    feature = "dataclass",
    feature = "factory",
    feature = "patch",
    feature = "singleton"
))]
mod block;
#[cfg(feature = "dataclass")]
pub mod class;
mod collect;
mod commas;
#[cfg(feature = "dataclass")]
pub mod dataclass;
#[cfg(feature = "dataclass")]
pub mod derives;
pub mod errors;
mod expression;
#[cfg(feature = "factory")]
pub mod factory;
pub mod function;
#[cfg(feature = "memoize")]
pub mod memoize;
#[cfg(feature = "dataclass")]
pub mod metaclass;
pub mod names;
mod opaque;
pub mod options;
#[cfg(feature = "patch")]
pub mod patch;
#[cfg(feature = "singleton")]
pub mod singleton;
pub mod synonyms;
mod tokens;
