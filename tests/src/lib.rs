//! Traits and classes that the tests and the plugin crate share.
#![forbid(unsafe_code)]

pub mod factory;
pub mod metaclass;
pub mod singleton;

// Every lint that a crate might deny, and some that few do.
#[deny(
    warnings,
    keyword_idents,
    let_underscore,
    missing_copy_implementations,
    missing_docs,
    nonstandard_style,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic
)]
#[allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "they look at the package"
)]
pub mod strict;
