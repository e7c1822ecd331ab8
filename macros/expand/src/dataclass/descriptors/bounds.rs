//! What the descriptors of a generic class's field need of its parameters.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use syn::{Type, WhereClause, parse_quote};

use crate::class::descriptor::Descriptor;
use crate::class::{Class, Field, bounds, types};
use crate::dataclass::rules::Run;
use crate::expression::before;

/// The where clause of `impl Guarded`: the class's own bounds and what the rules need.
#[must_use]
pub fn clause(class: &Class, field: &Field) -> WhereClause {
    let mut clause = class
        .generics
        .where_clause
        .clone()
        .unwrap_or_else(|| parse_quote!(where));
    if bounds::mentions(&class.generics, &field.ty) {
        let rules = class.krate.private();
        let rules = quote!(#rules::validation::rules);
        let mut found = Vec::new();
        collect(class, &rules, &field.descriptors, &field.ty, &mut found);
        for bound in found {
            clause.predicates.push(parse_quote!(#bound));
        }
    }
    clause
}

/// The where clause of a method that changes these fields: they are guarded. Nothing where that needs no bound.
#[must_use]
pub fn on_self<'a>(
    class: &Class,
    fields: impl IntoIterator<Item = &'a Field>,
) -> Option<TokenStream> {
    let list = predicates(class, fields)?;
    Some(quote!(where #(#list),*))
}

/// As [`on_self`], one by one.
#[must_use]
pub fn predicates<'a>(
    class: &Class,
    fields: impl IntoIterator<Item = &'a Field>,
) -> Option<Vec<TokenStream>> {
    let private = class.krate.private();
    let list: Vec<_> = fields
        .into_iter()
        .filter(|field| {
            class.describes(field)
                && !field.descriptors.is_empty()
                // A bound cannot be under `cfg`.
                && field.cfgs().is_empty()
                && bounds::mentions(&class.generics, &field.ty)
        })
        .map(|field| {
            let (ty, index) = (&field.ty, field.index);
            quote!(Self: #private::validation::Guarded<#ty, #index>)
        })
        .collect_vec();
    (!list.is_empty()).then_some(list)
}

fn collect(
    class: &Class,
    rules: &TokenStream,
    list: &[Descriptor],
    ty: &Type,
    found: &mut Vec<TokenStream>,
) {
    let ty = types::option(ty).unwrap_or(ty);
    if !bounds::mentions(&class.generics, ty) {
        return;
    }
    for step in list.iter().filter(|step| !step.broken) {
        match step.rule.run {
            Run::Check(name) => {
                let name = quote::format_ident!("{name}");
                found.push(quote!(#rules::#name: #rules::Check<#ty>));
            }
            Run::CheckOf("GreaterThan" | "AtLeast" | "LessThan" | "AtMost" | "InRange") => {
                found.push(quote!(#ty: ::core::cmp::PartialOrd + ::core::fmt::Debug));
            }
            Run::CheckOf("MultipleOf") => found.push(quote!(#ty: #rules::Step)),
            Run::CheckOf("Len") => found.push(quote!(#ty: #rules::Length)),
            Run::CheckOf("BytesLen") => found.push(quote!(#ty: ::core::convert::AsRef<[u8]>)),
            Run::CheckOf("Contains" | "Prefix" | "Suffix") | Run::Pattern => {
                found.push(quote!(#ty: ::core::convert::AsRef<::core::primitive::str>));
            }
            Run::Convert(_) => found.push(quote!(#ty: #rules::Rewrite)),
            Run::Clamp => found.push(
                quote!(#ty: ::core::cmp::PartialOrd + ::core::clone::Clone + ::core::fmt::Debug),
            ),
            Run::Unique => {
                if let Some(item) = types::item(ty) {
                    found.push(quote!(#item: ::core::cmp::PartialEq));
                }
            }
            Run::Nested => {
                let private = class.krate.private();
                found.push(quote!(#ty: #private::validation::Validate));
            }
            Run::Via => {
                let literal = step.written().cloned();
                if let Some((path, _)) = literal.and_then(|it| before(it, Delimiter::Brace)) {
                    let private = class.krate.private();
                    found.push(quote!(#path: #private::validation::Descriptor<#ty>));
                }
            }
            Run::Each | Run::Keys | Run::Values => {
                if let Some(item) = step.item(ty) {
                    collect(class, rules, step.inner(), item, found);
                }
            }
            _ => {}
        }
    }
    found.dedup_by_key(|bound| bound.to_token_stream().to_string());
}
