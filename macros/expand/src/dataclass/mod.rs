//! `#[dataclass]`: each feature is a function from the model to tokens.

pub mod builder;
pub mod companions;
pub mod compare;
pub mod constructor;
pub mod debug;
pub mod default;
pub mod descriptors;
pub mod display;
mod format;
pub mod item;
pub mod members;
pub mod metadata;
pub mod repr;
pub mod rule;
pub mod rules;
pub mod serde;
pub mod value;
pub mod with;

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::class::{Class, check, parse};
use crate::errors::Errors;

/// What is emitted beside the class's own methods, in this order.
const ITEMS: &[fn(&Class) -> TokenStream] = &[
    item::emit,
    methods,
    builder::emit,
    default::emit,
    debug::emit,
    compare::emit,
    descriptors::emit,
    rule::emit,
    rule::validate,
    metadata::emit,
    crate::metaclass::emit,
    value::emit,
    repr::emit,
    display::emit,
    #[cfg(feature = "serde")]
    serde::emit,
    #[cfg(feature = "serde")]
    serde::emit_serialize,
    #[cfg(feature = "schema")]
    serde::schema::emit,
];

/// The methods of the class itself, in the order in which they are documented.
const METHODS: &[fn(&Class) -> Vec<TokenStream>] = &[
    constructor::methods,
    builder::methods,
    descriptors::methods,
    companions::methods,
    with::methods,
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
    let mut tokens: TokenStream = ITEMS.iter().map(|emit| emit(&class)).collect_tokens();
    tokens.extend(errors.into_tokens());
    tokens
}

/// The inherent impl: all methods in one, for the docs to read well.
fn methods(class: &Class) -> TokenStream {
    let methods: Vec<_> = METHODS
        .iter()
        .flat_map(|feature| feature(class))
        .collect_vec();
    if methods.is_empty() {
        return TokenStream::new();
    }
    let (params, this, clause) = class.split();
    let lints = class.lints();
    quote! {
        #lints
        // What a class does not use of these, and how many fields it has, is no fault of its author's; a private
        // type in a constructor's parameters only keeps others from calling it.
        #[allow(
            dead_code, private_interfaces, non_snake_case,
            clippy::too_many_arguments, clippy::new_without_default, clippy::should_implement_trait,
            clippy::len_without_is_empty, clippy::iter_not_returning_iterator
        )]
        impl #params #this #clause {
            #(#methods)*
        }
    }
}

/// Doc attributes, one for each line; an empty text makes an empty line.
fn docs<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let lines = lines
        .into_iter()
        .flat_map(|text| text.split('\n'))
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        });
    quote!(#(#[doc = #lines])*)
}
