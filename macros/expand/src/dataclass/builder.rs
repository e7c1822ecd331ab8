//! `T::builder()...build()`.

use proc_macro2::TokenStream;

use crate::class::Class;

/// The builder.
#[must_use]
pub fn emit(_class: &Class) -> TokenStream {
    TokenStream::new()
}
