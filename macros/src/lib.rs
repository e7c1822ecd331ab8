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

/// Makes a type a singleton: on the `impl` block with its constructor, or on the type.
#[proc_macro_attribute]
pub fn singleton(args: TokenStream, item: TokenStream) -> TokenStream {
    dunder_expand::singleton::expand(args.into(), item.into()).into()
}

/// Makes a type a singleton, as `#[singleton]` on it does.
#[proc_macro_derive(Singleton, attributes(singleton))]
pub fn derive_singleton(item: TokenStream) -> TokenStream {
    dunder_expand::singleton::derive(item.into()).into()
/// Prints a type as Python does.
#[proc_macro_derive(Repr, attributes(field, dunder))]
pub fn derive_repr(item: TokenStream) -> TokenStream {
    dunder_expand::derives::repr(item.into()).into()
}

/// Prints a type by its repr or by a format string.
#[proc_macro_derive(Display, attributes(field, dunder, display))]
pub fn derive_display(item: TokenStream) -> TokenStream {
    dunder_expand::derives::display(item.into()).into()
}
