//! A generic singleton that several crates use.

use std::marker::PhantomData;

use dunder::singleton;

/// One instance for each `T`.
pub struct PerType<T> {
    /// Who asked first.
    pub made_by: &'static str,
    of: PhantomData<fn() -> T>,
}

#[singleton]
impl<T> PerType<T> {
    /// The instance.
    pub fn new(made_by: &'static str) -> Self {
        Self {
            made_by,
            of: PhantomData,
        }
    }
}
