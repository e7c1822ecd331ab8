//! Reading a product by its key.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, MapDeserializer};
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};

use super::super::product::Product;
use super::content::Content;
use super::tagged::VALUE;
use super::{Persist, Tagging};

/// Reads a product.
///
/// # Errors
/// If the key is unknown, or registered twice; the format's own.
pub fn deserialize<'de, P: Product + ?Sized, D: Deserializer<'de>>(
    deserializer: D,
    tagging: Tagging,
) -> Result<Box<P>, D::Error> {
    match tagging {
        Tagging::External => deserializer.deserialize_map(External::<P>(PhantomData)),
        Tagging::Internal { tag } => deserializer.deserialize_map(Internal::<P> {
            tag,
            product: PhantomData,
        }),
        Tagging::Adjacent { fields } => {
            let visitor = Adjacent::<P> {
                fields,
                product: PhantomData,
            };
            deserializer.deserialize_struct(P::NAME, fields, visitor)
        }
    }
}

/// A key, which decides what follows.
struct Key<P: ?Sized>(PhantomData<fn() -> Box<P>>);

impl<'de, P: Product + ?Sized> DeserializeSeed<'de> for Key<P> {
    type Value = &'static Persist<P>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<P: Product + ?Sized> Visitor<'_> for Key<P> {
    type Value = &'static Persist<P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key of a {}", P::NOUN)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        P::registry().reader(key).map_err(E::custom)
    }
}

impl<'de, P: Product + ?Sized> DeserializeSeed<'de> for &Persist<P> {
    type Value = Box<P>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<P>, D::Error> {
        let mut deserializer = <dyn erased_serde::Deserializer<'de>>::erase(deserializer);
        (self.read)(&mut deserializer).map_err(D::Error::custom)
    }
}

/// `{"key": {…}}`.
struct External<P: ?Sized>(PhantomData<fn() -> Box<P>>);

impl<'de, P: Product + ?Sized> Visitor<'de> for External<P> {
    type Value = Box<P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {} under its key", P::NOUN)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<P>, A::Error> {
        match map.next_key_seed(Key::<P>(PhantomData))? {
            Some(persist) => map.next_value_seed(persist),
            None => Err(A::Error::custom(format_args!("no key of a {}", P::NOUN))),
        }
    }
}

/// `{"type": "key", "content": {…}}`, in either order.
struct Adjacent<P: ?Sized> {
    fields: &'static [&'static str; 2],
    product: PhantomData<fn() -> Box<P>>,
}

impl<'de, P: Product + ?Sized> Visitor<'de> for Adjacent<P> {
    type Value = Box<P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [tag, content] = self.fields;
        write!(f, "a {} with its key in `{tag}`, in `{content}`", P::NOUN)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<P>, A::Error> {
        let [tag, content] = *self.fields;
        let (mut persist, mut kept, mut made) = (None, None, None);
        while let Some(field) = map.next_key::<String>()? {
            if field == tag {
                if persist.is_some() {
                    return Err(A::Error::duplicate_field(tag));
                }
                persist = Some(map.next_value_seed(Key::<P>(PhantomData))?);
            } else if field == content {
                if kept.is_some() || made.is_some() {
                    return Err(A::Error::duplicate_field(content));
                }
                match persist {
                    Some(persist) => made = Some(map.next_value_seed(persist)?),
                    None => kept = Some(map.next_value::<Content>()?),
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        match (made, persist, kept) {
            (Some(made), ..) => Ok(made),
            (None, Some(persist), Some(kept)) => persist.deserialize(kept.into_deserializer()),
            // A unit may be left out.
            (None, Some(persist), None) => persist.deserialize(().into_deserializer()),
            (None, None, _) => Err(A::Error::missing_field(tag)),
        }
    }

    /// Formats that leave out the names of fields keep their order.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Box<P>, A::Error> {
        let missing = |place| A::Error::invalid_length(place, &self);
        let persist = seq
            .next_element_seed(Key::<P>(PhantomData))?
            .ok_or_else(|| missing(0))?;
        seq.next_element_seed(persist)?.ok_or_else(|| missing(1))
    }
}

/// `{"type": "key", …}`; the tag is first in what we write, but need not be.
struct Internal<P: ?Sized> {
    tag: &'static str,
    product: PhantomData<fn() -> Box<P>>,
}

impl<'de, P: Product + ?Sized> Visitor<'de> for Internal<P> {
    type Value = Box<P>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {} with its key in `{}`", P::NOUN, self.tag)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Box<P>, A::Error> {
        let mut before: Vec<(String, Content)> = Vec::new();
        while let Some(field) = map.next_key::<String>()? {
            if field != self.tag {
                before.push((field, map.next_value()?));
                continue;
            }
            let persist = map.next_value_seed(Key::<P>(PhantomData))?;
            if before.is_empty() {
                return persist.deserialize(Rest(map));
            }
            while let Some(entry) = map.next_entry()? {
                before.push(entry);
            }
            return persist.deserialize(Rest(MapDeserializer::new(before.into_iter())));
        }
        Err(A::Error::missing_field(self.tag))
    }
}

/// The entries beside an internal tag, as what they stand for: a map or struct, or the entry [`VALUE`].
struct Rest<A>(A);

/// The entries, with keys read as texts: formats without names of their own know no identifiers.
impl<'de, A: MapAccess<'de>> MapAccess<'de> for Rest<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let key = self.0.next_key::<String>()?;
        key.map(|key| seed.deserialize(key.into_deserializer()))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

impl<'de, A: MapAccess<'de>> Rest<A> {
    /// Whether the entry for a value that is no map is there.
    fn has_value(&mut self) -> Result<bool, A::Error> {
        match self.0.next_key::<String>()? {
            None => Ok(false),
            Some(key) if key == VALUE => Ok(true),
            Some(key) => Err(A::Error::custom(format_args!(
                "expected `{VALUE}`, not `{key}`"
            ))),
        }
    }
}

/// Methods that read the entry [`VALUE`] by the method of the same name.
macro_rules! by_value {
    ($($method:ident($($name:ident: $ty:ty),*))*) => {$(
        fn $method<V: Visitor<'de>>(mut self, $($name: $ty,)* visitor: V) -> Result<V::Value, A::Error> {
            struct By<V> {
                $($name: $ty,)*
                visitor: V,
            }
            impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for By<V> {
                type Value = V::Value;

                fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
                    deserializer.$method($(self.$name,)* self.visitor)
                }
            }
            if !self.has_value()? {
                return Err(A::Error::missing_field(VALUE));
            }
            self.0.next_value_seed(By { $($name,)* visitor })
        }
    )*};
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Rest<A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_enum(MapAccessDeserializer::new(self))
    }

    fn deserialize_option<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, A::Error> {
        struct Whole<V>(V);
        impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Whole<V> {
            type Value = V::Value;

            fn deserialize<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<V::Value, D::Error> {
                deserializer.deserialize_option(self.0)
            }
        }
        // `None` has no entry.
        if self.has_value()? {
            self.0.next_value_seed(Whole(visitor))
        } else {
            visitor.visit_none()
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    by_value! {
        deserialize_bool() deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf() deserialize_identifier()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64()
        deserialize_seq() deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
    }
}
