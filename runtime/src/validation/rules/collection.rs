//! What `each`, `keys` and `values` walk through.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

/// A collection whose items `each(…)` looks at.
#[diagnostic::on_unimplemented(
    message = "`each` does not fit a field of type `{Self}`",
    label = "has no items",
    note = "a vector, array, slice, deque, list or set has items; of a map write `keys(…)` or `values(…)`"
)]
pub trait Items {
    /// What it holds.
    type Item;

    /// Whether the order of its items means something, so that an item has an index.
    const ORDERED: bool = true;

    /// Shows every item to `f`, with its place.
    fn visit<'a>(&'a self, f: impl FnMut(usize, &'a Self::Item));
}

/// A collection whose items `each(…)` converts.
#[diagnostic::on_unimplemented(
    message = "the items of a `{Self}` cannot be converted",
    label = "cannot be rebuilt from converted items"
)]
pub trait MapItems: Items + Sized {
    /// Puts every item through `f`. Without one of them there is no collection.
    fn map_items(self, f: impl FnMut(usize, Self::Item) -> Option<Self::Item>) -> Option<Self>;
}

/// A map whose entries `keys(…)` and `values(…)` look at.
#[diagnostic::on_unimplemented(
    message = "`keys` and `values` do not fit a field of type `{Self}`",
    label = "is no map",
    note = "of other collections write `each(…)`"
)]
pub trait Entries {
    /// Its keys; an error's path shows them.
    type Key: fmt::Debug;
    /// Its values.
    type Value;

    /// Whether it gives its entries in an order of their own.
    const ORDERED: bool = true;

    /// Shows every entry to `f`.
    fn visit_entries<'a>(&'a self, f: impl FnMut(&'a Self::Key, &'a Self::Value));
}

/// A map whose entries `keys(…)` and `values(…)` convert.
#[diagnostic::on_unimplemented(
    message = "the entries of a `{Self}` cannot be converted",
    label = "cannot be rebuilt from converted entries"
)]
pub trait MapEntries: Entries + Sized {
    /// Puts every entry through `f`. Without one of them there is no map.
    fn map_entries(
        self,
        f: impl FnMut(Self::Key, Self::Value) -> Option<(Self::Key, Self::Value)>,
    ) -> Option<Self>;
}

macro_rules! items {
    ($([$($generics:tt)*] $collection:ty => $ordered:literal;)*) => {$(
        impl<$($generics)*> Items for $collection {
            type Item = T;
            const ORDERED: bool = $ordered;

            #[inline]
            fn visit<'a>(&'a self, mut f: impl FnMut(usize, &'a T)) {
                self.iter().enumerate().for_each(|(index, item)| f(index, item));
            }
        }
    )*};
}

items! {
    [T] [T] => true;
    [T] Vec<T> => true;
    [T, const N: usize] [T; N] => true;
    [T] VecDeque<T> => true;
    [T] LinkedList<T> => true;
    [T] BinaryHeap<T> => false;
    [T] BTreeSet<T> => true;
    [T, S] HashSet<T, S> => false;
}

macro_rules! through {
    ($([$($generics:tt)*] $pointer:ty => $target:ty;)*) => {$(
        impl<$($generics)*> Items for $pointer {
            type Item = <$target>::Item;
            const ORDERED: bool = <$target>::ORDERED;

            #[inline]
            fn visit<'a>(&'a self, f: impl FnMut(usize, &'a Self::Item)) {
                <$target>::visit(self, f);
            }
        }
    )*};
}

through! {
    [T: Items + ?Sized] &T => T;
    [T: Items + ?Sized] Box<T> => T;
    [T: Items + ?Sized] Rc<T> => T;
    [T: Items + ?Sized] Arc<T> => T;
}

macro_rules! map_items {
    ($([$($generics:tt)*] $collection:ty;)*) => {$(
        impl<$($generics)*> MapItems for $collection {
            fn map_items(self, mut f: impl FnMut(usize, T) -> Option<T>) -> Option<Self> {
                self.into_iter().enumerate().map(|(index, item)| f(index, item)).collect()
            }
        }
    )*};
}

map_items! {
    [T] Vec<T>;
    [T] Box<[T]>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T: Ord] BinaryHeap<T>;
    [T: Ord] BTreeSet<T>;
    [T: Eq + Hash, S: BuildHasher + Default] HashSet<T, S>;
}

impl<T, const N: usize> MapItems for [T; N] {
    fn map_items(self, mut f: impl FnMut(usize, T) -> Option<T>) -> Option<Self> {
        let items = self
            .into_iter()
            .enumerate()
            .map(|(index, item)| f(index, item));
        items.collect::<Option<Vec<_>>>()?.try_into().ok()
    }
}

macro_rules! entries {
    ($([$($generics:tt)*] [$($map_generics:tt)*] $map:ty => $ordered:literal;)*) => {$(
        impl<$($generics)*> Entries for $map {
            type Key = K;
            type Value = V;
            const ORDERED: bool = $ordered;

            #[inline]
            fn visit_entries<'a>(&'a self, mut f: impl FnMut(&'a K, &'a V)) {
                self.iter().for_each(|(key, value)| f(key, value));
            }
        }

        impl<$($map_generics)*> MapEntries for $map {
            fn map_entries(self, mut f: impl FnMut(K, V) -> Option<(K, V)>) -> Option<Self> {
                self.into_iter().map(|(key, value)| f(key, value)).collect()
            }
        }
    )*};
}

entries! {
    [K: fmt::Debug, V] [K: fmt::Debug + Ord, V] BTreeMap<K, V> => true;
    [K: fmt::Debug, V, S] [K: fmt::Debug + Eq + Hash, V, S: BuildHasher + Default] HashMap<K, V, S> => false;
}
