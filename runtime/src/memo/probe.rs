//! Looking an entry up by the arguments as they come, borrowed ones included.
//!
//! `Borrow` does not fit a tuple of borrowed parts, so each argument hashes and compares for itself, and the
//! owned key is made only where it is stored.

use std::any::TypeId;
use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::bounds::{Key, KeyRef, LocalKey};
use super::hash::KeyHasher;

/// The arguments of one call, or one of them.
pub trait Probe {
    /// What is stored.
    type Owned: 'static;
    /// Feeds the arguments to the hasher.
    fn hash(&self, state: &mut KeyHasher);
    /// Whether `owned` was stored for equal arguments.
    fn matches(&self, owned: &Self::Owned) -> bool;
    /// The key to store.
    fn own(&self) -> Self::Owned;
    /// How two stored keys are compared; it outlives the arguments.
    type Compare: Compare<Self::Owned>;
    /// How two stored keys are compared.
    fn compare(&self) -> Self::Compare;
    /// Whether none of this runs code of a user's, so that it may run under a lock.
    fn is_plain() -> bool;
}

/// How two keys are compared.
pub trait Compare<K>: Copy + 'static {
    /// Whether they are equal.
    fn same(&self, a: &K, b: &K) -> bool;
}

impl<K: 'static> Compare<K> for fn(&K, &K) -> bool {
    #[inline]
    fn same(&self, a: &K, b: &K) -> bool {
        self(a, b)
    }
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

/// An argument taken by value.
///
/// It carries what it can do as function pointers, which are known and inlined where it is used; so only making it
/// asks for the bound, and a missing one is told there and nowhere else.
pub struct ByValue<'a, T> {
    value: &'a T,
    hash: fn(&T, &mut KeyHasher),
    same: fn(&T, &T) -> bool,
    own: fn(&T) -> T,
}

impl<'a, T: Hash + Eq + Clone> ByValue<'a, T> {
    #[inline(always)]
    fn new(value: &'a T) -> Self {
        Self {
            value,
            hash: T::hash::<KeyHasher>,
            same: T::eq,
            own: T::clone,
        }
    }
}

/// An argument taken by value.
#[inline]
pub fn by_value<T: LocalKey>(value: &T) -> ByValue<'_, T> {
    ByValue::new(value)
}

/// An argument taken by value whose type has parameters.
#[inline]
pub fn by_value_of<T: Key>(value: &T) -> ByValue<'_, T> {
    ByValue::new(value)
}

impl<T: 'static> Probe for ByValue<'_, T> {
    type Owned = T;
    type Compare = fn(&T, &T) -> bool;
    #[inline]
    fn compare(&self) -> Self::Compare {
        self.same
    }
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        (self.hash)(self.value, state);
    }
    #[inline]
    fn matches(&self, owned: &T) -> bool {
        (self.same)(self.value, owned)
    }
    #[inline]
    fn own(&self) -> T {
        (self.own)(self.value)
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<T>()
    }
}

/// An argument taken by reference.
pub struct ByRef<'a, T: ?Sized, O> {
    value: &'a T,
    hash: fn(&T, &mut KeyHasher),
    same: fn(&T, &O) -> bool,
    own: fn(&T) -> O,
    compare: fn(&O, &O) -> bool,
}

fn equals<T: ?Sized + Eq + ToOwned>(value: &T, owned: &T::Owned) -> bool {
    *value == *owned.borrow()
}

impl<'a, T: ?Sized + Hash + Eq + ToOwned<Owned = O>, O: Eq> ByRef<'a, T, O> {
    #[inline(always)]
    pub(super) fn new(value: &'a T) -> Self {
        Self {
            value,
            hash: T::hash::<KeyHasher>,
            same: equals::<T>,
            own: T::to_owned,
            compare: O::eq,
        }
    }
}

/// An argument taken by reference whose type has parameters.
#[inline]
pub fn by_ref_of<T, O>(value: &T) -> ByRef<'_, T, O>
where
    T: ?Sized + KeyRef + ToOwned<Owned = O>,
{
    ByRef::new(value)
}

impl<T: ?Sized, O: 'static> Probe for ByRef<'_, T, O> {
    type Owned = O;
    type Compare = fn(&O, &O) -> bool;
    #[inline]
    fn compare(&self) -> Self::Compare {
        self.compare
    }
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        (self.hash)(self.value, state);
    }
    #[inline]
    fn matches(&self, owned: &O) -> bool {
        (self.same)(self.value, owned)
    }
    #[inline]
    fn own(&self) -> O {
        (self.own)(self.value)
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<O>()
    }
}

