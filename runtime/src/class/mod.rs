//! What a data class is made of, as constant data: Python's `dataclasses.fields()`.

mod builder;
mod cached;
mod compare;
mod info;
mod observed;
mod text;
mod value;

pub use info::{Class, ClassInfo, FieldInfo, fields};
pub use value::{Form, ToValue, Value, to_dict, to_tuple};

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use super::builder::missing;
    pub use super::cached::Cached;
    pub use super::info::{ClassInfo, FieldInfo};
    pub use super::observed::{Told, changed};
    pub use super::text::{Fields, Member, More};
    pub use crate::emitter::Observers;

    pub mod builder {
        pub use crate::class::builder::{Drafted, Has, Open, Set, Unset, given};
    }

    pub mod value {
        pub use crate::class::value::generated::{
            ByDebug, ByName, ByRepr, ByValue, Of, listed, named, newtype, object, secret, tuple,
            unit,
        };
        pub use crate::class::value::{Form, ToValue, Value};
    }

    pub mod compare {
        pub use crate::class::compare::{Total, key};
    }
}
