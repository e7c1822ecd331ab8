//! Bounds of generated impls, inferred from the field types that the impl uses.
//!
//! As serde does: a parameter that a field uses gets the bound, unless it is used only inside
//! `PhantomData` or a function pointer; of `T::Item` and `<T as Trait>::Item` the projection gets it.
//! Bounds on parameters rather than on field types keep recursive types out of the solver's loops.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    GenericParam, Generics, Token, Type, TypeParamBound, WhereClause, WherePredicate, parse_quote,
};

use super::types::{named, ungroup};
use crate::collect::Collect as _;

/// The where clause of `generics` with `T: bound` for every parameter or projection that `types` use.
#[must_use]
pub fn clause(generics: &Generics, types: &[&Type], bound: &TokenStream) -> WhereClause {
    let mut clause: WhereClause = generics
        .where_clause
        .clone()
        .unwrap_or_else(|| parse_quote!(where));
    let mut used = Used {
        params: type_params(generics),
        found: Vec::new(),
    };
    if !used.params.is_empty() {
        types.iter().for_each(|ty| used.visit(ty));
    }
    clause.predicates.extend(
        used.found
            .into_iter()
            .map(|ty| -> WherePredicate { parse_quote!(#ty: #bound) }),
    );
    clause
}

/// Whether `ty` mentions a type parameter of `generics`.
#[must_use]
pub fn mentions(generics: &Generics, ty: &Type) -> bool {
    let params = type_params(generics);
    !params.is_empty() && mentions_any(&params, ty.to_token_stream())
}

/// Whether `ty` mentions a type parameter that is declared `?Sized`.
#[must_use]
pub fn mentions_unsized(generics: &Generics, ty: &Type) -> bool {
    let relaxed = |bounds: &Punctuated<TypeParamBound, Token![+]>| {
        bounds
            .iter()
            .any(|bound| bound.to_token_stream().to_string().starts_with('?'))
    };
    let inline = generics
        .type_params()
        .filter(|param| relaxed(&param.bounds))
        .map(|param| param.ident.to_string());
    let clause = generics.where_clause.iter();
    let in_clause = clause
        .flat_map(|clause| &clause.predicates)
        .filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) if relaxed(&predicate.bounds) => {
                Some(predicate.bounded_ty.to_token_stream().to_string())
            }
            _ => None,
        });
    let params: Vec<_> = inline.chain(in_clause).collect_vec();
    !params.is_empty() && mentions_any(&params, ty.to_token_stream())
}

fn type_params(generics: &Generics) -> Vec<String> {
    let name = |param: &GenericParam| match param {
        GenericParam::Type(param) => Some(param.ident.to_string()),
        _ => None,
    };
    generics.params.iter().filter_map(name).collect_vec()
}

fn mentions_any(params: &[String], tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions_any(params, group.stream()),
        TokenTree::Ident(ident) => params.contains(&ident.to_string()),
        _ => false,
    })
}

struct Used {
    params: Vec<String>,
    found: Vec<TokenStream>,
}

impl Used {
    fn add(&mut self, tokens: TokenStream) {
        if !self
            .found
            .iter()
            .any(|known| known.to_string() == tokens.to_string())
        {
            self.found.push(tokens);
        }
    }

    fn visit(&mut self, ty: &Type) {
        match ungroup(ty) {
            Type::Path(path)
                if path.qself.is_some() && mentions_any(&self.params, path.to_token_stream()) =>
            {
                self.add(path.to_token_stream());
            }
            Type::Path(path) => {
                let first = &path.path.segments[0];
                if self.params.contains(&first.ident.to_string()) {
                    self.add(path.to_token_stream());
                } else if let Some((name, arguments)) = named(ty)
                    && name != "PhantomData"
                {
                    arguments
                        .into_iter()
                        .for_each(|argument| self.visit(argument));
                }
            }
            Type::Reference(reference) => self.visit(&reference.elem),
            Type::Array(array) => self.visit(&array.elem),
            Type::Slice(slice) => self.visit(&slice.elem),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.visit(ty)),
            // A macro in type position can hide anything: the whole type gets the bound.
            Type::Macro(makro) if mentions_any(&self.params, makro.to_token_stream()) => {
                self.add(makro.to_token_stream());
            }
            // Function pointers, raw pointers and trait objects have their traits whatever the parameter is.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;
    use quote::ToTokens;
    use syn::{Data, DeriveInput, parse_quote};

    fn bounds(item: &DeriveInput) -> String {
        let Data::Struct(data) = &item.data else {
            panic!("no struct");
        };
        super::clause(
            &item.generics,
            &data
                .fields
                .iter()
                .map(|field| &field.ty)
                .collect::<Vec<_>>(),
            &quote!(B),
        )
        .to_token_stream()
        .to_string()
    }

    #[test]
    fn only_what_is_used_is_bound() {
        let table: [(DeriveInput, &str); 9] = [
            (
                parse_quote!(
                    struct A<T> {
                        a: T,
                        b: Vec<T>,
                    }
                ),
                "where T : B",
            ),
            (
                parse_quote!(
                    struct A<T> {
                        a: PhantomData<T>,
                        b: fn(T) -> T,
                        c: *const T,
                    }
                ),
                "",
            ),
            (
                parse_quote!(
                    struct A<'a, T> {
                        a: &'a T,
                    }
                ),
                "where T : B",
            ),
            (
                parse_quote!(
                    struct A<T: Iterator> {
                        a: T::Item,
                    }
                ),
                "where T :: Item : B",
            ),
            (
                parse_quote!(
                    struct A<T> {
                        a: <T as Iterator>::Item,
                    }
                ),
                "where < T as Iterator > :: Item : B",
            ),
            (
                parse_quote!(
                    struct A<T>
                    where
                        T: C,
                    {
                        a: [(T, u8); 2],
                    }
                ),
                "where T : C , T : B",
            ),
            (
                parse_quote!(
                    struct A<T> {
                        a: Option<Box<A<T>>>,
                    }
                ),
                "where T : B",
            ),
            (
                parse_quote!(
                    struct A<T, const N: usize> {
                        a: [u8; N],
                        b: HashMap<String, T>,
                    }
                ),
                "where T : B",
            ),
            (
                parse_quote!(
                    struct A {
                        a: u8,
                    }
                ),
                "",
            ),
        ];
        for (item, expected) in table {
            assert_eq!(bounds(&item), expected, "{}", item.to_token_stream());
        }
    }
}
