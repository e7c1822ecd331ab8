//! What a data class is made of, as constant data: Python's `dataclasses.fields()`.

mod builder;
mod compare;
mod info;

pub use info::{Class, ClassInfo, FieldInfo, fields};

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use super::info::{ClassInfo, FieldInfo};

    pub mod builder {
        pub use crate::class::builder::{Drafted, Has, Open, Set, Unset, given};
    }

    pub mod compare {
        pub use crate::class::compare::{Total, key};
    }
}
