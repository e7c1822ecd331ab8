//! What is asked of arguments that are taken by reference, `self` among them.
//!
//! A type that cannot be part of a key may lack several traits, and may be of no known size (`Self` of a trait): the
//! compiler would tell each by itself. So the traits here have two impls to choose from, one of them for no type at all:
//! where the other does not fit either, it says that there is none, and nothing else. `By` is which.

use std::convert::Infallible;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::marker::PhantomData;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::bounds::{KeyRef, LocalKey, LocalKeyRef, Proof, Shareable};
use super::probe::{ByOption, ByRef, ByValue, by_value};

/// What an argument taken by reference must be able to do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized function",
    label = "needs `Hash`, `Eq`, `Clone` and `'static`",
    note = "derive them: `#[derive(Clone, PartialEq, Eq, Hash)]`; or say what the key is, `#[memoize(key = …)]`, or leave the argument out of it, `#[memoize(skip(…))]`"
)]
pub trait Referent<By> {
    /// The owned form.
    type Kept: Eq + 'static;
    /// As the cache looks for it.
    fn by_ref(&self) -> ByRef<'_, Self, Self::Kept>;
    /// As the cache looks for an `Option<&Self>`.
    #[inline]
    fn by_option(value: Option<&Self>) -> ByOption<'_, Self, Self::Kept> {
        ByOption::new(value.map(Self::by_ref))
    }
}

/// As [`Referent`], for the `self` of a method, and for all threads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized method",
    label = "needs `Hash`, `Eq`, `Clone`, `Send`, `Sync` and `'static`",
    note = "derive them: `#[derive(Clone, PartialEq, Eq, Hash)]`; in a trait write `where Self: dunder::memo::Key`",
    note = "`#[memoize(thread_local)]` does without `Send` and `Sync`; `#[memoize(per_instance = field)]` and `#[memoize(key = …)]` leave `self` out of the key"
)]
pub trait Receiver<By> {
    /// The owned form.
    type Kept: Eq + Shareable;
    /// As the cache looks for it.
    fn by_ref(&self) -> ByRef<'_, Self, Self::Kept>;
}

/// As [`Receiver`], for one thread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized method",
    label = "needs `Hash`, `Eq`, `Clone` and `'static`",
    note = "derive them: `#[derive(Clone, PartialEq, Eq, Hash)]`; in a trait write `where Self: dunder::memo::LocalKey`; or leave `self` out of the key: `#[memoize(key = …)]`"
)]
pub trait LocalReceiver<By> {
    /// The owned form.
    type Kept: Eq + 'static;
    /// As the cache looks for it.
    fn by_ref(&self) -> ByRef<'_, Self, Self::Kept>;
}

/// What no type is.
pub trait Never {
    /// Is not called.
    fn never(&self) -> !;
}

macro_rules! either {
    ($($trait:ident: $bound:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $bound> $trait<()> for T {
            type Kept = T::Owned;
            #[inline]
            fn by_ref(&self) -> ByRef<'_, T, T::Owned> {
                ByRef::new(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + Never> $trait<Infallible> for T {
            type Kept = Infallible;
            fn by_ref(&self) -> ByRef<'_, T, Infallible> {
                self.never()
            }
        }
    )*};
}

either! {
    Referent: LocalKeyRef
    Receiver: KeyRef
    LocalReceiver: LocalKeyRef
}

/// An argument taken by reference: the owned form is made on insert only.
#[inline]
pub fn by_ref<T: ?Sized + Referent<By, Kept = O>, By, O>(value: &T) -> ByRef<'_, T, O> {
    value.by_ref()
}

/// `Option<&T>`: the owned form is made on insert only.
#[inline]
pub fn by_option<'a, T, By, O>(value: &Option<&'a T>) -> ByOption<'a, T, O>
where
    T: ?Sized + Referent<By, Kept = O>,
{
    T::by_option(*value)
}

/// The `self` of a method, for a cache of all threads.
#[inline]
pub fn by_self<T: ?Sized + Receiver<By, Kept = O>, By, O>(this: &T) -> ByRef<'_, T, O> {
    this.by_ref()
}

/// The `self` of a method, for a cache of one thread.
#[inline]
pub fn by_local_self<T: ?Sized + LocalReceiver<By, Kept = O>, By, O>(this: &T) -> ByRef<'_, T, O> {
    this.by_ref()
}

/// The proof for what the `self` of a method is kept as.
#[inline]
#[must_use]
pub fn shareable_self<T: ?Sized + Receiver<By, Kept = O>, By, O>() -> Proof<O> {
    Proof(PhantomData)
}

/// A key that `key = …` says: what it refers to, if it is a reference, and the value otherwise.
pub struct ByKey<'a, K>(ByOwnKey<'a, K>);

/// A key that is no reference.
pub struct ByOwnKey<'a, K>(&'a K);

/// The probe for a key is `by_key(&key).probe()`.
#[inline]
pub fn by_key<K>(key: &K) -> ByKey<'_, K> {
    ByKey(ByOwnKey(key))
}

impl<'a, T: ?Sized> ByKey<'_, &'a T> {
    /// By what it refers to.
    #[inline]
    pub fn probe<By, O>(&self) -> ByRef<'a, T, O>
    where
        T: Referent<By, Kept = O>,
    {
        by_ref(self.0.0)
    }
}

impl<'a, K> Deref for ByKey<'a, K> {
    type Target = ByOwnKey<'a, K>;
    #[inline]
    fn deref(&self) -> &ByOwnKey<'a, K> {
        &self.0
    }
}

impl<'a, K> ByOwnKey<'a, K> {
    /// By its value.
    #[inline]
    pub fn probe(&self) -> ByValue<'a, K>
    where
        K: LocalKey,
    {
        by_value(self.0)
    }
}

/// What an argument taken by reference is kept as, for the type of a `static`: it asks for nothing, so that what is missing
/// is told where the argument is looked up, and not at each mention of the type.
pub trait Keep {
    /// The owned form.
    type Owned;
}

impl<T> Keep for T {
    type Owned = T;
}

impl Keep for str {
    type Owned = String;
}

impl<T> Keep for [T] {
    type Owned = Vec<T>;
}

impl Keep for Path {
    type Owned = PathBuf;
}

impl Keep for OsStr {
    type Owned = OsString;
}

impl Keep for CStr {
    type Owned = CString;
}

/// The owned form of what an argument refers to.
pub type Kept<T> = <T as Keep>::Owned;

/// The owned form of what an argument refers to, of a type that may be another text: `BString` for `BStr`.
pub type Owned<T> = <T as ToOwned>::Owned;
