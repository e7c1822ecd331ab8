//! What a data class is made of, as constant data: Python's `dataclasses.fields()`.

mod compare;
mod info;

pub use info::{Class, ClassInfo, FieldInfo, fields};

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use super::info::{ClassInfo, FieldInfo};

    pub mod compare {
        pub use crate::class::compare::{Total, key};
    }
}
