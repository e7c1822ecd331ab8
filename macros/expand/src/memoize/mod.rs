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

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::function::Function;
use crate::names::again;
use crate::opaque;

/// The expansion of `#[memoize(attr)] item`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    opaque::expand(attr, item, &expanded)
}

fn expanded(attr: TokenStream, item: TokenStream, errors: &Errors) -> TokenStream {
    let Some(function) = Function::parse(item.clone(), "#[memoize]", errors) else {
        return item;
    };
    if let Some(again) = again(&function.attrs, "memoize") {
        errors.at(again, "`#[memoize]` stands here twice: remove one");
        return item;
    }
    emit::emit(&model::Model::new(attr, function, errors))
}
