//! What `#[factory]` says of a trait object, and what a constructor may return.

use std::any::{Any, TypeId};
use std::error::Error;
use std::sync::Arc;

use super::error::Failure;
use super::registry::Registry;
use super::taken::Crate;

/// A trait object that a factory makes: `#[factory]` implements it for `dyn Trait`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no factory",
    label = "no factory",
    note = "put `#[factory]` on the trait"
)]
pub trait Product: 'static {
    /// `Box<dyn Trait>`, or `Arc<dyn Trait>` with `shared`.
    type Pointer: 'static;
    /// What makes one: `dyn Fn(arguments) -> Result<Self::Pointer, Failure> + Send + Sync`.
    #[doc(hidden)]
    type Constructor: ?Sized + Send + Sync + 'static;
    /// What makes one that cannot fail: `dyn Fn(arguments) -> Self::Pointer + Send + Sync`. What it returns fits in
    /// registers.
    #[doc(hidden)]
    type Infallible: ?Sized + Send + Sync + 'static;
    /// The trait's name.
    const NAME: &'static str;
    /// What keys name, for errors: `channel`.
    const NOUN: &'static str;
    #[doc(hidden)]
    fn registry() -> &'static Registry<Self>;
}

/// A constructor.
pub enum Constructor<'a, P: Product + ?Sized> {
    /// That cannot fail.
    Infallible(&'a P::Infallible),
    /// That may.
    Fallible(&'a P::Constructor),
}

impl<P: Product + ?Sized> Clone for Constructor<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Product + ?Sized> Copy for Constructor<'_, P> {}

/// A trait object to which a `T` can be made a pointer: `#[factory]` implements it for every `T: Trait`.
///
/// No subtrait of `Product`: a bound on it would hide from the compiler what `Product`'s types are.
pub trait Make<T, Pointer> {
    /// The pointer to `value`.
    fn make(value: T) -> Pointer;
}

/// The error of a constructor.
#[diagnostic::on_unimplemented(
    message = "the error of a constructor is an `Error` that is `Send + Sync + 'static`, a box of one, or a text, and `{Self}` is none of these",
    label = "no `Error`",
    note = "implement `std::error::Error` for `{Self}`, or turn it into a text by `map_err`"
)]
pub trait ConstructorError {
    /// One pointer.
    fn failure(self) -> Failure;
}

// One error, about the trait above.
#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn Error + Send + Sync>>> ConstructorError for E {
    #[inline]
    fn failure(self) -> Failure {
        Failure::new(self)
    }
}

/// What a constructor of `T` in `#[register]` may return.
#[diagnostic::on_unimplemented(
    message = "a constructor of `{T}` returns `{T}` or `Result<{T}, E>`, and this one returns `{Self}`",
    label = "returns `{Self}`"
)]
pub trait Constructed<T> {
    /// Whether there may be an error.
    const FALLIBLE: bool;

    /// # Errors
    /// The constructor's own.
    fn constructed(self) -> Result<T, Failure>;
}

impl<T> Constructed<T> for T {
    const FALLIBLE: bool = false;

    #[inline]
    fn constructed(self) -> Result<T, Failure> {
        Ok(self)
    }
}

impl<T, E: ConstructorError> Constructed<T> for Result<T, E> {
    const FALLIBLE: bool = true;

    #[inline]
    fn constructed(self) -> Result<T, Failure> {
        self.map_err(ConstructorError::failure)
    }
}

/// What a constructor that is registered at run time may return: a type with the trait, a `Result` of one, or the
/// pointer itself. `How` tells these apart, and is always inferred.
#[diagnostic::on_unimplemented(
    message = "a constructor for this factory returns a type that implements its trait, a `Result` of one, or a pointer to the trait object, and this one returns `{Self}`",
    label = "returns `{Self}`"
)]
pub trait Outcome<How, P: Product + ?Sized> {
    /// # Errors
    /// The constructor's own.
    fn outcome(self) -> Result<P::Pointer, Failure>;
}

/// A value.
pub struct Plain;

/// A `Result` of a value.
pub struct Fallible;

/// A pointer to the trait object.
pub struct Pointed;

impl<T, P: Product + Make<T, P::Pointer> + ?Sized> Outcome<Plain, P> for T {
    #[inline]
    fn outcome(self) -> Result<P::Pointer, Failure> {
        Ok(P::make(self))
    }
}

impl<T, E, P> Outcome<Fallible, P> for Result<T, E>
where
    P: Product + Make<T, P::Pointer> + ?Sized,
    E: ConstructorError,
{
    #[inline]
    fn outcome(self) -> Result<P::Pointer, Failure> {
        self.map(P::make).map_err(ConstructorError::failure)
    }
}

impl<P: Product<Pointer = Self> + ?Sized> Outcome<Pointed, P> for Box<P> {
    #[inline]
    fn outcome(self) -> Result<P::Pointer, Failure> {
        Ok(self)
    }
}

impl<P: Product<Pointer = Self> + ?Sized> Outcome<Pointed, P> for Arc<P> {
    #[inline]
    fn outcome(self) -> Result<P::Pointer, Failure> {
        Ok(self)
    }
}

/// `Default`, with an error that tells what else there is.
#[diagnostic::on_unimplemented(
    message = "`#[register]` makes `{Self}` by `Default`, which it does not implement",
    label = "no `Default`",
    note = "derive or implement `Default`, or say how to make it: `#[register(\"key\", new = path or closure)]`"
)]
pub trait ByDefault {
    /// The default value.
    fn by_default() -> Self;
}

// One error, about the trait above, and none about what the impl asks for.
#[diagnostic::do_not_recommend]
impl<T: Default> ByDefault for T {
    #[inline]
    fn by_default() -> Self {
        Self::default()
    }
}

/// What a product is behind its trait object: above the trait of a factory with `serde`.
pub trait Concrete: 'static {
    #[doc(hidden)]
    fn __dunder_any(&self) -> &dyn Any;
}

impl<T: 'static> Concrete for T {
    fn __dunder_any(&self) -> &dyn Any {
        self
    }
}

/// What stands in for the functions that `#[factory]` puts on a trait object, where it did not: the one error that
/// follows says so.
pub trait NoFactory {
    /// Nowhere.
    const __DUNDER_HOME: Crate = Crate {
        module: "",
        version: None,
        binary: None,
        test: None,
    };

    /// Cannot be called.
    fn __dunder_by_default<Made>(_: &mut dyn Any)
    where
        Self: Product,
    {
    }

    /// Cannot be called.
    fn __dunder_by<Made, Constructor>(_: &mut dyn Any, _: Constructor)
    where
        Self: Product,
    {
    }
}

impl<T: ?Sized> NoFactory for T {}

/// `TypeId::of`, which as a `const fn` is newer than this crate's oldest compiler.
#[must_use]
pub fn type_id<T: ?Sized + 'static>() -> TypeId {
    TypeId::of::<T>()
}

/// The impls of a factory with `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __factory_persist {
    ($($impls:tt)*) => { $($impls)* };
}

/// The impls of a factory with `serde`, which cannot be without the feature.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __factory_persist {
    ($($impls:tt)*) => {
        ::core::compile_error!(
            "`serde` needs the feature of that name: write `dunder = { version = \"…\", features = [\"serde\"] }`"
        );
    };
}
