//! `#[singleton(strict)]`: a later call has to give the arguments that the instance was made with.

use std::any::{Any, type_name};
use std::borrow::Borrow;
use std::error::Error;
use std::fmt::{self, Debug};

use super::cell::Cell;
use super::construction::short;

/// The arguments of a call of a `#[singleton(strict)]` constructor differ from those that the instance was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlreadyInitialized {
    type_name: &'static str,
    first: String,
    later: String,
}

impl AlreadyInitialized {
    fn new<T>(first: &Arguments, later: &Arguments) -> Self {
        let shown = |arguments: &Arguments| {
            let each = arguments
                .iter()
                .map(|(name, value)| format!("{name} = {value:?}"));
            each.collect::<Vec<_>>().join(", ")
        };
        Self {
            type_name: type_name::<T>(),
            first: shown(first),
            later: shown(later),
        }
    }

    /// The arguments that the instance was made with, as `host = "a", port = 1`.
    #[must_use]
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The arguments of the call that failed, likewise.
    #[must_use]
    pub fn later(&self) -> &str {
        &self.later
    }
}

impl fmt::Display for AlreadyInitialized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = short(self.type_name);
        let Self { first, later, .. } = self;
        write!(
            f,
            "singleton `{name}` was made with {first}, and is asked for with {later}"
        )
    }
}

impl Error for AlreadyInitialized {}

/// The error of a constructor under `strict` that is fallible by itself.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a constructor under `strict` tells of other arguments by its error, which `{Self}` cannot",
    label = "no `From<AlreadyInitialized>`",
    note = "implement `From<dunder::AlreadyInitialized>` for `{Self}`, or return `Result<Self, Box<dyn std::error::Error>>`"
)]
pub trait StrictError {
    fn told(error: AlreadyInitialized) -> Self;
}

// One error, about the trait above.
#[diagnostic::do_not_recommend]
impl<E: From<AlreadyInitialized>> StrictError for E {
    fn told(error: AlreadyInitialized) -> Self {
        error.into()
    }
}

/// The first call's arguments, by name.
pub(super) type Arguments = Vec<(&'static str, Box<dyn Stored>)>;

/// An argument as kept.
#[doc(hidden)]
pub trait Stored: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn same(&self, other: &dyn Stored) -> bool;
}

impl<T: PartialEq + Debug + Send + Sync + 'static> Stored for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn same(&self, other: &dyn Stored) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }
}

/// What can be told from another of its kind.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`strict` keeps the first arguments, compares and shows them, which it cannot with `{Self}`",
    label = "cannot be compared",
    note = "an argument under `strict` is `Clone + PartialEq + Debug + Send + Sync + 'static`, or a reference to what is"
)]
pub trait Comparable: Clone + PartialEq + Debug + Send + Sync + 'static {}

// One error, about the trait above, and not one for each that the impl asks for.
#[diagnostic::do_not_recommend]
impl<T: Clone + PartialEq + Debug + Send + Sync + 'static> Comparable for T {}

/// An argument as given.
#[doc(hidden)]
pub trait Given {
    fn is(&self, stored: &dyn Stored) -> bool;
    fn store(&self) -> Box<dyn Stored>;
}

/// An argument of type `&B`, kept as what `B` borrows from.
#[doc(hidden)]
pub struct Borrowed<'a, B: ?Sized>(pub &'a B);

/// An argument that is kept as it is.
#[doc(hidden)]
pub struct Owned<'a, T>(pub &'a T);

impl<B: ToOwned<Owned: Comparable> + PartialEq + ?Sized> Given for Borrowed<'_, B> {
    fn is(&self, stored: &dyn Stored) -> bool {
        let stored = stored.as_any().downcast_ref::<B::Owned>();
        stored.is_some_and(|stored| stored.borrow() == self.0)
    }

    fn store(&self) -> Box<dyn Stored> {
        Box::new(self.0.to_owned())
    }
}

impl<T: Comparable> Given for Owned<'_, T> {
    fn is(&self, stored: &dyn Stored) -> bool {
        stored.as_any().downcast_ref() == Some(self.0)
    }

    fn store(&self) -> Box<dyn Stored> {
        Box::new(self.0.clone())
    }
}

/// A call of a strict constructor whose arguments have been looked at.
#[doc(hidden)]
pub enum Checked<T: 'static> {
    /// They are the first call's, or an override answers, whatever the arguments.
    Made(&'static T),
    /// Nothing is made yet.
    Vacant(Vacant<T>),
}

