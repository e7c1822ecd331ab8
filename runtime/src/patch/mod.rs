//! What `#[patchable]` functions are replaced with, for tests; with the feature `patch`.
//!
//! See [`#[patchable]`](macro@crate::patchable) for the use.

mod borrowed;
mod gate;
mod guard;
mod serial;
// One text for all arities: with no argument the lifetimes are not used, with eight there are many.
#[allow(clippy::extra_unused_lifetimes, clippy::too_many_arguments)]
mod signature;
mod site;
mod stack;

pub use guard::{GlobalPatchGuard, PatchGuard, PatchHandle};
pub use signature::{AsyncPatchable, Patchable};

#[doc(hidden)]
pub mod generated {
    pub use super::gate::{cold, live};
    pub use super::signature::*;
    pub use super::site::{Place, Site, place};
    pub use super::stack::{bypassing, bypassing_async};
    pub use super::{GlobalPatchGuard, PatchGuard};

    /// A handle beside a method; the name is what the compiler shows where there can be none.
    #[doc(hidden)]
    #[macro_export]
    macro_rules! __dunder_patch_handle {
        ([$($attr:tt)*] [$($sig:tt)*] $($body:tt)*) => { $($attr)* fn $($sig)* { $($body)* } };
    }

    pub use crate::__dunder_handle as in_an_impl_write_handle_name;
    pub use crate::__dunder_patch_handle as on_the_impl_of_a_trait_write_patchable_too;
}
