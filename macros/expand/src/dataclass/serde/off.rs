//! Without the feature: what the check reports is all there is.

use proc_macro2::TokenStream;

use crate::class::{Class, Field};
use crate::collect::Collect as _;

/// The attributes of a field in the struct: those that stand there.
#[must_use]
pub fn field_attributes(_: &Class, field: &Field) -> Vec<TokenStream> {
    field.attrs.iter().collect_each()
}

/// Nothing to stop.
#[must_use]
pub fn refuse_hidden(_: &Class) -> Option<TokenStream> {
    None
}
