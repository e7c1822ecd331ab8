//! What `#[field(key = ...)]` and `#[field(total)]` compare.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// The key of a value. The bound tells a closure its argument type.
#[inline]
pub fn key<T: ?Sized, K>(value: &T, key: impl Fn(&T) -> K) -> K {
    key(value)
}

/// Types with floats inside that can be totally ordered and hashed: by IEEE 754's `totalOrder`,
/// which keeps `-0.0` below `0.0` and orders NaNs by their bits.
#[diagnostic::on_unimplemented(
    message = "`total` is for floats, and `{Self}` is none",
    label = "not a float",
    note = "`total` fits `f32`, `f64`, and `Option`, `Vec`, `Box`, arrays and tuples of them"
)]
pub trait Total {
    /// IEEE 754's `totalOrder`.
    fn total_cmp(&self, other: &Self) -> Ordering;
    /// A hash that agrees with it.
    fn total_hash<H: Hasher>(&self, state: &mut H);

    /// The value, with `Eq`, `Ord` and `Hash`.
    #[inline]
    fn total(&self) -> ByTotal<'_, Self> {
        ByTotal(self)
    }
}

/// A value compared by [`Total`].
pub struct ByTotal<'a, T: ?Sized>(&'a T);

impl<T: Total + ?Sized> PartialEq for ByTotal<'_, T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.total_cmp(other.0).is_eq()
    }
}

impl<T: Total + ?Sized> Eq for ByTotal<'_, T> {}

impl<T: Total + ?Sized> PartialOrd for ByTotal<'_, T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Total + ?Sized> Ord for ByTotal<'_, T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(other.0)
    }
}

impl<T: Total + ?Sized> Hash for ByTotal<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.total_hash(state);
    }
}

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Total for $float {
            #[inline]
            fn total_cmp(&self, other: &Self) -> Ordering {
                $float::total_cmp(self, other)
            }

            #[inline]
            fn total_hash<H: Hasher>(&self, state: &mut H) {
                self.to_bits().hash(state);
            }
        }
    )*};
}

floats!(f32 f64);

impl<T: Total> Total for [T] {
    fn total_cmp(&self, other: &Self) -> Ordering {
        self.iter().map(ByTotal).cmp(other.iter().map(ByTotal))
    }

    fn total_hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|item| item.total_hash(state));
    }
}

impl<T: Total, const N: usize> Total for [T; N] {
    fn total_cmp(&self, other: &Self) -> Ordering {
        self.as_slice().total_cmp(other.as_slice())
    }

    fn total_hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().total_hash(state);
    }
}

impl<T: Total> Total for Vec<T> {
    fn total_cmp(&self, other: &Self) -> Ordering {
        self.as_slice().total_cmp(other.as_slice())
    }

    fn total_hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().total_hash(state);
    }
}

impl<T: Total> Total for Option<T> {
    fn total_cmp(&self, other: &Self) -> Ordering {
        self.as_ref().map(ByTotal).cmp(&other.as_ref().map(ByTotal))
    }

    fn total_hash<H: Hasher>(&self, state: &mut H) {
        self.as_ref().map(ByTotal).hash(state);
    }
}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        impl<T: Total + ?Sized> Total for $pointer {
            fn total_cmp(&self, other: &Self) -> Ordering {
                (**self).total_cmp(other)
            }

            fn total_hash<H: Hasher>(&self, state: &mut H) {
                (**self).total_hash(state);
            }
        }
    )*};
}

pointers!(&T Box<T> std::rc::Rc<T> std::sync::Arc<T>);

impl<T: Total, Owner, const INDEX: usize> Total for crate::Field<T, Owner, INDEX> {
    #[inline]
    fn total_cmp(&self, other: &Self) -> Ordering {
        (**self).total_cmp(other)
    }

    #[inline]
    fn total_hash<H: Hasher>(&self, state: &mut H) {
        (**self).total_hash(state);
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: Total),*> Total for ($($name,)*) {
            fn total_cmp(&self, other: &Self) -> Ordering {
                #[allow(non_snake_case)]
                let ($($name,)*) = self;
                let mut order = Ordering::Equal;
                tuples!(@compare order other (0 1 2 3) $($name)*);
                order
            }

            fn total_hash<H: Hasher>(&self, state: &mut H) {
                #[allow(non_snake_case)]
                let ($($name,)*) = self;
                $($name.total_hash(state);)*
            }
        }
    };
    (@compare $order:ident $other:ident ($index:tt $($rest:tt)*) $name:ident $($names:ident)*) => {
        $order = $order.then_with(|| $name.total_cmp(&$other.$index));
        tuples!(@compare $order $other ($($rest)*) $($names)*);
    };
    (@compare $order:ident $other:ident ($($rest:tt)*)) => {};
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
