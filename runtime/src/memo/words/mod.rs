//! The fast engine: keys and values that are words, a hit without a lock.
//!
//! Nothing here depends on the types of a function, so it is compiled once. All of it is atomic words, so nothing is
//! `unsafe`, and no code of a user's ever runs here.

mod local;
mod shared;
mod site;
mod table;

pub(super) use site::Static;
pub use site::{WordMiss, WordSite};

use std::cell::RefCell;

use super::engine::Lock;
use super::hash::KeyHasher;
use super::info::{CacheInfo, CacheParameters};
use super::record::Record;
use super::sync::Mutex;
use super::word::KEY;
use table::{State, Table};

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

/// A cache of words, of all threads or of one. What a hit does is in its module.
///
/// `record` is that of the calling thread, which is applied first.
pub trait Words {
    /// Stores the value of a call that missed; the first value for a key stays.
    fn store(&self, record: Option<&Record>, missed: Missed, key: &[u64], value: u64);
    /// Stores `value`, in place of what is there.
    fn put(&self, record: Option<&Record>, key: &[u64], value: u64);
    /// Removes the entry of the key; whether there was one.
    fn invalidate(&self, record: Option<&Record>, key: &[u64]) -> bool;
    /// The value, uncounted.
    fn peek(&self, key: &[u64]) -> Option<u64>;
    /// The entries' words, oldest first.
    fn entries(&self, record: Option<&Record>) -> Vec<([u64; KEY], u64)>;
    /// The counters now.
    fn info(&self) -> CacheInfo;
    /// Removes all entries and sets the counters to 0.
    fn clear(&self);
}

// A macro, since a type that is generic over the lock would be compiled in every crate that memoizes.
macro_rules! words {
    ($($(#[$doc:meta])* $words:ident: $lock:ident, $shared:literal;)*) => {$(
        $(#[$doc])*
        pub struct $words {
            table: Table,
            state: $lock<State>,
        }

        impl $words {
            /// An empty one.
            #[must_use]
            pub const fn new(parameters: CacheParameters) -> Self {
                Self {
                    table: Table::new(parameters.maxsize(), $shared),
                    state: $lock::new(State::new()),
                }
            }

            #[inline(always)]
            fn hash(&self, key: &[u64]) -> u64 {
                KeyHasher::of_words(std::ptr::from_ref(self).addr(), key)
            }
        }

        impl Words for $words {
            fn store(&self, record: Option<&Record>, missed: Missed, key: &[u64], value: u64) {
                let mut state = self.state.hold();
                self.table.catch_up(&mut state, record);
                self.table.store($shared, &mut state, missed, key, value);
            }

            fn put(&self, record: Option<&Record>, key: &[u64], value: u64) {
                let hash = self.hash(key);
                let mut state = self.state.hold();
                self.table.catch_up(&mut state, record);
                self.table.put(&mut state, hash, key, value);
            }

            fn invalidate(&self, record: Option<&Record>, key: &[u64]) -> bool {
                let hash = self.hash(key);
                let mut state = self.state.hold();
                self.table.catch_up(&mut state, record);
                self.table.invalidate(&mut state, hash, key)
            }

            fn peek(&self, key: &[u64]) -> Option<u64> {
                let hash = self.hash(key);
                let found = self.table.find_alone(&self.state.hold(), hash, key);
                found.map(|(_, value)| value)
            }

            fn entries(&self, record: Option<&Record>) -> Vec<([u64; KEY], u64)> {
                let mut state = self.state.hold();
                self.table.catch_up(&mut state, record);
                self.table.entries(&mut state)
            }

            fn info(&self) -> CacheInfo {
                self.table.info(&self.state.hold())
            }

            fn clear(&self) {
                self.table.clear(&mut self.state.hold());
            }
        }
    )*};
}

words! {
    /// A cache of all threads.
    SharedWords: Mutex, true;
    /// A cache of one thread.
    LocalWords: RefCell, false;
}
