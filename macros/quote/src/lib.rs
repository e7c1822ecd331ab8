//! `quote!` and `quote_spanned!` for `dunder-expand`: the syntax of the crate `quote`, compiled to one string and one array.
//!
//! The crate `quote` turns each token of a template into a call. An expansion library is made of templates, so most of
//! the time it takes to compile goes into those calls. Here a template is a string, which `tokens::fill` of
//! `dunder-expand` reads when the template is used. The string is a sequence of tokens, each a tag and a text (`encode.rs`).
//!
//! Not offered, since no template of ours needs it: a repetition inside a repetition.
#![forbid(unsafe_code)]

mod encode;
mod write;

use proc_macro::{TokenStream, TokenTree};

/// Tokens from a template, located at the call site: `#name` interpolates, `#(…)*` and `#(…),*` repeat.
#[proc_macro]
pub fn quote(template: TokenStream) -> TokenStream {
    write::filled(None, template)
}

/// Tokens from a template, located where `span` says: `quote_spanned!(span=> …)`.
#[proc_macro]
pub fn quote_spanned(input: TokenStream) -> TokenStream {
    let mut input = input.into_iter();
    let mut span = Vec::new();
    while let Some(token) = input.next() {
        // `=`, then `>`.
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '=') {
            input.next();
            return write::filled(Some(span.into_iter().collect()), input.collect());
        }
        span.push(token);
    }
    "::core::compile_error!(\"expected `span=> template`\")"
        .parse()
        .unwrap_or_default()
}
