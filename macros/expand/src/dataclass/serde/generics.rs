//! The parameters of the generated impls.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Generics, Lifetime, LitStr, Token, WhereClause, parse_quote};

use crate::class::Class;

/// Tokens of the class outside its own impls, where `Self` has to be spelt out.
pub(super) fn spelt_out(class: &Class, tokens: &impl ToTokens) -> TokenStream {
    let (_, this, _) = class.split();
    replace(tokens.to_token_stream(), &this)
}

fn replace(tokens: TokenStream, this: &TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => this.clone(),
            TokenTree::Group(group) => {
                let inside = replace(group.stream(), this);
                let mut replaced = proc_macro2::Group::new(group.delimiter(), inside);
                replaced.set_span(group.span());
                TokenTree::Group(replaced).into()
            }
            token => token.into(),
        })
        .collect()
}

/// The class's where clause with more predicates.
pub(super) fn clause(class: &Class, more: &[TokenStream]) -> WhereClause {
    let mut clause = class
        .generics
        .where_clause
        .clone()
        .unwrap_or_else(|| parse_quote!(where));
    for predicate in more {
        clause.predicates.push(parse_quote!(#predicate));
    }
    clause
}

/// A lifetime `'de` that the class does not have, and the class's parameters with it in front.
pub(super) fn with_de(class: &Class) -> (Lifetime, Generics) {
    let name = class
        .generics
        .lifetimes()
        .any(|param| param.lifetime.ident == "de");
    let de: Lifetime = if name {
        parse_quote!('__de)
    } else {
        parse_quote!('de)
    };
    let mut generics = class.generics.clone();
    generics.params.insert(0, parse_quote!(#de));
    (de, generics)
}

/// The predicates in a `bound = "…"` of serde's.
pub(super) fn predicates(text: &LitStr) -> Vec<TokenStream> {
    use syn::punctuated::Punctuated;
    let parser = Punctuated::<syn::WherePredicate, Token![,]>::parse_terminated;
    match text.parse_with(parser) {
        Ok(list) => list
            .into_iter()
            .map(|predicate| quote!(#predicate))
            .collect(),
        // serde says what is wrong with it.
        Err(_) => Vec::new(),
    }
}
