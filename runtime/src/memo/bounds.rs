//! What arguments and results must be able to do. Each is one bound, so that what is missing is told once.

use std::hash::Hash;
use std::marker::PhantomData;

/// What the result of a generic function must be able to do: `Clone`, `Send`, `Sync` and `'static`.
///
/// Short for them in a bound, as [`Key`] is: `fn make<T: dunder::memo::Value + Default>() -> T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a memoized function",
    label = "needs `Clone`, `Send`, `Sync` and `'static`",
    note = "write the bound `{Self}: dunder::memo::Value`, which is short for them; `Send` and `Sync` are not asked for under `#[memoize(thread_local)]`"
)]
pub trait Value: Clone + Shareable {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Shareable> Value for T {}

/// What an argument of a generic function must be able to do to be part of its key: `Hash`, `Eq`, `Clone`, `Send`,
/// `Sync` and `'static`.
///
/// It is implemented for all that have these, and short for them in a bound.
///
/// ```
/// use dunder::{memo::Key, memoize};
///
/// #[memoize]
/// fn size_of<T: Key>(value: T) -> usize {
///     let _ = value;
///     std::mem::size_of::<T>()
/// }
///
/// assert_eq!((size_of(1u8), size_of('a')), (1, 4));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized function",
    label = "needs `Hash`, `Eq`, `Clone`, `Send`, `Sync` and `'static`",
    note = "write the bound `{Self}: dunder::memo::Key`, which is short for them; or leave the argument out of the key, `#[memoize(skip(…))]`"
)]
pub trait Key: Value + Hash + Eq {}

#[diagnostic::do_not_recommend]
impl<T: Value + Hash + Eq> Key for T {}

/// As [`Key`], for what an argument of a generic function refers to: `ToOwned` in place of `Clone`, which gives it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized function",
    label = "needs `Hash`, `Eq`, `Clone`, `Send`, `Sync` and `'static`",
    note = "write the bound `{Self}: dunder::memo::KeyRef`, which is short for them; or leave the argument out of the key, `#[memoize(skip(…))]`"
)]
pub trait KeyRef: Hash + Eq + ToOwned<Owned: Eq + Shareable> + 'static {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + Shareable> + 'static> KeyRef for T {}

/// As [`Value`], of a type that is named, or for one thread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the result of a memoized function",
    label = "needs `Clone`: each call gets a clone of what is kept",
    note = "derive it: `#[derive(Clone)]`; or return an `Arc<{Self}>`"
)]
pub trait LocalValue: Clone + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + 'static> LocalValue for T {}

/// As [`Key`], of a type that is named, or for one thread: `Hash`, `Eq`, `Clone` and `'static`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized function",
    label = "needs `Hash`, `Eq` and `Clone`",
    note = "derive them: `#[derive(Clone, PartialEq, Eq, Hash)]`; or say what the key is, `#[memoize(key = …)]`, or leave the argument out of it, `#[memoize(skip(…))]`"
)]
pub trait LocalKey: Hash + Eq + Clone + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Hash + Eq + Clone + 'static> LocalKey for T {}

/// As [`LocalKey`], for what an argument refers to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the key of a memoized function",
    label = "needs `Hash`, `Eq` and `ToOwned` (which `Clone` gives)",
    note = "derive them: `#[derive(Clone, PartialEq, Eq, Hash)]`; or say what the key is, `#[memoize(key = …)]`, or leave the argument out of it, `#[memoize(skip(…))]`"
)]
pub trait LocalKeyRef: Hash + Eq + ToOwned<Owned: Eq + 'static> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Hash + Eq + ToOwned<Owned: Eq + 'static>> LocalKeyRef for T {}

/// What all threads can share.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads, and the cache of this function is",
    label = "give each thread a cache of its own: `#[memoize(thread_local)]`",
    note = "or use types that are `Send` and `Sync`, such as `Arc` in place of `Rc`"
)]
pub trait Shareable: Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + 'static> Shareable for T {}

/// That a `T` is `Shareable`. Whatever hands out a cache of all threads takes this in place of the bound, so that
/// only making it asks, at the argument or result that it is about.
pub struct Proof<T>(pub(super) PhantomData<fn() -> T>);

impl<T> Proof<T> {
    /// The proof for an `Option` of it.
    #[inline]
    #[must_use]
    pub fn optional(self) -> Proof<Option<T>> {
        Proof(PhantomData)
    }
}

/// The proof for the type of an argument or a result.
#[inline]
#[must_use]
pub fn shareable<T: Shareable>() -> Proof<T> {
    Proof(PhantomData)
}

/// The proof for the type of an argument, where it has parameters.
#[inline]
#[must_use]
pub fn shareable_of<T: Key>() -> Proof<T> {
    Proof(PhantomData)
}

/// The proof for what a reference argument is stored as, where its type has parameters.
#[inline]
#[must_use]
pub fn shareable_ref_of<T: ?Sized + KeyRef + ToOwned<Owned = O>, O>() -> Proof<O> {
    Proof(PhantomData)
}

/// The proof for what an argument of type `Option<&T>` is stored as, where `T` has parameters.
#[inline]
#[must_use]
pub fn shareable_option_of<T: ?Sized + KeyRef + ToOwned<Owned = O>, O>() -> Proof<Option<O>> {
    Proof(PhantomData)
}

/// The proof for the type of a result, where it has parameters.
#[inline]
#[must_use]
pub fn value_of<T: Value>() -> Proof<T> {
    Proof(PhantomData)
}

/// The proof for a key whose type is the compiler's to find.
pub struct ByInference;

/// The proof for a key, of those for its parts.
///
/// # Safety
///
/// It is implemented only where `K` is `Send` and `Sync`.
pub unsafe trait Proves<K> {}

// SAFETY: the bound says it.
unsafe impl<K: Shareable> Proves<K> for ByInference {}

macro_rules! tuples {
    ($(($($part:ident),*))*) => {$(
        // SAFETY: a `Proof` is made only for what is `Send` and `Sync`, and a tuple of such is so too.
        unsafe impl<$($part),*> Proves<($($part,)*)> for ($(Proof<$part>,)*) {}
    )*};
}

tuples! {
    ()
    (A)
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
    (A, B, C, D, E, F, G, H, I, J)
    (A, B, C, D, E, F, G, H, I, J, K)
    (A, B, C, D, E, F, G, H, I, J, K, L)
}
