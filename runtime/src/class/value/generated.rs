//! What generated code calls.

use std::fmt;

use super::{Form, ToValue, Value};
use crate::Repr;
use crate::class::generated::Member;
use crate::class::{Class, FieldInfo};

/// An object: its fields by name, or by place.
pub fn object<C: Class + ?Sized, const N: usize>(form: Form, values: [Value; N]) -> Value {
    match form {
        Form::Tuple => Value::Tuple(values.into()),
        Form::Dict => {
            let names = C::CLASS.fields().iter().map(|field| text(field.name()));
            Value::Dict(names.zip(values).collect())
        }
    }
}

/// An object whose expansion lists its fields.
pub fn listed<C: Class>(object: &C, form: Form) -> Value {
    members(C::CLASS.fields(), form, &|at| object.__member(at))
}

fn members<'a>(
    fields: &[FieldInfo],
    form: Form,
    member: &dyn Fn(usize) -> &'a dyn Member,
) -> Value {
    let values = (0..fields.len()).map(|at| member(at).to_value(form));
    match form {
        Form::Tuple => Value::Tuple(values.collect()),
        Form::Dict => {
            let names = fields.iter().map(|field| text(field.name()));
            Value::Dict(names.zip(values).collect())
        }
    }
}

/// A variant without fields.
pub fn unit(name: &str) -> Value {
    text(name)
}

/// A variant with one nameless field.
pub fn newtype(form: Form, name: &str, value: Value) -> Value {
    match form {
        Form::Tuple => Value::Tuple(vec![text(name), value]),
        Form::Dict => Value::Dict(vec![(text(name), value)]),
    }
}

/// A variant with several nameless fields.
pub fn tuple<const N: usize>(form: Form, name: &str, values: [Value; N]) -> Value {
    match form {
        Form::Tuple => Value::Tuple([text(name)].into_iter().chain(values).collect()),
        Form::Dict => Value::Dict(vec![(text(name), Value::Tuple(values.into()))]),
    }
}

/// A variant with named fields.
pub fn named<const N: usize>(
    form: Form,
    name: &str,
    names: [&str; N],
    values: [Value; N],
) -> Value {
    match form {
        Form::Tuple => tuple(form, name, values),
        Form::Dict => {
            let fields = names.into_iter().map(text).zip(values).collect();
            Value::Dict(vec![(text(name), Value::Dict(fields))])
        }
    }
}

/// A secret field.
pub fn secret() -> Value {
    Value::Str("*".repeat(10))
}

fn text(text: &str) -> Value {
    Value::Str(text.to_owned())
}

/// A field's value on its way: by [`ToValue`], else by `Repr`, else by `Debug`, else by the name of its type. Method
/// look-up on `&&&Of` decides, one reference less for each: the field of a class may be of any type.
pub struct Of<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for Of<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Of<'_, T> {}

/// First choice.
pub trait ByValue {
    #[doc(hidden)]
    fn __dunder_value(&self, form: Form) -> Value;
}

impl<T: ToValue + ?Sized> ByValue for &&Of<'_, T> {
    #[inline]
    fn __dunder_value(&self, form: Form) -> Value {
        self.0.to_value(form)
    }
}

/// Second choice.
pub trait ByRepr {
    #[doc(hidden)]
    fn __dunder_value(&self, form: Form) -> Value;
}

impl<T: Repr + ?Sized> ByRepr for &Of<'_, T> {
    fn __dunder_value(&self, _: Form) -> Value {
        Value::Other(crate::repr(self.0))
    }
}

/// Third choice.
pub trait ByDebug {
    #[doc(hidden)]
    fn __dunder_value(&self, form: Form) -> Value;
}

impl<T: fmt::Debug + ?Sized> ByDebug for Of<'_, T> {
    fn __dunder_value(&self, _: Form) -> Value {
        Value::Other(format!("{:?}", self.0))
    }
}

/// Last choice.
pub trait ByName {
    #[doc(hidden)]
    fn __dunder_value(self, form: Form) -> Value;
}

impl<T: ?Sized> ByName for Of<'_, T> {
    fn __dunder_value(self, _: Form) -> Value {
        Value::Other(format!("<{}>", std::any::type_name::<T>()))
    }
}
