//! The memo engine: what `#[memoize]` keeps results in.
//!
//! See [`memoize`](macro@crate::memoize) for the attribute; here are the types that its functions return.

mod chain;
mod clock;
mod engine;
mod expiry;
mod flight;
mod handle;
mod hash;
mod info;
mod local;
mod order;
mod probe;
mod record;
mod shared;
mod table;
mod word;
mod words;

#[doc(hidden)]
pub mod generated;

pub use chain::InstanceCache;
pub use engine::Entries;
pub use handle::Handle;
pub use info::{CacheInfo, CacheParameters, Policy};
