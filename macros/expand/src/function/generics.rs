//! The generics of a function, parted for a type that stands beside it: the type takes the type and const parameters,
//! lifetimes stay with the functions.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericParam, Generics, Ident, TypeParamBound, WherePredicate, parse_quote};

use super::mentions;

/// Parted generics; each list is as it stands between `<` and `>`.
pub struct Parted {
    /// `'a, 'b: 'a`
    pub lifetimes: Vec<TokenStream>,
    /// `T, U: ?Sized, const N: usize`: what a type declares, no other bounds.
    pub shape: Vec<TokenStream>,
    /// `T: Bound, U: ?Sized, const N: usize`: what an `impl` declares.
    pub declared: Vec<TokenStream>,
    /// `T, U, N`
    pub passed: Vec<Ident>,
    /// The type parameters.
    pub types: Vec<Ident>,
    /// The predicates that name no lifetime of the function's.
    pub clause: Vec<WherePredicate>,
    /// All that is asked of the parameters, as predicates of a function in an `impl` that asks for nothing.
    pub bounds: Vec<WherePredicate>,
}

impl Parted {
    /// Parts `generics`.
    #[must_use]
    pub fn of(generics: &Generics) -> Self {
        let mut parted = Self {
            lifetimes: Vec::new(),
            shape: Vec::new(),
            declared: Vec::new(),
            passed: Vec::new(),
            types: Vec::new(),
            clause: Vec::new(),
            bounds: Vec::new(),
        };
        let mut names = Vec::new();
        for param in &generics.params {
            match param {
                GenericParam::Lifetime(param) => {
                    names.push(param.lifetime.ident.to_string());
                    parted.lifetimes.push(param.to_token_stream());
                }
                GenericParam::Const(param) => {
                    let (ident, ty) = (&param.ident, &param.ty);
                    parted.shape.push(quote!(const #ident: #ty));
                    parted.declared.push(quote!(const #ident: #ty));
                    parted.passed.push(ident.clone());
                }
                GenericParam::Type(param) => {
                    let (ident, bounds) = (&param.ident, &param.bounds);
                    let (relaxed, asked): (Vec<_>, Vec<_>) = bounds.iter().partition(
                        |bound| matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some()),
                    );
                    let colon = (!relaxed.is_empty()).then(|| quote!(:));
                    parted.shape.push(quote!(#ident #colon #(#relaxed)+*));
                    if !asked.is_empty() {
                        parted.bounds.push(parse_quote!(#ident: #(#asked)+*));
                    }
                    // Without a bound there is no colon, after which the compiler would say what is missing.
                    let colon = (!bounds.is_empty()).then(|| quote!(:));
                    parted.declared.push(quote!(#ident #colon #bounds));
                    parted.passed.push(ident.clone());
                    parted.types.push(ident.clone());
                }
            }
        }
        if let Some(clause) = &generics.where_clause {
            let named = |predicate: &&WherePredicate| {
                let tokens = predicate.to_token_stream();
                !names.iter().any(|name| mentions(&tokens, name))
            };
            parted.bounds.extend(clause.predicates.iter().cloned());
            parted.clause = clause
                .predicates
                .iter()
                .filter(named)
                .cloned()
                .collect_vec();
        }
        parted
    }

    /// Whether there is anything but lifetimes.
    #[must_use]
    pub fn is_generic(&self) -> bool {
        !self.passed.is_empty()
    }

    /// `where …`, if there is anything to say.
    #[must_use]
    pub fn where_clause(&self) -> Option<TokenStream> {
        let clause = &self.clause;
        (!clause.is_empty()).then(|| quote!(where #(#clause),*))
    }
}

/// `<…>`, if there is anything between.
#[must_use]
pub fn angled<T: ToTokens>(params: &[T]) -> Option<TokenStream> {
    (!params.is_empty()).then(|| quote!(<#(#params),*>))
}
