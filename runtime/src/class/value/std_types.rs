//! The values of std types.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::{Form, ToValue, Value};
use crate::Field;

macro_rules! integers {
    ($($int:ty)*) => {$(
        impl ToValue for $int {
            fn to_value(&self, _: Form) -> Value {
                Value::Int(i128::from(*self))
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

macro_rules! wide_integers {
    ($($int:ty)*) => {$(
        impl ToValue for $int {
            fn to_value(&self, _: Form) -> Value {
                i128::try_from(*self).map_or_else(|_| Value::Other(self.to_string()), Value::Int)
            }
        }
    )*};
}

wide_integers!(isize usize u128);

impl ToValue for bool {
    fn to_value(&self, _: Form) -> Value {
        Value::Bool(*self)
    }
}

impl ToValue for f64 {
    fn to_value(&self, _: Form) -> Value {
        Value::Float(*self)
    }
}

impl ToValue for f32 {
    fn to_value(&self, _: Form) -> Value {
        // By its digits: widening would turn 0.1 into 0.10000000149011612.
        Value::Float(
            self.to_string()
                .parse()
                .unwrap_or_else(|_| f64::from(*self)),
        )
    }
}

impl ToValue for str {
    fn to_value(&self, _: Form) -> Value {
        Value::Str(self.to_owned())
    }
}

impl ToValue for String {
    fn to_value(&self, _: Form) -> Value {
        Value::Str(self.clone())
    }
}

impl ToValue for char {
    fn to_value(&self, _: Form) -> Value {
        Value::Str(self.to_string())
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self, form: Form) -> Value {
        self.as_ref()
            .map_or(Value::None, |value| value.to_value(form))
    }
}

macro_rules! transparent {
    ($($pointer:ty)*) => {$(
        impl<T: ToValue + ?Sized> ToValue for $pointer {
            fn to_value(&self, form: Form) -> Value {
                (**self).to_value(form)
            }
        }
    )*};
}

transparent!(&T &mut T Box<T> Rc<T> Arc<T>);

impl<T: ToValue + ToOwned + ?Sized> ToValue for Cow<'_, T> {
    fn to_value(&self, form: Form) -> Value {
        (**self).to_value(form)
    }
}

impl<T: ToValue, Owner, const INDEX: usize> ToValue for Field<T, Owner, INDEX> {
    fn to_value(&self, form: Form) -> Value {
        Self::get(self).to_value(form)
    }
}

macro_rules! sequences {
    ($form:ident: $([$($param:tt)*] $list:ty,)*) => {$(
        impl<T: ToValue, $($param)*> ToValue for $list {
            fn to_value(&self, form: Form) -> Value {
                Value::$form(self.iter().map(|item| item.to_value(form)).collect())
            }
        }
    )*};
}

sequences!(List: [] [T], [const N: usize] [T; N], [] Vec<T>, [] VecDeque<T>, [] LinkedList<T>,);
sequences!(Set: [] BTreeSet<T>, [S] HashSet<T, S>,);

macro_rules! maps {
    ($([$($param:tt)*] $map:ty,)*) => {$(
        impl<K: ToValue, V: ToValue, $($param)*> ToValue for $map {
            fn to_value(&self, form: Form) -> Value {
                let entry = |(key, value): (&K, &V)| (key.to_value(form), value.to_value(form));
                Value::Dict(self.iter().map(entry).collect())
            }
        }
    )*};
}

maps!([] BTreeMap<K, V>, [S] HashMap<K, V, S>,);

/// A value is a value already.
impl ToValue for Value {
    fn to_value(&self, _: Form) -> Value {
        self.clone()
    }
}

impl ToValue for () {
    fn to_value(&self, _: Form) -> Value {
        Value::Tuple(Vec::new())
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: ToValue),*> ToValue for ($($name,)*) {
            #[allow(non_snake_case)]
            fn to_value(&self, form: Form) -> Value {
                let ($($name,)*) = self;
                Value::Tuple(vec![$($name.to_value(form)),*])
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
