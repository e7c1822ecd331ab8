//! The fast engine: keys and values that are words, a hit without a lock.
//!
//! Nothing here depends on the types of a function, so it is compiled once. All of it is atomic words, so nothing is
//! `unsafe`, and no code of a user's ever runs here.

mod local;
mod shared;
mod table;

pub use local::LocalWords;
pub use shared::SharedWords;

/// A call that was not answered: what is needed to store its result.
#[derive(Clone, Copy)]
pub struct Missed {
    pub(super) hash: u64,
    /// Of the cache, when it was looked at.
    pub(super) version: u64,
}

impl Missed {
    /// Where there is no cache any more.
    pub(super) const NOWHERE: Self = Self {
        hash: 0,
        version: 0,
    };
}
