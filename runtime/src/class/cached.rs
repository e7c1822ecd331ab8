//! A value that an object computes from its other fields, once.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// How `#[field(cached = path)]` is stored: nothing until somebody asks, then the value.
///
/// It is no part of the object's value: it counts neither for equality and order nor for the hash. A clone of the
/// object keeps it.
pub struct Cached<T>(OnceLock<T>);

impl<T> Cached<T> {
    /// The value, computed where there is none. It is computed outside any lock, so that a computation may ask for
    /// other cached values; of two threads that compute at once, the first to end decides.
    pub fn get(&self, compute: impl FnOnce() -> T) -> &T {
        if let Some(value) = self.0.get() {
            return value;
        }
        let value = compute();
        self.0.get_or_init(|| value)
    }

    /// Forgets the value: something that it was computed from has changed.
    #[inline]
    pub fn clear(&mut self) {
        self.0 = OnceLock::new();
    }
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T: Clone> Clone for Cached<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Cached<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Cached<T> {}

impl<T> PartialOrd for Cached<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Cached<T> {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl<T> Hash for Cached<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<T: fmt::Debug> fmt::Debug for Cached<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.get() {
            Some(value) => value.fmt(f),
            None => f.write_str("<not computed>"),
        }
    }
}
