//! `#[memoize]`: a function that remembers its results.

mod emit;
mod function;
mod handle;
mod model;
mod options;
mod policy;
mod signature;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::errors::Errors;

/// The expansion of `#[memoize(attr)] item`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(function) = function(&item, &errors) else {
        let errors = errors.into_tokens();
        return quote!(#errors #item);
    };
    let model = model::Model::new(attr, function, &errors);
    let mut tokens = errors.into_tokens();
    emit::emit(&model).to_tokens(&mut tokens);
    tokens
}

fn function(item: &TokenStream, errors: &Errors) -> Option<signature::Function> {
    match syn::parse2(item.clone()) {
        Ok(function) => Some(function),
        Err(error) => {
            match syn::parse2::<syn::Item>(item.clone()) {
                // A mistake inside something that is no function: say what is wrong with the place first.
                Ok(syn::Item::Fn(_) | syn::Item::Verbatim(_)) => errors.push(error),
                Ok(other) => errors.at(
                    keyword(&other),
                    "`#[memoize]` goes on a function; on each method, not on the `impl`",
                ),
                Err(_) => errors.push(error),
            }
            None
        }
    }
}

/// The tokens up to the name, where the error about the whole item belongs.
fn keyword(item: &syn::Item) -> TokenStream {
    match item {
        syn::Item::Struct(item) => item.struct_token.to_token_stream(),
        syn::Item::Enum(item) => item.enum_token.to_token_stream(),
        syn::Item::Impl(item) => item.impl_token.to_token_stream(),
        syn::Item::Trait(item) => item.trait_token.to_token_stream(),
        syn::Item::Mod(item) => item.mod_token.to_token_stream(),
        other => other.to_token_stream(),
    }
}
