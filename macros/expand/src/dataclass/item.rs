//! The item itself: without dunder's attributes, with the types that its fields are stored as.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Type};

use crate::class::parse::derive_list;
use crate::class::{Body, Class, Field, Fields, Shape};
use crate::names::respan;

/// The item.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let Class {
        vis,
        ident,
        generics,
        ..
    } = class;
    let attrs = attributes(class);
    let (_, _, clause) = class.generics.split_for_impl();
    // Without them rustc would say of a field's unknown type that a parameter might be missing: here, and not where else the
    // type stands, so that it would be told of twice.
    let no_generics = generics.params.is_empty().then(|| quote!(<>));
    match &class.body {
        Body::Struct(fields) => {
            let body = self::fields(class, fields);
            match fields.shape {
                Shape::Named => {
                    quote!(#(#attrs)* #vis struct #ident #no_generics #generics #clause #body)
                }
                Shape::Tuple | Shape::Unit => {
                    quote!(#(#attrs)* #vis struct #ident #no_generics #generics #body #clause;)
                }
            }
        }
        Body::Enum(variants) => {
            let variants = variants.iter().map(|variant| {
                let (attrs, ident) = (&variant.attrs, &variant.ident);
                let body = self::fields(class, &variant.fields);
                let discriminant = variant.discriminant.as_ref().map(|value| quote!(= #value));
                quote!(#(#attrs)* #ident #body #discriminant)
            });
            quote!(#(#attrs)* #vis enum #ident #generics #clause { #(#variants),* })
        }
    }
}

/// The item's attributes. `Default` leaves the derive list, since the field defaults answer it, and what std's
/// derives give at no loss joins it.
fn attributes(class: &Class) -> Vec<TokenStream> {
    let kept = class.attrs.iter().filter_map(|attr| {
        let Some(paths) = derive_list(attr) else {
            return Some(attr.to_token_stream());
        };
        let mut changed = false;
        let kept: Vec<_> = paths
            .iter()
            .filter_map(|path| {
                let instead = replacement(class, path);
                changed |= instead.is_some();
                instead.unwrap_or_else(|| Some(path.to_token_stream()))
            })
            .collect_vec();
        if !changed {
            return Some(attr.to_token_stream());
        }
        (!kept.is_empty()).then(|| quote!(#[derive(#(#kept),*)]))
    });
    let added = super::compare::derivable(class);
    // That it could be `Eq` too is for the author to ask for: `#[dataclass(hash)]`.
    let added = (!added.is_empty()).then(|| {
        quote! {
            #[derive(#(#added),*)]
            #[allow(clippy::derive_partial_eq_without_eq)]
        }
    });
    kept.chain(added)
        .chain(super::serde::refuse_hidden(class))
        .collect_vec()
}

/// What a derive below becomes that a feature of ours answers: another, or none at all. `None` for one that stays.
fn replacement(class: &Class, path: &syn::Path) -> Option<Option<TokenStream>> {
    let is = |name| {
        path.segments
            .last()
            .is_some_and(|segment| segment.ident == name)
    };
    // A `Copy` that cannot be was reported, as was what `#[dataclass]` gives itself.
    if is("Default") && super::default::answers(class)
        || is("Copy") && class.keeps_more().is_some()
        || super::debug::answers(class, path)
        || class.gives(path)
    {
        return Some(None);
    }
    super::serde::instead(class, path).map(Some)
}

fn fields(class: &Class, fields: &Fields) -> TokenStream {
    let list = fields
        .list
        .iter()
        .filter(|field| !field.init_only())
        .map(|field| {
            let Field { vis, .. } = field;
            let attrs = super::serde::field_attributes(class, field);
            let name = match &field.member {
                syn::Member::Named(ident) => Some(quote!(#ident:)),
                syn::Member::Unnamed(_) => None,
            };
            let vis = if class.hides(field) {
                TokenStream::new()
            } else {
                quote!(#vis)
            };
            let ty = stored_type(class, field);
            (field.index, quote!(#(#attrs)* #vis #name #ty))
        });
    let mut list = list.collect_vec();
    for companion in super::companions::stored(class, fields) {
        let later = list.iter().position(|(index, _)| *index > companion.0);
        list.insert(later.unwrap_or(list.len()), companion);
    }
    let list = list.into_iter().map(|(_, field)| field);
    match fields.shape {
        Shape::Named => quote!({ #(#list),* }),
        Shape::Tuple => quote!((#(#list),*)),
        Shape::Unit => TokenStream::new(),
    }
}

/// The type that a field has in the struct.
#[must_use]
pub fn stored_type(class: &Class, field: &Field) -> TokenStream {
    let ty: &Type = &field.ty;
    if !class.describes(field) {
        return ty.to_token_stream();
    }
    let (private, index) = (class.krate.private(), field.index);
    // At the declared type, so that what std's derives find missing is told of there.
    let span = crate::names::at(ty);
    let (start, end) = (
        respan(quote!(#private::validation::Field<), span),
        respan(quote!(, Self, #index>), span),
    );
    quote!(#start #ty #end)
}

/// The attributes of a kind, for copying onto generated code.
#[must_use]
pub fn attributes_named<'a>(attrs: &'a [Attribute], name: &'a str) -> Vec<&'a Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident(name))
        .collect_vec()
}
