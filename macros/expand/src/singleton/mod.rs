//! `#[singleton]` on an `impl` block or on a type, and `#[derive(Singleton)]`.

mod constructor;
mod emit;
mod model;

use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::opaque;
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
    opaque::expand(args, item, &|args, item, errors| {
        let Some(model) = model::attribute(args, item.clone(), errors) else {
            return item;
        };
        let rewritten = constructor::rewrite(&model, errors);
        let generated = emit::emit(&model);
        let item = rewritten.unwrap_or(item);
        quote!(#item #generated)
    })
}

/// Expands `#[derive(Singleton)] item`.
#[must_use]
pub fn derive(item: TokenStream) -> TokenStream {
    opaque::expand(TokenStream::new(), item, &|_, item, errors| {
        let model = model::derive(item, errors);
        model.map_or_else(TokenStream::new, |model| emit::emit(&model))
    })
}
