//! A crate that registers, and uses singletons of another.

mod channels;
mod tables;

use dunder_tests::singleton::PerType;

/// An instance, asked for from this crate.
#[must_use]
pub fn per_type_u32() -> &'static PerType<u32> {
    PerType::new("plugin")
}

/// Another.
#[must_use]
pub fn per_type_text() -> &'static PerType<String> {
    PerType::new("plugin")
}
