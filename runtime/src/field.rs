//! `Field`: a value that only its descriptors change.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ops::Deref;

use crate::repr::Repr;
use crate::validation::{FieldName, SECRET, ValidationError};

/// A value of a described field: read freely, built and changed only through the field's descriptors.
///
/// `#[dataclass]` stores a field that has a descriptor (`#[field(positive)] price: f64`) as
/// `Field<f64, Product, 1>`. It is laid out as the value alone and dereferences to it, so reading
/// costs nothing. There is no `DerefMut`, no public constructor that skips the descriptors and no
/// `Default`; so neither a struct literal nor an assignment, neither `..base` nor a third-party
/// derive puts a value in that the descriptors would refuse, not even in the module of the class.
///
/// `Owner` and `INDEX` name the field, which is how [`Field::set`] knows what to call it in an
/// error: the part that `__set_name__` plays in Python (PEP 487). They own nothing and ask for
/// nothing: `Field` is `Send`, `Sync`, `Copy`, `Eq` and the rest exactly when `T` is.
///
/// The functions that take `this` are called as `Field::get(&p.price)`, so that no method of the
/// value is hidden.
#[repr(transparent)]
pub struct Field<T, Owner, const INDEX: usize> {
    owner: PhantomData<fn() -> Owner>,
    value: T,
}

/// The name of a class's field number `INDEX` and whether it is secret.
///
/// Generated, with no bounds but the class's own: what `Debug` needs must not depend on what the
/// descriptors need.
pub trait Described<const INDEX: usize> {
    /// What descriptors and errors call the field.
    const FIELD: &'static FieldName;
}

/// What the descriptors of a class's field number `INDEX` do with a new value of type `T`.
///
/// Generated; the bounds are those of the descriptors.
pub trait Guarded<T, const INDEX: usize>: Described<INDEX> {
    /// Runs the descriptors in the order written; the value comes back converted.
    ///
    /// # Errors
    ///
    /// Every violation of this one field, in the order of its descriptors.
    fn guard(value: T) -> Result<T, ValidationError>;
}

/// A class whose field number `INDEX` may be built and set by itself.
///
/// Generated for every described field that is not frozen, unless a `rule` couples the fields.
#[diagnostic::on_unimplemented(
    message = "this field of `{Self}` is not set by itself",
    label = "set it through `{Self}`'s own methods",
    note = "only `set_…`, `with_…` and `update` of the class change what a `rule` couples, what is \
            `observed`, and what a `cached` value is computed from",
    note = "a `frozen` field is set by `new` and `with_…` alone"
)]
pub trait PerField<const INDEX: usize> {}

/// Never implemented: says why a described field has no `Default`.
#[diagnostic::on_unimplemented(
    message = "a described field of `{Self}` has no default of its own",
    label = "its descriptors may refuse the default of its type",
    note = "give the field `#[field(default = …)]`; `#[derive(Default)]` below `#[dataclass]` is \
            answered from the defaults of the fields"
)]
pub trait DefaultField: sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

impl<T, Owner, const INDEX: usize> Field<T, Owner, INDEX> {
    /// A field from a value, through its descriptors.
    ///
    /// # Errors
    ///
    /// What the descriptors refuse, all of it.
    #[inline]
    pub fn new(value: T) -> Result<Self, ValidationError>
    where
        Owner: Guarded<T, INDEX> + PerField<INDEX>,
    {
        guarded(value)
    }

    /// Puts a value in, through the descriptors. On an error the field keeps what it has.
    ///
    /// # Errors
    ///
    /// What the descriptors refuse, all of it.
    #[inline]
    pub fn set(&mut self, value: T) -> Result<(), ValidationError>
    where
        Owner: Guarded<T, INDEX> + PerField<INDEX>,
    {
        self.value = Owner::guard(value)?;
        Ok(())
    }

    /// The value; [`Deref`] as a `const` function.
    #[inline]
    #[must_use]
    pub const fn get(this: &Self) -> &T {
        &this.value
    }

    /// The value, out of its field.
    #[inline]
    #[must_use]
    pub fn into_inner(this: Self) -> T {
        this.value
    }
}

/// [`Field::new`] for the class itself, which keeps its own `rule` and what is frozen.
///
/// # Errors
///
/// What the descriptors refuse, all of it.
#[inline]
pub fn guarded<T, Owner, const INDEX: usize>(
    value: T,
) -> Result<Field<T, Owner, INDEX>, ValidationError>
where
    Owner: Guarded<T, INDEX>,
{
    Ok(Field {
        owner: PhantomData,
        value: Owner::guard(value)?,
    })
}

/// [`guarded`] of a field whose descriptors refuse nothing.
#[inline]
#[must_use]
pub fn certain<T, Owner, const INDEX: usize>(value: T) -> Field<T, Owner, INDEX>
where
    Owner: Guarded<T, INDEX>,
{
    match guarded(value) {
        Ok(field) => field,
        Err(error) => unreachable!("a descriptor that only converts refused a value: {error}"),
    }
}

impl<T, Owner, const INDEX: usize> Deref for Field<T, Owner, INDEX> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, Owner, const INDEX: usize> AsRef<T> for Field<T, Owner, INDEX> {
    #[inline]
    fn as_ref(&self) -> &T {
        &self.value
    }
}

impl<T: Clone, Owner, const INDEX: usize> Clone for Field<T, Owner, INDEX> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            owner: PhantomData,
            value: self.value.clone(),
        }
    }

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.value.clone_from(&source.value);
    }
}

impl<T: Copy, Owner, const INDEX: usize> Copy for Field<T, Owner, INDEX> {}

// Two fields of a class compare as their values do, so that a `rule` may say `self.low <= self.high`.
impl<T, Owner, const INDEX: usize, U, Other, const AT: usize> PartialEq<Field<U, Other, AT>>
    for Field<T, Owner, INDEX>
where
    T: PartialEq<U>,
{
    #[inline]
    fn eq(&self, other: &Field<U, Other, AT>) -> bool {
        self.value == other.value
    }
}

impl<T: Eq, Owner, const INDEX: usize> Eq for Field<T, Owner, INDEX> {}

impl<T, Owner, const INDEX: usize, U, Other, const AT: usize> PartialOrd<Field<U, Other, AT>>
    for Field<T, Owner, INDEX>
where
    T: PartialOrd<U>,
{
    #[inline]
    fn partial_cmp(&self, other: &Field<U, Other, AT>) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord, Owner, const INDEX: usize> Ord for Field<T, Owner, INDEX> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash, Owner, const INDEX: usize> Hash for Field<T, Owner, INDEX> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Debug, Owner: Described<INDEX>, const INDEX: usize> fmt::Debug
    for Field<T, Owner, INDEX>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Owner::FIELD.is_secret() {
            f.write_str(SECRET)
        } else {
            self.value.fmt(f)
        }
    }
}

impl<T: fmt::Display, Owner: Described<INDEX>, const INDEX: usize> fmt::Display
    for Field<T, Owner, INDEX>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Owner::FIELD.is_secret() {
            f.write_str(SECRET)
        } else {
            self.value.fmt(f)
        }
    }
}

impl<T: Repr, Owner: Described<INDEX>, const INDEX: usize> Repr for Field<T, Owner, INDEX> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if Owner::FIELD.is_secret() {
            f.write_str(SECRET)
        } else {
            self.value.repr(f)
        }
    }
}

impl<T, Owner: DefaultField, const INDEX: usize> Default for Field<T, Owner, INDEX> {
    fn default() -> Self {
        unreachable!("`DefaultField` has no implementors")
    }
}
