//! The parameters of the generated impls.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Generics, Lifetime, LitStr, Token, WhereClause, parse_quote};

use crate::class::Class;
use crate::names::spell_out_self;

/// Tokens of the class outside its own impls, where `Self` has to be spelt out.
pub(super) fn spelt_out(class: &Class, tokens: &impl ToTokens) -> TokenStream {
    let (_, this, _) = class.split();
    spell_out_self(tokens.to_token_stream(), &this)
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
    let de = Lifetime {
        apostrophe: proc_macro2::Span::call_site(),
        ident: class.fresh("de"),
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
            .collect_vec(),
        // serde says what is wrong with it.
        Err(_) => Vec::new(),
    }
}
