//! `Serialize` of described fields: serde's own, but for what it calls with a field.
//!
//! `with`, `serialize_with` and `skip_serializing_if` name functions of the value; serde would hand them the
//! `Field`, which a function generic over its argument takes for the value.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta};

use super::attributes::{Attributes, Item, Side, cfg};
use super::generics::{clause, predicates};
use crate::class::{Class, Field, bounds};
use crate::commas;

/// What serde is told to call instead, by key.
const CALLS: &[(&str, &str)] = &[
    ("with", "serialize_with"),
    ("serialize_with", "serialize_with"),
    ("skip_serializing_if", "skip_if"),
];

fn rewrites(class: &Class, field: &Field) -> bool {
    super::KNOWN
        && class.describes(field)
        && super::derived(class, "Serialize").is_some()
        // `$crate` has no spelling in a string.
        && !class.krate.to_token_stream().to_string().contains('$')
}

/// The attributes of a field in the struct.
#[must_use]
pub fn field_attributes(class: &Class, field: &Field) -> Vec<TokenStream> {
    let attrs = field.attrs.iter();
    if rewrites(class, field) {
        let bound = bound(class, field);
        attrs
            .map(|attr| rewritten(class, attr))
            .chain(bound)
            .collect_vec()
    } else {
        attrs.map(ToTokens::to_token_stream).collect_vec()
    }
}

/// What serde would infer of the declared type. Of a `Field` it infers more, which names the class with all its parameters.
fn bound(class: &Class, field: &Field) -> Option<TokenStream> {
    let taken = |attrs, keys| Attributes::of(attrs, "serde").has_any(keys);
    let own = &[
        "bound",
        "skip",
        "skip_serializing",
        "with",
        "serialize_with",
    ];
    let generic = class.generics.type_params().next().is_some();
    let hidden = crate::names::mentions(&field.ty.to_token_stream(), "dyn");
    if !generic || hidden || taken(&class.attrs, &["bound"]) || taken(&field.attrs, own) {
        return None;
    }
    let private = class.krate.private();
    let mut generics = class.generics.clone();
    generics.where_clause = None;
    let clause = bounds::clause(&generics, &[&field.ty], &quote!(#private::serde::Serialize));
    let bound = clause.predicates.to_token_stream().to_string();
    Some(quote!(#[serde(bound(serialize = #bound))]))
}

fn rewritten(class: &Class, attr: &Attribute) -> TokenStream {
    match rewritten_meta(class, &attr.meta) {
        Some(meta) => quote!(#[#meta]),
        None => attr.to_token_stream(),
    }
}

/// A `serde(…)` or `cfg_attr(…, serde(…))` with the calls replaced; `None` for what has none.
fn rewritten_meta(class: &Class, meta: &Meta) -> Option<TokenStream> {
    let Meta::List(list) = meta else { return None };
    let path = &list.path;
    let inside: Vec<Meta> = commas::list(list.tokens.clone()).ok()?;
    let inside: Vec<_> = if path.is_ident("serde") {
        inside.iter().map(|meta| called(class, meta)).collect_vec()
    } else if path.is_ident("cfg_attr") {
        inside
            .iter()
            .map(|meta| rewritten_meta(class, meta).unwrap_or_else(|| meta.to_token_stream()))
            .collect_vec()
    } else {
        return None;
    };
    Some(quote!(#path(#(#inside),*)))
}

fn called(class: &Class, meta: &Meta) -> TokenStream {
    let call = CALLS.iter().find(|(key, _)| meta.path().is_ident(key));
    let (Some((key, function)), Meta::NameValue(value)) = (call, meta) else {
        return meta.to_token_stream();
    };
    let private = class.krate.private();
    let path = format!("{private}::serde::{function}").replace(' ', "");
    match *key {
        "with" => {
            // A derive that dunder has not seen must not read past the descriptors: the types differ, so that it
            // does not compile.
            let module = &value.value;
            let reader = match module {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => {
                    let path = format!("{}::deserialize", text.value());
                    quote!(deserialize_with = #path)
                }
                _ => quote!(deserialize_with = #module),
            };
            quote!(serialize_with = #path, #reader)
        }
        "serialize_with" => quote!(serialize_with = #path),
        _ => quote!(skip_serializing_if = #path),
    }
}

/// The functions that are called instead.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let fields = class.stored().filter(|field| rewrites(class, field));
    fields
        .flat_map(|field| {
            let attributes = Attributes::of(&field.attrs, "serde");
            let impls = attributes.items.iter();
            let impls = impls.filter_map(|item| call(class, field, &attributes, item));
            impls.collect_tokens()
        })
        .collect_tokens()
}

fn call(class: &Class, field: &Field, attributes: &Attributes, item: &Item) -> Option<TokenStream> {
    let (_, function) = CALLS.iter().find(|(key, _)| item.key == *key)?;
    let literal = item.literal(Side::Serialize)?;
    let path: syn::ExprPath = literal.parse().ok()?;
    // A function that does not fit is a mistake in the attribute.
    let span = crate::names::at(&literal);
    let private = class.krate.private();
    let serde = quote!(#private::serde);
    let (params, this, _) = class.split();
    let marks = class.impl_attributes();
    let (cfgs, condition) = (field.cfgs(), cfg(&item.conditions));
    let (ty, index) = (&field.ty, field.index);
    let container = Attributes::of(&class.attrs, "serde");
    let bounds: Vec<_> = [attributes, &container]
        .into_iter()
        .flat_map(|attributes| attributes.all("bound"))
        .filter_map(|item| item.literal(Side::Serialize))
        .flat_map(|text| predicates(&text))
        .collect_vec();
    let clause = clause(class, &bounds);
    let body = if *function == "skip_if" {
        let called = quote_spanned!(span=> #path(value));
        quote! {
            impl #params #serde::SkipIf<#ty, #index> for #this #clause {
                fn skip_if(value: &#ty) -> ::core::primitive::bool {
                    #called
                }
            }
        }
    } else {
        let path = if item.key == "with" {
            quote!(#path::serialize)
        } else {
            quote!(#path)
        };
        let called = quote_spanned!(span=> #path(value, serializer));
        quote! {
            impl #params #serde::SerializeWith<#ty, #index> for #this #clause {
                fn serialize_with<__S: #serde::Serializer>(
                    value: &#ty,
                    serializer: __S,
                ) -> ::core::result::Result<__S::Ok, __S::Error> {
                    #called
                }
            }
        }
    };
    Some(quote! {
        #(#cfgs)*
        #condition
        #marks
        #body
    })
}
