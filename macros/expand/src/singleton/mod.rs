//! `#[singleton]` on an `impl` block or on a type, and `#[derive(Singleton)]`.

mod constructor;
mod emit;
mod model;

use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::options::{CRATE, Form, Key, Table};

/// What may stand in `#[singleton(...)]`.
pub const OPTIONS: Table = Table {
    attribute: "#[singleton]",
    keys: &[
        &[
            Key {
                name: "init",
                form: Form::Expr,
                usage: "init = path",
                doc: "on a type: the function that makes the instance, in place of `Default`",
            },
            Key {
                name: "strict",
                form: Form::Flag,
                usage: "strict",
                doc: "on an `impl`: a later call whose arguments differ from the first is an error",
            },
            Key {
                name: "poison",
                form: Form::Flag,
                usage: "poison",
                doc: "a constructor that panicked is not tried again",
            },
        ],
        &[CRATE],
    ],
};

/// Expands `#[singleton(args)] item`.
#[must_use]
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let tokens = match model::attribute(args, item.clone(), &errors) {
        Some(model) => {
            let rewritten = constructor::rewrite(&model, &errors);
            let generated = emit::emit(&model);
            let item = rewritten.unwrap_or(item);
            quote!(#item #generated)
        }
        None => item,
    };
    let errors = errors.into_tokens();
    quote!(#tokens #errors)
}

/// Expands `#[derive(Singleton)] item`.
#[must_use]
pub fn derive(item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let tokens = model::derive(item, &errors).map(|model| emit::emit(&model));
    let errors = errors.into_tokens();
    quote!(#tokens #errors)
}
