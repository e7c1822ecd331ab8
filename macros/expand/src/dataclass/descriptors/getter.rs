//! Getters of described fields: what a Rust engineer expects of the type as written.

use crate::tokens::quote;
use proc_macro2::{Ident, Span, TokenStream};
use syn::Type;

use crate::class::check::never_copy;
use crate::class::{Class, Field, bounds, types};
use crate::names::respan;

use super::docs;

/// The getter, unless `get = false`.
#[must_use]
pub(super) fn method(class: &Class, field: &Field) -> Option<TokenStream> {
    let private = class.krate.private();
    let Field {
        vis, member, ty, ..
    } = field;
    let cached = crate::dataclass::companions::cached_value(field);
    let is_stored = cached.is_none();
    let value = cached.unwrap_or_else(|| quote!(#private::validation::Field::get(&self.#member)));
    let word = field.options.word("get");
    let span = word.map_or_else(Span::mixed_site, Ident::span);
    let (output, body, constness) = match word.map(ToString::to_string).as_deref() {
        Some("false") => return None,
        // Reported by the check.
        _ if class.clashing_getter(field) || class.computed_by_getter(field).is_some() => {
            return None;
        }
        // A type that cannot be is told of at the word.
        Some(word @ ("copy" | "clone")) => {
            let copy = word == "copy" && !never_copy(ty);
            let value = if bounds::mentions(&class.generics, ty) {
                // rustc knows which bound a parameter lacks.
                let value = if copy {
                    quote!(*#value)
                } else {
                    quote!(::core::clone::Clone::clone(#value))
                };
                respan(value, span)
            } else {
                let function = if copy { "copied" } else { "cloned" };
                let function = Ident::new(function, span);
                let call = respan(quote!(#private::validation::#function::<#ty>), span);
                quote!(#call(#value))
            };
            (quote!(#ty), value, copy)
        }
        Some("ref") => (quote!(&#ty), value, true),
        _ => by_type(ty, &value),
    };
    let constness = (constness && is_stored).then(|| quote!(const));
    let name = match &field.member {
        syn::Member::Named(name) => name.clone(),
        syn::Member::Unnamed(_) => field.method("get"),
    };
    let cfgs = field.cfgs();
    let text = docs::getter(field);
    let docs = crate::dataclass::docs([text.as_str()]);
    Some(quote! {
        #(#cfgs)*
        #docs
        #[inline]
        #[must_use]
        #vis #constness fn #name(&self) -> #output {
            #body
        }
    })
}

/// The type handed out, the expression for it, and whether a `const fn` can compute that.
fn by_type(ty: &Type, value: &TokenStream) -> (TokenStream, TokenStream, bool) {
    if types::is_copy(ty) {
        return (quote!(#ty), quote!(*#value), true);
    }
    if let Some(target) = deref(ty) {
        return match types::argument(ty, "Box") {
            Some(_) => (quote!(&#target), quote!(&**#value), false),
            None if types::is_string(ty) => (quote!(&#target), quote!(#value.as_str()), true),
            None => (quote!(&#target), quote!(#value.as_slice()), true),
        };
    }
    if let Some(inner) = types::option(ty) {
        return match deref(inner) {
            Some(target) => (
                quote!(::core::option::Option<&#target>),
                quote!(#value.as_deref()),
                false,
            ),
            None => (
                quote!(::core::option::Option<&#inner>),
                quote!(#value.as_ref()),
                true,
            ),
        };
    }
    (quote!(&#ty), value.clone(), true)
}

/// What a reference to the type is better written as: `str` for `String`, `[X]` for `Vec<X>`, `X` for `Box<X>`.
fn deref(ty: &Type) -> Option<TokenStream> {
    if types::is_string(ty) {
        return Some(quote!(::core::primitive::str));
    }
    if let Some(item) = types::argument(ty, "Vec") {
        return Some(quote!([#item]));
    }
    types::argument(ty, "Box").map(|inner| match inner {
        // `&dyn A + B` would be a sum.
        Type::TraitObject(object) if object.bounds.len() > 1 => quote!((#inner)),
        _ => quote!(#inner),
    })
}
