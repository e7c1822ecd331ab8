//! The procedural macros of [`dunder`](https://docs.rs/dunder), which re-exports and documents them.
//!
//! Nothing happens here: each entry forwards to a function of `dunder-expand`.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

/// Turns a struct or an enum into a data class.
#[proc_macro_attribute]
pub fn dataclass(args: TokenStream, item: TokenStream) -> TokenStream {
    dunder_expand::dataclass::expand(args.into(), item.into()).into()
}
