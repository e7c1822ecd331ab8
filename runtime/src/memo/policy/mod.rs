//! Which entry makes room for a new one, where it is not the least recently used.
//!
//! A policy knows the ids of entries and the hashes of their keys, no keys and no values: `insert`, `hit`, `evict`,
//! `remove`. The table owns what the ids stand for. Least recently used, the default, is the list in `order` itself.

mod dlirs;
#[cfg(test)]
mod model;

pub(crate) use dlirs::Dlirs;
