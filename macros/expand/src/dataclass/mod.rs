//! `#[dataclass]`: each feature is a function from the model to tokens.

pub mod builder;
pub mod compare;
pub mod constructor;
pub mod default;
pub mod descriptors;
pub mod item;
pub mod metadata;
pub mod rule;
pub mod rules;
pub mod with;

use proc_macro2::TokenStream;
use quote::quote;

use crate::class::{Class, check, parse};
use crate::errors::Errors;

/// The features, in the order in which they are emitted.
const FEATURES: &[fn(&Class) -> TokenStream] = &[
    item::emit,
    constructor::emit,
    with::emit,
    builder::emit,
    default::emit,
    compare::emit,
    rule::emit,
    metadata::emit,
];

/// Expands `#[dataclass(args)] item`.
#[must_use]
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(class) = parse::dataclass(args, item.clone(), &errors) else {
        let errors = errors.into_tokens();
        return quote!(#item #errors);
    };
    check::check(&class, &errors);
    let mut tokens: TokenStream = FEATURES.iter().map(|emit| emit(&class)).collect();
    tokens.extend(errors.into_tokens());
    tokens
}

/// An inherent impl of generated methods.
fn inherent(class: &Class, methods: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let (params, this, clause) = class.split();
    let lints = class.method_lints();
    let methods = methods.into_iter();
    quote! {
        #[automatically_derived]
        #lints
        impl #params #this #clause {
            #(#methods)*
        }
    }
}
