//! `to_dict` and `to_tuple`: an object as a value that owns all it holds, Python's `asdict` and `astuple`.

pub(super) mod generated;
mod std_types;

use std::fmt;
use std::ops::Index;

use super::Class;
use crate::Repr;

/// What an object becomes by [`to_dict`] and [`to_tuple`]: Python's built-in types. The order of fields and items is
/// kept; nothing is shared with the object.
///
/// It displays as Python prints it. `value["name"]` and [`get`](Self::get) look into a dict.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A float. An `f32` keeps its own digits: `0.1` stays `0.1`.
    Float(f64),
    /// A string or a character.
    Str(String),
    /// A list: `Vec`, slices, arrays and the like.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A set.
    Set(Vec<Value>),
    /// A dict: an object, a map, or a variant with its fields.
    Dict(Vec<(Value, Value)>),
    /// What has no counterpart among these, by its text.
    Other(String),
}

/// Which of the two forms an object takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `{'x': 1.0, 'y': 2.0}`.
    Dict,
    /// `(1.0, 2.0)`.
    Tuple,
}

/// Types with a [`Value`]: the std types that Python has too, and every data class.
///
/// A field of another type is there by its `Repr` or `Debug` text, as [`Value::Other`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Value`",
    note = "annotate `{Self}` with `#[dataclass]`, or write `impl dunder::ToValue for {Self}`"
)]
pub trait ToValue {
    /// The value, with the objects inside in this form.
    fn to_value(&self, form: Form) -> Value;
}

/// The object as a dict from the names of its fields to their values, and so all objects inside it: Python's
/// `dataclasses.asdict`.
///
/// A variant is its name, or a dict from its name to what it holds, as in serde's data model. A secret field is
/// `'**********'`.
///
/// ```
/// use dunder::dataclass;
///
/// #[dataclass]
/// struct Point { x: f64, y: f64 }
///
/// #[dataclass]
/// struct Line { ends: [Point; 2], label: Option<String> }
///
/// let line = Line::new([Point::new(0.0, 0.0), Point::new(3.0, 4.0)], None);
/// let dict = dunder::to_dict(&line);
/// assert_eq!(dict.to_string(), "{'ends': [{'x': 0.0, 'y': 0.0}, {'x': 3.0, 'y': 4.0}], 'label': None}");
/// assert_eq!(dict["ends"][1]["x"].to_string(), "3.0");
/// ```
#[must_use]
pub fn to_dict<C: Class + ToValue + ?Sized>(object: &C) -> Value {
    object.to_value(Form::Dict)
}

/// The object as a tuple of its fields' values, and so all objects inside it: Python's `dataclasses.astuple`.
///
/// ```
/// use dunder::dataclass;
///
/// #[dataclass]
/// struct Point { x: f64, y: f64 }
///
/// assert_eq!(dunder::to_tuple(&Point::new(3.0, 4.0)).to_string(), "(3.0, 4.0)");
/// ```
#[must_use]
pub fn to_tuple<C: Class + ToValue + ?Sized>(object: &C) -> Value {
    object.to_value(Form::Tuple)
}

impl Value {
    /// The value under a string key of a dict.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dict(entries) => entries
                .iter()
                .find(|(name, _)| matches!(name, Self::Str(name) if name == key))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of a list, a tuple or a set.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) | Self::Tuple(items) | Self::Set(items) => Some(items),
            _ => None,
        }
    }
}

/// # Panics
///
/// If the value is no dict, or has no such key.
impl Index<&str> for Value {
    type Output = Self;

    fn index(&self, key: &str) -> &Self {
        self.get(key)
            .unwrap_or_else(|| panic!("no key {key:?} in {self}"))
    }
}

/// # Panics
///
/// If the value is no list, tuple or set, or has no such place.
impl Index<usize> for Value {
    type Output = Self;

    fn index(&self, index: usize) -> &Self {
        self.items()
            .and_then(|items| items.get(index))
            .unwrap_or_else(|| panic!("no item {index} in {self}"))
    }
}

impl Repr for Value {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Bool(value) => value.repr(f),
            Self::Int(value) => value.repr(f),
            Self::Float(value) => value.repr(f),
            Self::Str(value) => value.repr(f),
            Self::List(items) => items.repr(f),
            Self::Tuple(items) => {
                let comma = if items.len() == 1 { "," } else { "" };
                f.write_str("(")?;
                list(f, items, |item, f| item.repr(f))?;
                write!(f, "{comma})")
            }
            Self::Set(items) if items.is_empty() => f.write_str("set()"),
            Self::Set(items) => {
                f.write_str("{")?;
                list(f, items, |item, f| item.repr(f))?;
                f.write_str("}")
            }
            Self::Dict(entries) => {
                f.write_str("{")?;
                list(f, entries, |(key, value), f| {
                    key.repr(f)?;
                    f.write_str(": ")?;
                    value.repr(f)
                })?;
                f.write_str("}")
            }
            Self::Other(text) => f.write_str(text),
        }
    }
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    one: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        one(item, f)?;
    }
    Ok(())
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::repr::generated::display(self, f)
    }
}
