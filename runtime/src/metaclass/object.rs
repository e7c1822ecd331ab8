//! Objects whose fields are reached by number or name.

use std::any::Any;

use super::slot::Slot;
use crate::class::Class;
use crate::validation::generated::Violations;
use crate::validation::{ValidationError, Violation};

/// What fills a field: it is given the field's number and puts a value into the slot, or none.
pub type Fill<'a> = dyn FnMut(usize, &mut Slot<'_>) + 'a;

/// An object of a class with a metaclass: its fields are read, set and built by number or name, through their
/// descriptors and rules.
///
/// The numbers are those of [`ClassInfo::fields`](crate::metaclass::ClassInfo::fields). A private field is reached too: a class that says
/// `#[meta(Orm)]` lets libraries read and write it, as it lets serde by deriving `Serialize` and `Deserialize`.
///
/// Python's `getattr` and `setattr`.
///
/// ```
/// # use dunder::{Metaclass, Object, dataclass, metaclass};
/// # pub struct Orm;
/// # #[metaclass]
/// # impl Metaclass for Orm {}
/// #[dataclass]
/// #[meta(Orm)]
/// struct Product {
///     name: String,
///     #[field(positive)]
///     price: f64,
/// }
///
/// let mut product = Product::new("Widget", 9.99).unwrap();
/// assert_eq!(product.get_field("price"), Some(&9.99));
/// product.set_field("price", 12.0).unwrap();
/// let error = product.set_field("price", -5.0).unwrap_err();
/// assert_eq!(error.to_string(), "price must be a positive number, got -5");
/// ```
pub trait Object: Class {
    /// The value of a field, a `T` for a field that is declared as `T`.
    ///
    /// `None` for a number that no field has, and for a field that borrows: what has a lifetime is no [`Any`].
    fn field_at(&self, index: usize) -> Option<&dyn Any>;

    /// Puts into a field what `fill` puts into the slot, through the field's descriptors and the class's rules.
    ///
    /// # Errors
    ///
    /// If `fill` puts nothing in, the value is refused, or the field does not change: it is `frozen` or has no setter.
    /// The object is then as it was.
    fn fill_field(&mut self, index: usize, fill: &mut Fill<'_>) -> Result<(), ValidationError>;

    /// Makes an object of what `fill` puts into the slots, one for each field in order. A field that gets nothing takes
    /// its default. `post_init` and the rules run as in every construction.
    ///
    /// # Errors
    ///
    /// Every value that is refused, and every field that gets none and has no default.
    fn build(fill: &mut Fill<'_>) -> Result<Self, ValidationError>
    where
        Self: Sized,
    {
        // Only for classes without a size, for which nobody can call it.
        let _ = fill;
        unreachable!("a class with a size has its own")
    }

    /// The value of the field of this name, if there is one and it is a `T`.
    fn get_field<T: 'static>(&self, name: &str) -> Option<&T> {
        self.field_at(index_of::<Self>(name)?)?.downcast_ref()
    }

    /// Puts a value into the field of this name, through its descriptors and the class's rules.
    ///
    /// # Errors
    ///
    /// As [`fill_field`](Self::fill_field); also if there is no such field, or it is not a `T`.
    fn set_field<T: 'static>(&mut self, name: &str, value: T) -> Result<(), ValidationError> {
        let Some(index) = index_of::<Self>(name) else {
            let violation = Violation::new("is no field of the class").with_code("unknown_field");
            return Err(violation.at(name).into());
        };
        let mut value = Some(value);
        self.fill_field(index, &mut |_, slot| {
            if let Some(value) = value.take() {
                slot.put(value);
            }
        })
    }
}

fn index_of<C: Class + ?Sized>(name: &str) -> Option<usize> {
    let mut fields = crate::fields::<C>().iter();
    fields.position(|field| field.name() == name)
}

/// What `fill` gives for a field.
///
/// # Errors
///
/// If it gives nothing, or a value of another type.
pub fn taken<C: Class + ?Sized, T: 'static>(
    fill: &mut Fill<'_>,
    index: usize,
) -> Result<T, ValidationError> {
    match given::<T>(fill, index, name::<C>(index))? {
        Some(value) => Ok(value),
        None => Err(missing(name::<C>(index))),
    }
}

/// A field that nothing guards.
pub trait Place {
    /// Puts in what `fill` gives.
    fn fill(
        &mut self,
        fill: &mut Fill<'_>,
        index: usize,
        name: &str,
    ) -> Result<(), ValidationError>;
}