/// A call that may be the first.
#[doc(hidden)]
pub struct Vacant<T: 'static> {
    cell: &'static Cell<T>,
    arguments: Arguments,
}

impl<T: 'static> Cell<T> {
    /// Looks at the arguments of a call.
    ///
    /// # Errors
    /// If the instance was made with others.
    pub fn check(
        &'static self,
        given: &[(&'static str, &dyn Given)],
    ) -> Result<Checked<T>, AlreadyInitialized> {
        let stored = || {
            given
                .iter()
                .map(|(name, given)| (*name, given.store()))
                .collect()
        };
        match (self.get(), self.first_arguments().get()) {
            (Some(value), Some(first)) if self.is_original(value) => {
                let mut pairs = first.iter().zip(given);
                if pairs.all(|((_, first), (_, given))| given.is(&**first)) {
                    Ok(Checked::Made(value))
                } else {
                    Err(AlreadyInitialized::new::<T>(first, &stored()))
                }
            }
            (Some(value), _) => Ok(Checked::Made(value)),
            (None, _) => Ok(Checked::Vacant(Vacant {
                cell: self,
                arguments: stored(),
            })),
        }
    }
}

impl<T: 'static> Vacant<T> {
    /// The instance, made by `init` if there is still none.
    ///
    /// # Errors
    /// If someone else made it meanwhile, with other arguments.
    ///
    /// # Panics
    /// As [`Cell::get_or_init`].
    #[track_caller]
    pub fn get_or_init(self, init: impl FnOnce() -> T) -> Result<&'static T, AlreadyInitialized> {
        self.get_or_try_init(|| Ok(init()))
    }

    /// The instance, made by `init` if there is still none.
    ///
    /// # Errors
    /// What `init` gives, and as [`get_or_init`](Self::get_or_init).
    ///
    /// # Panics
    /// As [`Cell::get_or_init`].
    #[track_caller]
    pub fn get_or_try_init<E: StrictError>(
        self,
        init: impl FnOnce() -> Result<T, E>,
    ) -> Result<&'static T, E> {
        let Self { cell, arguments } = self;
        let mut arguments = Some(arguments);
        let value = cell.get_or_try_init(|| {
            let value = init()?;
            keep(cell, arguments.take());
            Ok::<_, E>(value)
        })?;
        late(cell, value, arguments)
    }

    /// As [`get_or_init`](Self::get_or_init).
    ///
    /// # Errors
    /// As [`get_or_init`](Self::get_or_init).
    pub async fn get_or_init_async(
        self,
        init: impl Future<Output = T>,
    ) -> Result<&'static T, AlreadyInitialized> {
        self.get_or_try_init_async(async { Ok(init.await) }).await
    }

    /// As [`get_or_try_init`](Self::get_or_try_init).
    ///
    /// # Errors
    /// As [`get_or_try_init`](Self::get_or_try_init).
    pub async fn get_or_try_init_async<E: StrictError>(
        self,
        init: impl Future<Output = Result<T, E>>,
    ) -> Result<&'static T, E> {
        let Self { cell, arguments } = self;
        let mut arguments = Some(arguments);
        let init = async {
            let value = init.await?;
            keep(cell, arguments.take());
            Ok::<_, E>(value)
        };
        let value = cell.get_or_try_init_async(init).await?;
        late(cell, value, arguments)
    }
}

/// Keeps the arguments of the call that made the value; it still has the lease, so there are none yet.
fn keep<T: 'static>(cell: &Cell<T>, arguments: Option<Arguments>) {
    if let Some(arguments) = arguments {
        let _ = cell.first_arguments().set(arguments);
    }
}

/// What a call gets that found nothing made: `arguments` are still there if another call was quicker.
fn late<T: 'static, E: StrictError>(
    cell: &'static Cell<T>,
    value: &'static T,
    arguments: Option<Arguments>,
) -> Result<&'static T, E> {
    if let (Some(later), Some(first)) = (arguments, cell.first_arguments().get()) {
        let mut pairs = first.iter().zip(&later);
        if cell.is_original(value) && !pairs.all(|((_, first), (_, later))| first.same(&**later)) {
            return Err(E::told(AlreadyInitialized::new::<T>(first, &later)));
        }
    }
    Ok(value)
}
