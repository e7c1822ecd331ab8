//! What the generated `Repr` and `Display` call; no part of the public interface.
//!
//! An expansion is one call per struct or variant, with the names and the values in arrays:
//!
//! ```text
//! named(self, f, "Point", &["x", "y"], &[Shown(&self.x).__dunder_repr(), Shown(&self.y).__dunder_repr()])
//! ```

use super::{Repr, Text, cycle, others};
use crate::class::generated::Member;
use crate::class::{Class, ClassInfo};
use crate::validation::SECRET;
use std::fmt;

/// `Point(x=3.0, y=4.0)`; `C()` without fields. `this` is the whole object, for the guard against cycles.
pub fn named<T: ?Sized>(
    this: &T,
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[&str],
    values: &[&dyn Repr],
) -> fmt::Result {
    cycle::guarded::<T, T>(this, f, |f| call(f, name, fields, values))
}

/// An object whose expansion lists its fields: as [`named`], or as [`tuple`] where its fields have numbers for names.
pub fn object<C: Class>(this: &C, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    cycle::guarded::<C, C>(this, f, |f| members(f, &C::CLASS, &|at| this.__member(at)))
}

fn members<'a>(
    f: &mut fmt::Formatter<'_>,
    class: &ClassInfo,
    member: &dyn Fn(usize) -> &'a dyn Member,
) -> fmt::Result {
    f.write_str(class.name())?;
    f.write_str("(")?;
    for (at, field) in class.fields().iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        if !field
            .name()
            .starts_with(|first: char| first.is_ascii_digit())
        {
            f.write_str(field.name())?;
            f.write_str("=")?;
        }
        member(at).repr(f)?;
    }
    f.write_str(")")
}

/// `Pair(1, 2)`.
pub fn tuple<T: ?Sized>(
    this: &T,
    f: &mut fmt::Formatter<'_>,
    name: &str,
    values: &[&dyn Repr],
) -> fmt::Result {
    cycle::guarded::<T, T>(this, f, |f| call(f, name, &[], values))
}

/// A call with keyword arguments as far as there are names.
fn call(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[&str],
    values: &[&dyn Repr],
) -> fmt::Result {
    f.write_str(name)?;
    f.write_str("(")?;
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        if let Some(field) = fields.get(index) {
            f.write_str(field)?;
            f.write_str("=")?;
        }
        value.repr(f)?;
    }
    f.write_str(")")
}

/// `style = rust`: `Point { x: 3.0, y: 4.0 }`, over several lines by `{:#}`; `Point` without fields.
pub fn rust_named<T: ?Sized>(
    this: &T,
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[&str],
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    cycle::guarded::<T, T>(this, f, |f| {
        let mut text = f.debug_struct(name);
        for (field, value) in fields.iter().zip(values) {
            text.field(field, value);
        }
        text.finish()
    })
}

/// `style = rust`: `Pair(1, 2)`.
pub fn rust_tuple<T: ?Sized>(
    this: &T,
    f: &mut fmt::Formatter<'_>,
    name: &str,
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    cycle::guarded::<T, T>(this, f, |f| {
        let mut text = f.debug_tuple(name);
        for value in values {
            text.field(value);
        }
        text.finish()
    })
}

/// `Display` by the repr. Width, fill and precision apply to the whole text, as they do to a `str`; `#` reaches
/// `style = rust`.
pub fn display(value: &dyn Repr, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if f.width().is_none() && f.precision().is_none() {
        return value.repr(f);
    }
    let text = Text(value);
    let text = if f.alternate() {
        format!("{text:#}")
    } else {
        format!("{text}")
    };
    f.pad(&text)
}

/// A `secret` field.
pub struct Secret;

impl Repr for Secret {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SECRET)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SECRET)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(SECRET)
    }
}

/// A field as its declared type: a described one dereferences to it.
#[inline]
pub fn value<T: ?Sized>(place: &T) -> &T {
    place
}

/// A field with `repr_with = path`.
pub struct With<F>(F);

/// A function rather than the constructor, since it tells the closure its argument's type.
pub fn with<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result>(format: F) -> With<F> {
    With(format)
}

impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> Repr for With<F> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0(f)
    }
}

impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Debug for With<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0(f)
    }
}

/// A field's value, printed by its `Repr` or, when its type has none, by its `Debug`.
///
/// The choice is made by method look-up on `Shown(&value)`: of the methods that take `&self` those of `Shown` itself
/// come first, as far as their bounds hold, then those of traits; the ones that take `&mut self` come last, and are
/// there for their error.
#[derive(Clone, Copy)]
pub struct Shown<'a, T: ?Sized>(pub &'a T);

/// First choice of the python style.
impl<T: Repr + ?Sized> Shown<'_, T> {
    #[inline]
    #[doc(hidden)]
    pub fn __dunder_repr(&self) -> &dyn Repr {
        &self.0
    }

    /// For `derive(dunder::Display)`: the type's own repr, which may be written by hand.
    #[doc(hidden)]
    pub fn __dunder_display(&self, f: &mut fmt::Formatter<'_>, _: TextFn<'_>) -> fmt::Result {
        display(&self.0, f)
    }
}

/// First choice of `style = rust`.
impl<T: fmt::Debug + ?Sized> Shown<'_, T> {
    #[inline]
    #[doc(hidden)]
    pub fn __dunder_debug(&self) -> &dyn fmt::Debug {
        &self.0
    }
}

/// Second choice of the python style.
pub trait ReprByDebug {
    #[doc(hidden)]
    fn __dunder_repr(&self) -> &dyn Repr;
}

impl<T: fmt::Debug + ?Sized> ReprByDebug for Shown<'_, T> {
    #[inline]
    fn __dunder_repr(&self) -> &dyn Repr {
        self
    }
}

impl<T: fmt::Debug + ?Sized> Repr for Shown<'_, T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        others::debug(&self.0, f)
    }
}

/// Second choice of `style = rust`.
pub trait DebugByRepr {
    #[doc(hidden)]
    fn __dunder_debug(&self) -> &dyn fmt::Debug;
}

impl<T: Repr + ?Sized> DebugByRepr for Shown<'_, T> {
    #[inline]
    fn __dunder_debug(&self) -> &dyn fmt::Debug {
        self
    }
}

impl<T: Repr + ?Sized> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.repr(f)
    }
}

/// What writes a text.
pub type TextFn<'a> = &'a dyn Fn(&mut fmt::Formatter<'_>) -> fmt::Result;

/// Second choice of `derive(dunder::Display)`: the text that `derive(dunder::Repr)` would write.
pub trait DisplayByText {
    #[doc(hidden)]
    fn __dunder_display(&self, f: &mut fmt::Formatter<'_>, text: TextFn<'_>) -> fmt::Result;
}

impl<T: ?Sized> DisplayByText for Shown<'_, T> {
    fn __dunder_display(&self, f: &mut fmt::Formatter<'_>, text: TextFn<'_>) -> fmt::Result {
        display(&With(text), f)
    }
}

/// What a field's type lacks when there is no way to print it. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` implements neither `Repr` nor `Debug`",
    label = "this field cannot be printed",
    note = "leave it out with `#[field(repr = false)]`, format it with `#[field(repr_with = path)]`, or derive `Debug` or `dunder::Repr` for `{Self}`"
)]
pub trait ReprOrDebug {}

/// Last choice: the error.
pub trait Unprintable<T: ?Sized> {
    #[doc(hidden)]
    fn __dunder_repr(&mut self) -> &dyn Repr
    where
        T: ReprOrDebug;

    #[doc(hidden)]
    fn __dunder_debug(&mut self) -> &dyn fmt::Debug
    where
        T: ReprOrDebug;
}

impl<T: ?Sized> Unprintable<T> for Shown<'_, T> {
    fn __dunder_repr(&mut self) -> &dyn Repr
    where
        T: ReprOrDebug,
    {
        &Secret
    }

    fn __dunder_debug(&mut self) -> &dyn fmt::Debug
    where
        T: ReprOrDebug,
    {
        &Secret
    }
}
