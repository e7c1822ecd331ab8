//! Writing a value with one more entry in front: what an internal tag is.

use std::fmt::{self, Display};

use serde_core::ser::{Error, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

/// The entry that holds a value which is no map, beside the tag.
pub(super) const VALUE: &str = "value";

/// What a value is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A map or a struct, a newtype of one, or a variant of an enum: entries that the tag can join.
    Map,
    /// A unit.
    Nothing,
    /// Anything else.
    Value,
}

/// What `value` is written as: found by starting to, with a format that stops at the first call.
pub(super) fn shape(value: &dyn erased_serde::Serialize) -> Shape {
    match value.serialize(Probe) {
        Err(Stopped(shape)) => shape,
        Ok(never) => match never {},
    }
}

struct Probe;

#[derive(Debug)]
struct Stopped(Shape);

enum Never {}

impl Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the shape is known")
    }
}

impl std::error::Error for Stopped {}

impl Error for Stopped {
    /// The value's own error comes again when it is written.
    fn custom<T: Display>(_: T) -> Self {
        Self(Shape::Value)
    }
}

/// Methods of a `Serializer` that all do one thing with the value.
macro_rules! scalars {
    ($body:expr; $($method:ident($ty:ty))*) => {$(
        fn $method(self, _: $ty) -> Result<Self::Ok, Self::Error> {
            $body
        }
    )*};
}

impl Serializer for Probe {
    type Ok = Never;
    type Error = Stopped;
    type SerializeSeq = Impossible<Never, Stopped>;
    type SerializeTuple = Impossible<Never, Stopped>;
    type SerializeTupleStruct = Impossible<Never, Stopped>;
    type SerializeTupleVariant = Impossible<Never, Stopped>;
    type SerializeMap = Impossible<Never, Stopped>;
    type SerializeStruct = Impossible<Never, Stopped>;
    type SerializeStructVariant = Impossible<Never, Stopped>;

    scalars! {
        Err(Stopped(Shape::Value));
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_none(self) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Nothing))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Value))
    }

    fn serialize_unit(self) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Nothing))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Nothing))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Never, Stopped> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Map))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Never, Stopped> {
        Err(Stopped(Shape::Map))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Stopped> {
        Err(Stopped(Shape::Value))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Stopped> {
        Err(Stopped(Shape::Value))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Stopped> {
        Err(Stopped(Shape::Value))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Stopped> {
        Err(Stopped(Shape::Map))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Stopped> {
        Err(Stopped(Shape::Map))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Stopped> {
        Err(Stopped(Shape::Map))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Stopped> {
        Err(Stopped(Shape::Map))
    }
}

/// Writes what has the shape of a map, with the tag in front; always as a map, so that formats which leave out the
/// names of a struct's fields keep them here, where the tag decides what the rest is.
pub(super) struct Tagged<S> {
    pub(super) tag: &'static str,
    pub(super) key: &'static str,
    pub(super) serializer: S,
}

impl<S: Serializer> Tagged<S> {
    fn map(self, rest: Option<usize>) -> Result<Entries<S::SerializeMap>, S::Error> {
        let mut map = self.serializer.serialize_map(rest.map(|rest| rest + 1))?;
        map.serialize_entry(self.tag, self.key)?;
        Ok(Entries(map))
    }
}

fn changed<T, E: Error>() -> Result<T, E> {
    Err(E::custom(
        "a value that was written as a map is now written as something else",
    ))
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Entries<S::SerializeMap>;
    type SerializeStruct = Entries<S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    scalars! {
        changed();
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        changed()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        changed()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        changed()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, S::Error> {
        changed()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        let Entries(mut map) = self.map(Some(1))?;
        map.serialize_entry(variant, &())?;
        map.end()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let Entries(mut map) = self.map(Some(1))?;
        map.serialize_entry(variant, value)?;
        map.end()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        changed()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, S::Error> {
        changed()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        changed()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Err(several_fields(variant))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        self.map(len)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Err(several_fields(variant))
    }
}

fn several_fields<E: Error>(variant: &str) -> E {
    E::custom(format_args!(
        "the enum's variant `{variant}` has several fields, which an internal tag cannot join: write `serde(tag = \"…\", content = \"…\")`"
    ))
}

/// The entries after the tag.
pub(super) struct Entries<M>(M);

impl<M: SerializeMap> SerializeMap for Entries<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.0.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.0.serialize_value(value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}

impl<M: SerializeMap> SerializeStruct for Entries<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
