//! `#[memoize]`: a function that remembers its results.

mod bounds;
mod check;
mod emit;
mod function;
mod handle;
mod key;
mod model;
pub(crate) mod options;
mod policy;
mod store;
mod time;

use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::errors::Errors;
use crate::function::Function;
use crate::names::again;

/// The expansion of `#[memoize(attr)] item`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(function) = Function::parse(item.clone(), "#[memoize]", &errors) else {
        let errors = errors.into_tokens();
        return quote!(#errors #item);
    };
    if let Some(again) = again(&function.attrs, "memoize") {
        errors.at(again, "`#[memoize]` stands here twice: remove one");
        let errors = errors.into_tokens();
        return quote!(#errors #item);
    }
    let model = model::Model::new(attr, function, &errors);
    let mut tokens = errors.into_tokens();
    emit::emit(&model).to_tokens(&mut tokens);
    tokens
}
