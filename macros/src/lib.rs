//! The procedural macros of [`dunder`](https://docs.rs/dunder), which re-exports and documents them.
//!
//! Nothing happens here: each row of the two tables forwards to a function of `dunder-expand`.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident => $expand:path;)*) => {$(
        $(#[$doc])*
        #[proc_macro_attribute]
        pub fn $name(args: TokenStream, item: TokenStream) -> TokenStream {
            $expand(args.into(), item.into()).into()
        }
    )*};
}

macro_rules! derives {
    ($($(#[$doc:meta])* $function:ident: $name:ident($($helper:ident),*) => $expand:path;)*) => {$(
        $(#[$doc])*
        #[proc_macro_derive($name, attributes($($helper),*))]
        pub fn $function(item: TokenStream) -> TokenStream {
            $expand(item.into()).into()
        }
    )*};
}

attributes! {
    /// Turns a struct or an enum into a data class.
    #[cfg(feature = "dataclass")]
    dataclass => dunder_expand::dataclass::expand;
    /// Puts a library author's `impl Metaclass` into the form that classes can be checked by.
    #[cfg(feature = "dataclass")]
    metaclass => dunder_expand::metaclass::expand;
    /// Makes a type a singleton: on the `impl` block with its constructor, or on the type.
    #[cfg(feature = "singleton")]
    singleton => dunder_expand::singleton::expand;
    /// Gives a trait a factory that makes its implementors by key.
    #[cfg(feature = "factory")]
    factory => dunder_expand::factory::factory;
    /// Registers an implementor under a key, from any crate.
    #[cfg(feature = "factory")]
    register => dunder_expand::factory::register;
    /// Caches what a function returns, as `functools.lru_cache` does.
    #[cfg(feature = "memoize")]
    memoize => dunder_expand::memoize::expand;
    /// Of generated code: puts what stands in the attribute beside the item, so that both are one item where none can
    /// stand.
    #[cfg(any(feature = "memoize", feature = "patch"))]
    beside => dunder_expand::function::beside;
    /// Lets tests replace a function.
    #[cfg(feature = "patch")]
    patchable => dunder_expand::patch::expand;
    /// Leaves the function as it is: the feature `patch` is off.
    #[cfg(not(feature = "patch"))]
    patchable => as_written;
}

#[cfg(not(feature = "patch"))]
fn as_written(
    _: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
    item
}

derives! {
    /// Makes a type a singleton, as `#[singleton]` on it does.
    #[cfg(feature = "singleton")]
    derive_singleton: Singleton(singleton) => dunder_expand::singleton::derive;
    /// Describes a struct as it is, for the metaclasses that `#[meta(…)]` names.
    #[cfg(feature = "dataclass")]
    derive_class: Class(meta, dunder) => dunder_expand::metaclass::derive;
    /// Prints a type as Python does.
    #[cfg(feature = "dataclass")]
    derive_repr: Repr(field, dunder) => dunder_expand::derives::repr;
    /// Declares the attributes `serde` and `schemars`, and does nothing: it stands where `#[dataclass]` answers a derive.
    #[cfg(feature = "dataclass")]
    derive_serde_attributes: SerdeAttributes(serde, schemars) => dunder_expand::derives::nothing;
    /// Prints a type by its repr or by a format string.
    #[cfg(feature = "dataclass")]
    derive_display: Display(field, dunder, display) => dunder_expand::derives::display;
}
