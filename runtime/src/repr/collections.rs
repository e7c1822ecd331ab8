//! Lists, tuples, maps and sets.

use super::Repr;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;

/// Items between brackets, separated by commas. Compiled once: it sees items and iterators by `dyn`.
pub(super) fn sequence(
    f: &mut fmt::Formatter<'_>,
    [open, close]: [&str; 2],
    items: &mut dyn Iterator<Item = &dyn Repr>,
) -> fmt::Result {
    f.write_str(open)?;
    let mut separator = "";
    for item in items {
        f.write_str(separator)?;
        separator = ", ";
        item.repr(f)?;
    }
    f.write_str(close)
}

fn map<'a>(
    f: &mut fmt::Formatter<'_>,
    entries: &mut dyn Iterator<Item = (&'a dyn Repr, &'a dyn Repr)>,
) -> fmt::Result {
    f.write_str("{")?;
    let mut separator = "";
    for (key, value) in entries {
        f.write_str(separator)?;
        separator = ", ";
        key.repr(f)?;
        f.write_str(": ")?;
        value.repr(f)?;
    }
    f.write_str("}")
}

impl<T: Repr> Repr for [T] {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sequence(
            f,
            ["[", "]"],
            &mut self.iter().map(|item| item as &dyn Repr),
        )
    }
}

impl<T: Repr, const N: usize> Repr for [T; N] {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().repr(f)
    }
}

impl<T: Repr> Repr for Vec<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().repr(f)
    }
}

macro_rules! lists {
    ($($list:ident)*) => { $(
        impl<T: Repr> Repr for $list<T> {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                sequence(f, ["[", "]"], &mut self.iter().map(|item| item as &dyn Repr))
            }
        }
    )* };
}

lists!(VecDeque LinkedList BinaryHeap);

impl<T: Repr, S> Repr for HashSet<T, S> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        set(
            f,
            self.is_empty(),
            &mut self.iter().map(|item| item as &dyn Repr),
        )
    }
}

impl<T: Repr> Repr for BTreeSet<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        set(
            f,
            self.is_empty(),
            &mut self.iter().map(|item| item as &dyn Repr),
        )
    }
}

/// `{}` is Python's empty map, so an empty set has a name.
fn set(
    f: &mut fmt::Formatter<'_>,
    empty: bool,
    items: &mut dyn Iterator<Item = &dyn Repr>,
) -> fmt::Result {
    if empty {
        f.write_str("set()")
    } else {
        sequence(f, ["{", "}"], items)
    }
}

impl<K: Repr, V: Repr, S> Repr for HashMap<K, V, S> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        map(
            f,
            &mut self
                .iter()
                .map(|(key, value)| (key as &dyn Repr, value as &dyn Repr)),
        )
    }
}

impl<K: Repr, V: Repr> Repr for BTreeMap<K, V> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        map(
            f,
            &mut self
                .iter()
                .map(|(key, value)| (key as &dyn Repr, value as &dyn Repr)),
        )
    }
}

impl Repr for () {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("()")
    }
}

impl<A: Repr> Repr for (A,) {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        self.0.repr(f)?;
        f.write_str(",)")
    }
}

macro_rules! tuples {
    ($(($($item:ident)*))*) => { $(
        impl<$($item: Repr),*> Repr for ($($item,)*) {
            #[allow(non_snake_case, reason = "the type parameters name the items")]
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let ($($item,)*) = self;
                let items: &[&dyn Repr] = &[$($item),*];
                sequence(f, ["(", ")"], &mut items.iter().copied())
            }
        }
    )* };
}

tuples! {
    (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
