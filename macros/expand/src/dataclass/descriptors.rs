//! Described fields: stored as `Field<T, Owner, INDEX>`, guarded by their descriptors.

use proc_macro2::TokenStream;
use quote::quote;

use crate::class::{Class, Field};

/// The value of a field as it is stored, in a function that returns a `Result` where the field can refuse it.
#[must_use]
pub fn make(class: &Class, field: &Field, value: &TokenStream) -> TokenStream {
    if !class.describes(field) {
        return value.clone();
    }
    let private = class.krate.private();
    let field_type = quote!(#private::validation::Field);
    if field.fallible() {
        quote!(#field_type::guarded(#value)?)
    } else {
        quote!(#field_type::certain(#value))
    }
}
