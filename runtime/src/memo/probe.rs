//! Looking an entry up by the arguments as they come, borrowed ones included.
//!
//! `Borrow` does not fit a tuple of borrowed parts, so each argument hashes and compares for itself, and the
//! owned key is made only where it is stored.

use std::any::TypeId;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::hash::KeyHasher;

/// The arguments of one call, or one of them.
pub trait Probe {
    /// What is stored.
    type Owned: Eq + 'static;
    /// Feeds the arguments to the hasher.
    fn hash(&self, state: &mut KeyHasher);
    /// Whether `owned` was stored for equal arguments.
    fn matches(&self, owned: &Self::Owned) -> bool;
    /// The key to store.
    fn own(&self) -> Self::Owned;
    /// Whether two stored keys are equal.
    fn same(a: &Self::Owned, b: &Self::Owned) -> bool {
        a == b
    }
    /// Whether none of this runs code of a user's, so that it may run under a lock.
    fn is_plain() -> bool;
}

/// Whether cloning, comparing and dropping a `T` runs only code of the standard library.
#[inline]
pub(crate) fn is_plain<T: 'static>() -> bool {
    macro_rules! any_of {
        ($($plain:ty),*) => {{
            let id = TypeId::of::<T>();
            $(id == TypeId::of::<$plain>())||*
        }};
    }
    any_of!(
        u64,
        i64,
        u32,
        i32,
        usize,
        isize,
        u8,
        i8,
        u16,
        i16,
        u128,
        i128,
        f64,
        f32,
        bool,
        char,
        (),
        String,
        &'static str,
        std::path::PathBuf,
        Vec<u8>,
        (u64,),
        (i64,),
        (u32,),
        (i32,),
        (usize,),
        (String,),
        Option<u64>,
        Option<i64>,
        Option<u32>,
        Option<i32>,
        Option<usize>,
        Option<String>
    )
}

struct ByValue<'a, T>(&'a T);

impl<T: Hash + Eq + Clone + 'static> Probe for ByValue<'_, T> {
    type Owned = T;
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        self.0.hash(state);
    }
    #[inline]
    fn matches(&self, owned: &T) -> bool {
        self.0 == owned
    }
    #[inline]
    fn own(&self) -> T {
        self.0.clone()
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<T>()
    }
}

/// An argument taken by value. Opaque, so that a missing bound is told here and nowhere else.
#[inline]
pub fn by_value<T: Hash + Eq + Clone + 'static>(value: &T) -> impl Probe<Owned = T> {
    ByValue(value)
}

struct ByRef<'a, T: ?Sized>(&'a T);

impl<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + 'static>> Probe for ByRef<'_, T> {
    type Owned = T::Owned;
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        self.0.hash(state);
    }
    #[inline]
    fn matches(&self, owned: &T::Owned) -> bool {
        *self.0 == *std::borrow::Borrow::<T>::borrow(owned)
    }
    #[inline]
    fn own(&self) -> T::Owned {
        self.0.to_owned()
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<T::Owned>()
    }
}

/// An argument taken by reference: the owned form is made on insert only.
#[inline]
pub fn by_ref<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + 'static>>(
    value: &T,
) -> impl Probe<Owned = T::Owned> {
    ByRef(value)
}

/// `Option<&T>`: the owned form is made on insert only.
#[inline]
pub fn by_option<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + 'static>>(
    value: &Option<&T>,
) -> impl Probe<Owned = Option<T::Owned>> {
    ByOption(*value)
}

struct ByOption<'a, T: ?Sized>(Option<&'a T>);

impl<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + 'static>> Probe for ByOption<'_, T> {
    type Owned = Option<T::Owned>;
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        self.0.hash(state);
    }
    #[inline]
    fn matches(&self, owned: &Self::Owned) -> bool {
        match (self.0, owned) {
            (Some(value), Some(owned)) => ByRef(value).matches(owned),
            (None, None) => true,
            _ => false,
        }
    }
    #[inline]
    fn own(&self) -> Self::Owned {
        self.0.map(ToOwned::to_owned)
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<T::Owned>()
    }
}

/// A float as a key, by its bits: `NaN` finds itself, and `0.0` is not `-0.0`, since a function can tell them apart.
#[derive(Clone, Copy)]
pub struct Bits<T>(pub T);

impl<T: fmt::Debug> fmt::Debug for Bits<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `f32` and `f64`.
pub trait Float: Copy + 'static {
    /// The bits.
    fn bits(self) -> u64;
}

impl Float for f64 {
    #[inline]
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl Float for f32 {
    #[inline]
    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl<T: Float> PartialEq for Bits<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.bits() == other.0.bits()
    }
}

impl<T: Float> Eq for Bits<T> {}

impl<T: Float> Hash for Bits<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.bits().hash(state);
    }
}

struct ByBits<T>(Bits<T>);

impl<T: Float> Probe for ByBits<T> {
    type Owned = Bits<T>;
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        self.0.hash(state);
    }
    #[inline]
    fn matches(&self, owned: &Bits<T>) -> bool {
        self.0 == *owned
    }
    #[inline]
    fn own(&self) -> Bits<T> {
        self.0
    }
    #[inline]
    fn is_plain() -> bool {
        true
    }
}

/// A float argument.
#[inline]
pub fn by_bits<T: Float>(value: &T) -> impl Probe<Owned = Bits<T>> {
    ByBits(Bits(*value))
}

macro_rules! tuples {
    ($(($($part:ident $index:tt),*))*) => {$(
        impl<$($part: Probe),*> Probe for ($($part,)*) {
            type Owned = ($($part::Owned,)*);
            #[inline]
            fn hash(&self, _state: &mut KeyHasher) {
                $(self.$index.hash(_state);)*
            }
            #[inline]
            fn matches(&self, _owned: &Self::Owned) -> bool {
                true $(&& self.$index.matches(&_owned.$index))*
            }
            #[inline]
            fn own(&self) -> Self::Owned {
                ($(self.$index.own(),)*)
            }
            #[inline]
            fn is_plain() -> bool {
                true $(&& $part::is_plain())*
            }
        }
    )*};
}

tuples! {
    ()
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
}
