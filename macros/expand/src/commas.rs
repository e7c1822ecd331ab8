//! Lists with commas between them.
//!
//! As `Punctuated::parse_terminated`, whose type, iterators and parser would be compiled again for each kind of item.

use proc_macro2::TokenStream;
use syn::Token;
use syn::parse::{Parse, ParseStream, Parser};

/// The items; a comma behind the last may stand.
pub(crate) fn list<T: Parse>(tokens: TokenStream) -> syn::Result<Vec<T>> {
    items.parse2(tokens)
}

fn items<T: Parse>(input: ParseStream) -> syn::Result<Vec<T>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(items)
}
