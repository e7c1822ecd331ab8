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

use crate::class::{Class, Field, check, parse};
use crate::opaque;

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
    opaque::expand(args, item, &|args, item, errors| {
        let Some(class) = parse::dataclass(args, item.clone(), errors) else {
            return item;
        };
        check::check(&class, errors);
        TokenStream::from_iter(ITEMS.iter().map(|emit| emit(&class)))
    })
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
    let (lints, allowed) = (class.lints(), allowed(class));
    quote! {
        #lints
        #[allow(dead_code, private_interfaces #allowed)]
        impl #params #this #clause {
            #(#methods)*
        }
    }
}

/// The lints that the methods of the class may break besides: what a class does not use of these, and how many fields
/// it has, is no fault of its author's; a private type in a constructor's parameters only keeps others from calling it.
fn allowed(class: &Class) -> TokenStream {
    let fields = class.fields();
    let shouted =
        |field: &Field| field.stem.contains("__") || field.stem.contains(char::is_uppercase);
    let required = fields.iter().filter(|field| field.required()).count();
    let named_freely = class.is_enum() || fields.iter().any(|field| class.describes(field));
    let snake = (class.is_enum() || fields.iter().any(shouted)).then(|| quote!(, non_snake_case));
    let many = (required > 7).then(|| quote!(, clippy::too_many_arguments));
    let none = (required == 0).then(|| quote!(, clippy::new_without_default));
    let like = named_freely.then(|| {
        quote! {
            , clippy::should_implement_trait, clippy::len_without_is_empty, clippy::iter_not_returning_iterator
        }
    });
    quote!(#snake #many #none #like)
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
