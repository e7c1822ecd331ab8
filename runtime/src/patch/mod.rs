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
}