/// `Option<&T>`.
pub struct ByOption<'a, T: ?Sized, O> {
    value: Option<ByRef<'a, T, O>>,
    compare: fn(&Option<O>, &Option<O>) -> bool,
}

impl<'a, T: ?Sized, O: Eq> ByOption<'a, T, O> {
    #[inline(always)]
    pub(super) fn new(value: Option<ByRef<'a, T, O>>) -> Self {
        Self {
            value,
            compare: Option::eq,
        }
    }
}

/// `Option<&T>` where `T` has parameters.
#[inline]
pub fn by_option_of<'a, T, O>(value: &Option<&'a T>) -> ByOption<'a, T, O>
where
    T: ?Sized + KeyRef + ToOwned<Owned = O>,
{
    ByOption::new(value.map(ByRef::new))
}

impl<T: ?Sized, O: 'static> Probe for ByOption<'_, T, O> {
    type Owned = Option<O>;
    type Compare = fn(&Option<O>, &Option<O>) -> bool;
    #[inline]
    fn compare(&self) -> Self::Compare {
        self.compare
    }
    #[inline]
    fn hash(&self, state: &mut KeyHasher) {
        self.value.is_some().hash(state);
        if let Some(value) = &self.value {
            value.hash(state);
        }
    }
    #[inline]
    fn matches(&self, owned: &Self::Owned) -> bool {
        match (&self.value, owned) {
            (Some(value), Some(owned)) => value.matches(owned),
            (None, None) => true,
            _ => false,
        }
    }
    #[inline]
    fn own(&self) -> Self::Owned {
        self.value.as_ref().map(Probe::own)
    }
    #[inline]
    fn is_plain() -> bool {
        is_plain::<O>()
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

/// A float argument.
pub struct ByBits<T>(Bits<T>);

impl<T: Float> Probe for ByBits<T> {
    type Owned = Bits<T>;
    type Compare = fn(&Bits<T>, &Bits<T>) -> bool;
    #[inline]
    fn compare(&self) -> Self::Compare {
        Bits::eq
    }
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
pub fn by_bits<T: Float>(value: &T) -> ByBits<T> {
    ByBits(Bits(*value))
}

// The empty tuple is one of them.
#[allow(clippy::unused_unit)]
mod tuples {
    use super::{Compare, KeyHasher, Probe};

    macro_rules! tuples {
    ($(($($part:ident $index:tt $owned:ident),*))*) => {$(
        impl<$($part: Compare<$owned>, $owned),*> Compare<($($owned,)*)> for ($($part,)*) {
            #[inline(always)]
            fn same(&self, _a: &($($owned,)*), _b: &($($owned,)*)) -> bool {
                true $(&& self.$index.same(&_a.$index, &_b.$index))*
            }
        }

        impl<$($part: Probe),*> Probe for ($($part,)*) {
            type Owned = ($($part::Owned,)*);
            type Compare = ($($part::Compare,)*);
            #[inline(always)]
            fn compare(&self) -> Self::Compare {
                ($(self.$index.compare(),)*)
            }
            #[inline(always)]
            fn hash(&self, _state: &mut KeyHasher) {
                $(self.$index.hash(_state);)*
            }
            #[inline(always)]
            fn matches(&self, _owned: &Self::Owned) -> bool {
                true $(&& self.$index.matches(&_owned.$index))*
            }
            #[inline(always)]
            fn own(&self) -> Self::Owned {
                ($(self.$index.own(),)*)
            }
            #[inline(always)]
            fn is_plain() -> bool {
                true $(&& $part::is_plain())*
            }
        }
    )*};
}

    tuples! {
        ()
        (A 0 K0)
        (A 0 K0, B 1 K1)
        (A 0 K0, B 1 K1, C 2 K2)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6, H 7 K7)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6, H 7 K7, I 8 K8)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6, H 7 K7, I 8 K8, J 9 K9)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6, H 7 K7, I 8 K8, J 9 K9, K 10 K10)
        (A 0 K0, B 1 K1, C 2 K2, D 3 K3, E 4 K4, F 5 K5, G 6 K6, H 7 K7, I 8 K8, J 9 K9, K 10 K10, L 11 K11)
    }
}
