//! The memo engine: what `#[memoize]` keeps results in.
//!
//! See [`memoize`](macro@crate::memoize) for the attribute; here are the types that its functions return.

mod arrays;
mod bounds;
mod chain;
mod clock;
#[cfg(feature = "disk")]
mod disk;
mod engine;
mod expiry;
mod flight;
mod front;
mod handle;
mod hash;
mod info;
#[cfg(all(test, shuttle))]
mod interleavings;
mod kind;
mod ledger;
mod local;
mod order;
mod policy;
mod probe;
mod recency;
mod record;
#[cfg(feature = "redis")]
mod redis;
mod reference;
mod shared;
#[cfg(feature = "store")]
mod store;
mod sync;
mod table;
mod word;
mod words;
#[cfg(feature = "store")]
mod worker;

#[doc(hidden)]
pub mod generated;

pub use bounds::{Key, KeyRef, LocalKey, LocalKeyRef, LocalValue, Value};
pub use chain::InstanceCache;
#[cfg(feature = "disk")]
pub use disk::Disk;
pub use engine::Entries;
pub use handle::Handle;
pub use info::{CacheInfo, CacheParameters, Policy};
#[cfg(feature = "redis")]
pub use redis::Redis;
#[cfg(feature = "store")]
pub use store::{Store, StoreError};