impl<T: 'static> Place for T {
    fn fill(
        &mut self,
        fill: &mut Fill<'_>,
        index: usize,
        name: &str,
    ) -> Result<(), ValidationError> {
        *self = given(fill, index, name)?.ok_or_else(|| missing(name))?;
        Ok(())
    }
}

/// Puts what `fill` gives into a field that nothing guards.
///
/// # Errors
///
/// If it gives nothing, or a value of another type.
pub fn put<C: Class + ?Sized>(
    field: &mut dyn Place,
    fill: &mut Fill<'_>,
    index: usize,
) -> Result<(), ValidationError> {
    field.fill(fill, index, name::<C>(index))
}

/// Nothing is put into a field that nobody sets, nor where there is none.
///
/// # Errors
///
/// Always.
#[cold]
pub fn refused<C: Class + ?Sized>(index: usize) -> Result<(), ValidationError> {
    let (name, violation) = match crate::fields::<C>().get(index) {
        Some(field) => (
            field.name().to_owned(),
            Violation::new("is not set from outside").with_code("not_settable"),
        ),
        None => (
            index.to_string(),
            Violation::new("is no field of the class").with_code("unknown_field"),
        ),
    };
    Err(violation.at(name).into())
}

/// An object on its way: what has been given for its fields so far.
pub struct Building<'a, 'b> {
    fill: &'a mut Fill<'b>,
    violations: Violations,
}

impl<'a, 'b> Building<'a, 'b> {
    /// Nothing yet.
    #[must_use]
    pub fn new(fill: &'a mut Fill<'b>) -> Self {
        Self {
            fill,
            violations: Violations::new(),
        }
    }

    /// What is given for a field that can do without.
    pub fn given<C: Class + ?Sized, T: 'static>(&mut self, index: usize) -> Option<T> {
        let given = given(self.fill, index, name::<C>(index));
        self.violations.take(given).flatten()
    }

    /// What is given for fields that need a value, from this place on; then they have it, or there is an error.
    pub fn row<C: Class + ?Sized, R: Row>(&mut self, first: usize) -> Option<R> {
        R::taken::<C>(self, first)
    }

    fn taken<C: Class + ?Sized, T: 'static>(&mut self, index: usize) -> Option<T> {
        let taken = taken::<C, T>(self.fill, index);
        self.violations.take(taken)
    }

    /// Nothing, for a field that nobody can give.
    pub fn lacks<T>(&mut self, name: &str) -> Option<T> {
        self.violations.take(Err(missing(name)))
    }

    /// The error, where a field has no value.
    #[cold]
    #[must_use]
    pub fn into_error(self) -> ValidationError {
        self.violations.into_error()
    }

    /// Whether all that was given was of the fields' types.
    ///
    /// # Errors
    ///
    /// What was not.
    pub fn finish(self) -> Result<(), ValidationError> {
        self.violations.result()
    }
}

/// The values of several fields: the compiler is asked once for all of them.
pub trait Row: Sized {
    #[doc(hidden)]
    fn taken<C: Class + ?Sized>(building: &mut Building<'_, '_>, first: usize) -> Option<Self>;
}

macro_rules! rows {
    ($($value:ident: $T:ident,)+) => {
        impl<$($T: 'static),+> Row for ($($T,)+) {
            fn taken<C: Class + ?Sized>(
                building: &mut Building<'_, '_>,
                first: usize,
            ) -> Option<Self> {
                let mut places = first..;
                // All are asked before one is missing.
                $(let $value = building.taken::<C, $T>(places.next()?);)+
                Some(($($value?,)+))
            }
        }
        rows! { @without $($value: $T,)+ }
    };
    (@without $value:ident: $T:ident, $($rest:tt)*) => { rows! { $($rest)* } };
    () => {};
}

// `ROW` of the expansion.
rows! {
    a: A, b: B, c: T, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L,
}

fn name<C: Class + ?Sized>(index: usize) -> &'static str {
    crate::fields::<C>()[index].name()
}

fn given<T: 'static>(
    fill: &mut Fill<'_>,
    index: usize,
    name: &str,
) -> Result<Option<T>, ValidationError> {
    let mut place = None;
    let mut slot = Slot::of(&mut place);
    fill(index, &mut slot);
    if slot.refused() {
        let message = format!("must be a value of type `{}`", slot.type_name());
        let violation = Violation::new(message).with_code("type");
        return Err(violation.at(name).into());
    }
    Ok(place)
}

#[cold]
fn missing(name: &str) -> ValidationError {
    let violation = Violation::new("has no value").with_code("missing");
    violation.at(name).into()
}
