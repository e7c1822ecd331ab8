//! What is around a `nested` class: options, pointers, collections, maps.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

use super::FromRaw;
use crate::ValidationError;
use crate::validation::{Violations, excerpt};

impl<T: FromRaw> FromRaw for Option<T> {
    type Raw = Option<T::Raw>;

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        raw.map(T::from_raw).transpose()
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        T::count(raw.as_ref()?)
    }
}

impl<T: FromRaw> FromRaw for Box<T> {
    type Raw = Box<T::Raw>;

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        T::from_raw(*raw).map(Box::new)
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        T::count(raw)
    }
}

macro_rules! shared {
    ($($pointer:ident)*) => {$(
        /// Read as the value alone, and shared afterwards.
        impl<T: FromRaw> FromRaw for $pointer<T> {
            type Raw = T::Raw;

            fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
                T::from_raw(raw).map($pointer::new)
            }

            fn count(raw: &Self::Raw) -> Option<usize> {
                T::count(raw)
            }
        }
    )*};
}

shared!(Rc Arc);

macro_rules! sequences {
    ($([$($bounds:tt)*] $collection:ty => $raw:ty;)*) => {$(
        impl<T: FromRaw $($bounds)*> FromRaw for $collection {
            type Raw = $raw;

            fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
                items(raw)
            }

            fn count(raw: &Self::Raw) -> Option<usize> {
                Some(raw.len())
            }
        }
    )*};
}

sequences! {
    [] Vec<T> => Vec<T::Raw>;
    [] Box<[T]> => Vec<T::Raw>;
    [] VecDeque<T> => VecDeque<T::Raw>;
    [] LinkedList<T> => LinkedList<T::Raw>;
    // Not yet in their order, or known apart: what the input has.
    [+ Ord] BinaryHeap<T> => Vec<T::Raw>;
    [+ Ord] BTreeSet<T> => Vec<T::Raw>;
}

impl<T: FromRaw + Eq + Hash, S: BuildHasher + Default> FromRaw for HashSet<T, S> {
    type Raw = Vec<T::Raw>;

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        items(raw)
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        Some(raw.len())
    }
}

impl<T: FromRaw, const N: usize> FromRaw for [T; N] {
    type Raw = [T::Raw; N];

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        let list: Vec<T> = items(raw)?;
        match list.try_into() {
            Ok(array) => Ok(array),
            Err(_) => unreachable!("as many items as the raw array has"),
        }
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        Some(raw.len())
    }
}

/// All items, or the violations of all of them, by their place.
fn items<T: FromRaw, C: FromIterator<T>>(
    raw: impl IntoIterator<Item = T::Raw>,
) -> Result<C, ValidationError> {
    let mut violations = Violations::new();
    let list = raw
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let item = T::from_raw(item);
            violations.take(item.map_err(|error| error.within(&format!("[{index}]"))))
        })
        .collect();
    violations.result().map(|()| list)
}

impl<K: fmt::Debug + Ord, V: FromRaw> FromRaw for BTreeMap<K, V> {
    type Raw = BTreeMap<K, V::Raw>;

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        entries(raw)
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        Some(raw.len())
    }
}

impl<K, V, S> FromRaw for HashMap<K, V, S>
where
    K: fmt::Debug + Eq + Hash,
    V: FromRaw,
    S: BuildHasher + Default,
{
    type Raw = HashMap<K, V::Raw, S>;

    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError> {
        entries(raw).map_err(|mut error| {
            // The order of the map is that of its hashes: another one in every run.
            error.sort();
            error
        })
    }

    fn count(raw: &Self::Raw) -> Option<usize> {
        Some(raw.len())
    }
}

/// All entries, or the violations of all values, by their keys.
fn entries<K: fmt::Debug, V: FromRaw, C: FromIterator<(K, V)>>(
    raw: impl IntoIterator<Item = (K, V::Raw)>,
) -> Result<C, ValidationError> {
    let mut violations = Violations::new();
    let map = raw
        .into_iter()
        .filter_map(|(key, value)| {
            let value = V::from_raw(value);
            let value = value.map_err(|error| error.within(&format!("[{}]", excerpt(&key))));
            violations.take(value).map(|value| (key, value))
        })
        .collect();
    violations.result().map(|()| map)
}
