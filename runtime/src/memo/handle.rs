//! The handle that `#[memoize(handle = name)]` gives: for methods, beside which no type can stand.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;
use std::thread::LocalKey;

use super::bounds::{Proof, Proves};
use super::chain::{Chain, LocalChain, local_clear, local_engine, local_info};
use super::engine::{Engine, ForAll, ForThread};
use super::flight::Flights;
use super::info::{CacheInfo, CacheParameters};
#[cfg(feature = "store")]
use super::store::{Backing, Stored};

/// How an argument is passed, for the type of a [`Handle`].
pub trait Argument {
    /// The argument's type.
    type Of<'a>;
}

/// An argument of type `T`.
pub struct Val<T>(PhantomData<fn() -> T>);
/// An argument of type `&T`.
pub struct Ref<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);
/// An argument of type `&mut T`, which plays no part in the key.
pub struct Mut<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);
/// An argument of type `Option<&T>`.
pub struct OptionRef<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);

impl<T> Argument for Val<T> {
    type Of<'a> = T;
}
impl<T: ?Sized + 'static> Argument for Ref<T> {
    type Of<'a> = &'a T;
}
impl<T: ?Sized + 'static> Argument for Mut<T> {
    type Of<'a> = &'a mut T;
}
impl<T: ?Sized + 'static> Argument for OptionRef<T> {
    type Of<'a> = Option<&'a T>;
}

/// The arguments of a function, as a tuple.
pub trait Arguments {
    /// The tuple.
    type Tuple<'a>;
}

/// Where a cache is, whatever its types.
#[derive(Clone, Copy)]
pub struct Place {
    chain: Where,
    mark: TypeId,
    parameters: CacheParameters,
    /// Empties the store, before there is a cache before it.
    clear: Option<fn()>,
}

#[derive(Clone, Copy)]
enum Where {
    Shared(&'static Chain),
    Local(&'static LocalKey<LocalChain>),
}

impl Place {
    /// In `chain`.
    #[inline]
    #[must_use]
    pub fn shared(chain: &'static Chain, mark: TypeId, parameters: CacheParameters) -> Self {
        Self {
            chain: Where::Shared(chain),
            mark,
            parameters,
            clear: None,
        }
    }

    /// In each thread's `chain`.
    #[inline]
    #[must_use]
    pub fn local(
        chain: &'static LocalKey<LocalChain>,
        mark: TypeId,
        parameters: CacheParameters,
    ) -> Self {
        Self {
            chain: Where::Local(chain),
            mark,
            parameters,
            clear: None,
        }
    }

    /// With a store that `clear` empties.
    #[must_use]
    pub fn backed(self, clear: fn()) -> Self {
        Self {
            clear: Some(clear),
            ..self
        }
    }

    /// As `engine`, with a store behind it.
    ///
    /// # Panics
    ///
    /// As `engine`.
    #[cfg(feature = "store")]
    pub fn stored<K: 'static, V: 'static, const SINGLE: bool>(
        &self,
        key: impl Proves<K>,
        value: Proof<V>,
        backing: Backing<K, V>,
    ) -> &'static Stored<K, V, SINGLE> {
        match self.chain {
            Where::Shared(chain) => chain.stored(self.mark, self.parameters, key, value, backing),
            Where::Local(_) => unreachable!("the cache is one of each thread"),
        }
    }

    /// The cache for all threads.
    ///
    /// # Panics
    ///
    /// If it is one of each thread, which generated code knows.
    #[inline]
    pub fn engine<K: 'static, V: 'static>(
        &self,
        key: impl Proves<K>,
        value: Proof<V>,
    ) -> &'static Engine<K, V, ForAll> {
        match self.chain {
            Where::Shared(chain) => chain.engine(self.mark, self.parameters, key, value),
            Where::Local(_) => unreachable!("the cache is one of each thread"),
        }
    }

    /// As `engine`, for `single_flight`.
    ///
    /// # Panics
    ///
    /// As `engine`.
    pub fn flights<K: 'static, V: 'static>(
        &self,
        key: impl Proves<K>,
        value: Proof<V>,
    ) -> &'static Flights<K, V> {
        match self.chain {
            Where::Shared(chain) => chain.flights(self.mark, self.parameters, key, value),
            Where::Local(_) => unreachable!("the cache is one of each thread"),
        }
    }

    /// The cache of this thread.
    ///
    /// # Panics
    ///
    /// If it is one for all threads, which generated code knows.
    #[inline]
    pub fn local_engine<K: 'static, V: 'static>(&self) -> Rc<Engine<K, V, ForThread>> {
        match self.chain {
            Where::Local(chain) => local_engine(chain, self.mark, self.parameters),
            Where::Shared(_) => unreachable!("the cache is one for all threads"),
        }
    }
}

