//! `#[patchable]`: a function that tests can replace.

mod block;
mod check;
mod emit;
mod handle;
mod model;

use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::function::Function;
use crate::names::again;
use model::Model;

/// The expansion of `#[patchable(attr)] item`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    if let Some(expanded) = block::expand(&attr, &item, &errors) {
        let errors = errors.into_tokens();
        return quote!(#errors #expanded);
    }
    let function = Function::parse(item.clone(), "#[patchable]", &errors);
    let expanded = function.and_then(|function| {
        if let Some(again) = again(&function.attrs, "patchable") {
            errors.at(again, "`#[patchable]` stands here twice: remove one");
            return None;
        }
        let model = Model::new(attr, function, &errors)?;
        Some(emit::emit(&model))
    });
    let errors = errors.into_tokens();
    let expanded = expanded.unwrap_or(item);
    quote!(#errors #expanded)
}

#[cfg(test)]
mod tests;
