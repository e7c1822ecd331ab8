//! `#[patchable]`: a function that tests can replace.

mod block;
mod check;
mod emit;
mod handle;
mod model;

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::function::Function;
use crate::names::again;
use crate::opaque;
use model::Model;

/// The expansion of `#[patchable(attr)] item`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    opaque::expand(attr, item, &|attr, item, errors| {
        let expanded =
            block::expand(&attr, &item, errors).or_else(|| of_function(attr, item.clone(), errors));
        expanded.unwrap_or(item)
    })
}

fn of_function(attr: TokenStream, item: TokenStream, errors: &Errors) -> Option<TokenStream> {
    let function = Function::parse(item, "#[patchable]", errors)?;
    if let Some(again) = again(&function.attrs, "patchable") {
        errors.at(again, "`#[patchable]` stands here twice: remove one");
        return None;
    }
    let model = Model::new(attr, function, errors)?;
    Some(emit::emit(&model))
}

#[cfg(test)]
mod tests;