/// What the handle can do with arguments.
pub struct Calls<A: Arguments, R> {
    /// As the function of that name.
    pub invalidate: for<'a> fn(&Place, A::Tuple<'a>) -> bool,
    /// As the function of that name.
    pub contains: for<'a> fn(&Place, A::Tuple<'a>) -> bool,
    /// As the function of that name.
    pub peek: for<'a> fn(&Place, A::Tuple<'a>) -> Option<R>,
    /// As the function of that name.
    pub insert: for<'a> fn(&Place, A::Tuple<'a>, R),
    /// As the function of that name.
    pub uncached: for<'a> fn(A::Tuple<'a>) -> R,
}

/// The handle of a memoized function: what `#[memoize(handle = name)]` makes `name()` return.
///
/// `A` stands for the arguments of the function (`self` first, for a method) and `R` for its result.
///
/// ```
/// use dunder::memoize;
///
/// #[derive(Clone, PartialEq, Eq, Hash)]
/// struct Circle { radius: u32 }
///
/// impl Circle {
///     #[memoize(handle = area_cache)]
///     fn area(&self, scale: u32) -> u32 { 3 * self.radius * self.radius * scale }
/// }
///
/// let circle = Circle { radius: 2 };
/// assert_eq!(circle.area(10), 120);
/// assert_eq!(Circle::area_cache().cache_info().misses(), 1);
/// assert!(Circle::area_cache().invalidate(&circle, 10));
/// ```
pub struct Handle<A: Arguments, R> {
    place: Place,
    calls: Calls<A, R>,
}

impl<A: Arguments, R> Handle<A, R> {
    /// The handle of the cache at `place`.
    #[doc(hidden)]
    #[inline]
    pub fn new(place: Place, calls: Calls<A, R>) -> Self {
        Self { place, calls }
    }

    /// Where the cache is.
    #[doc(hidden)]
    #[inline]
    pub fn place(&self) -> Place {
        self.place
    }

    /// The counters now.
    pub fn cache_info(&self) -> CacheInfo {
        let Place {
            chain,
            mark,
            parameters,
            ..
        } = self.place;
        match chain {
            Where::Shared(chain) => chain.info(mark, parameters),
            Where::Local(chain) => local_info(chain, mark, parameters),
        }
    }

    /// Removes all entries and sets the counters to 0.
    pub fn cache_clear(&self) {
        match self.place.chain {
            Where::Shared(chain) => {
                if let (false, Some(clear)) = (chain.clear(self.place.mark), self.place.clear) {
                    clear();
                }
            }
            Where::Local(chain) => local_clear(chain, self.place.mark),
        }
    }

    /// The settings of the cache.
    pub fn cache_parameters(&self) -> CacheParameters {
        self.place.parameters
    }
}

impl<A: Arguments, R> fmt::Debug for Handle<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&self.cache_info()).finish()
    }
}

// The functions without arguments are among them.
#[allow(
    clippy::extra_unused_lifetimes,
    clippy::too_many_arguments,
    clippy::unused_unit
)]
mod arities {
    use super::{Argument, Arguments, Handle};

    macro_rules! arities {
    ($(($($part:ident $name:ident),*))*) => {$(
        impl<$($part: Argument),*> Arguments for ($($part,)*) {
            type Tuple<'a> = ($($part::Of<'a>,)*);
        }

        impl<$($part: Argument,)* R> Handle<($($part,)*), R> {
            /// Removes the entry for these arguments; whether there was one.
            pub fn invalidate<'a>(&self $(, $name: $part::Of<'a>)*) -> bool {
                (self.calls.invalidate)(&self.place, ($($name,)*))
            }

            /// Whether there is an entry for these arguments. Counts nothing.
            pub fn contains<'a>(&self $(, $name: $part::Of<'a>)*) -> bool {
                (self.calls.contains)(&self.place, ($($name,)*))
            }

            /// The value stored for these arguments. Computes and counts nothing.
            pub fn peek<'a>(&self $(, $name: $part::Of<'a>)*) -> Option<R> {
                (self.calls.peek)(&self.place, ($($name,)*))
            }

            /// Stores `value` for these arguments, in place of what is there: for warming up.
            pub fn insert<'a>(&self $(, $name: $part::Of<'a>)*, value: R) {
                (self.calls.insert)(&self.place, ($($name,)*), value);
            }

            /// The function itself: reads nothing from the cache, stores nothing, counts nothing.
            #[inline]
            pub fn uncached<'a>(&self $(, $name: $part::Of<'a>)*) -> R {
                (self.calls.uncached)(($($name,)*))
            }
        }
    )*};
}

    arities! {
        ()
        (A a)
        (A a, B b)
        (A a, B b, C c)
        (A a, B b, C c, D d)
        (A a, B b, C c, D d, E e)
        (A a, B b, C c, D d, E e, F f)
        (A a, B b, C c, D d, E e, F f, G g)
        (A a, B b, C c, D d, E e, F f, G g, H h)
    }
}
