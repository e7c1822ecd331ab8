//! One instance of a type, made at first use: what [`#[singleton]`](macro@crate::singleton) expands to.

mod asynchronous;
mod cell;
mod construction;
mod poison;
mod scoped;
mod strict;

pub use scoped::{Handle, Scoped};
pub use strict::AlreadyInitialized;

use cell::Cell;

/// A type with one instance; `#[singleton]` and `#[derive(Singleton)]` implement it.
///
/// The same functions are inherent functions of the type, so the trait is needed in generic code only.
pub trait Singleton: Sized + 'static {
    #[doc(hidden)]
    fn cell() -> &'static Cell<Self>;

    /// The instance, if it has been made.
    #[must_use]
    fn existing() -> Option<&'static Self> {
        Self::cell().get()
    }

    /// Puts `instance` in place of the instance, for this thread, until the guard drops.
    ///
    /// The value itself is leaked: references to it may be kept, and it is never dropped.
    fn scoped(instance: Self) -> Scoped<Self> {
        Scoped::new(instance)
    }
}

/// What the expansions of `#[singleton]` name.
#[doc(hidden)]
pub mod generated {
    pub use super::Singleton;
    pub use super::cell::Cell;
    pub use super::poison::{poisoning, poisoning_async};
    pub use super::scoped::Scoped;
    pub use super::strict::{AlreadyInitialized, Borrowed, Checked, Owned, StrictError};
    pub use crate::chain::Chain;

    /// `Default`, with an error that tells what else there is.
    #[diagnostic::on_unimplemented(
        message = "singleton `{Self}` is made by `Default`, which it does not implement",
        label = "no `Default`",
        note = "derive or implement `Default`, or name the function that makes it: `#[singleton(init = path)]`"
    )]
    pub trait ByDefault {
        fn by_default() -> Self;
    }

    // One error, about the trait above, and none about what the impl asks for.
    #[diagnostic::do_not_recommend]
    impl<T: Default> ByDefault for T {
        fn by_default() -> Self {
            Self::default()
        }
    }
}
