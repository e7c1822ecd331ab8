//! `Default` from the field defaults, where `derive(Default)` stands below.

use crate::tokens::quote;
use proc_macro2::TokenStream;

use super::constructor::Source;
use crate::class::{Class, Field, FieldDefault, Size};
use crate::collect::Collect as _;

/// Whether the derive is answered here: always for structs, since field defaults must not be contradicted.
#[must_use]
pub fn answers(class: &Class) -> bool {
    !class.is_enum() && class.derived("Default").is_some() && !matches!(class.size(), Size::None)
}

/// `impl Default`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if !answers(class) {
        return TokenStream::new();
    }
    let plain = class
        .fields()
        .iter()
        .filter(|field| field.options.expr("default").is_none());
    let mut clause = crate::class::bounds::clause(
        &class.generics,
        &plain.map(|field| &field.ty).collect_vec(),
        &quote!(::core::default::Default),
    );
    if let Some(guarded) = super::descriptors::bounds::predicates(class, class.stored()) {
        clause.predicates.extend(
            guarded
                .into_iter()
                .map(|bound| -> syn::WherePredicate { syn::parse_quote!(#bound) }),
        );
    }
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let body = super::constructor::body(class, &|field: &Field| {
        let ty = &field.ty;
        match field.default() {
            None => Source::Value(FieldDefault::OfType.value(ty)),
            Some(_) => Source::Default,
        }
    });
    let body = if class.fallible() {
        let (private, name) = (class.krate.private(), crate::names::plain(&class.ident));
        quote!(#private::validation::default(#name, || { #body }))
    } else {
        body
    };
    quote! {
        #attributes
        impl #params ::core::default::Default for #this #clause {
            fn default() -> Self {
                #body
            }
        }
    }
}
