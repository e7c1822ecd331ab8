//! `#[factory]` on a trait, and `#[register]` on its `impl`s.
//!
//! The registering macro sees the trait's path only, so everything it needs of the factory hangs on the trait object
//! type, which that path reaches.

mod emit;
mod model;
mod object_safety;
mod persist;
mod register;

use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::names::Krate;
use crate::opaque;
use crate::options::{CRATE, Form, Key, Table};

/// What may stand in `#[factory(...)]`.
pub const FACTORY: Table = Table {
    attribute: "#[factory]",
    keys: &[
        &[
            Key {
                name: "name",
                form: Form::Path,
                usage: "name = NotificationFactory",
                doc: "the factory's name; by default the trait's with `Factory`",
            },
            Key {
                name: "noun",
                form: Form::Str,
                usage: "noun = \"channel\"",
                doc: "what keys name, for errors; by default the trait's name",
            },
            Key {
                name: "args",
                form: Form::List,
                usage: "args(url: &str, retries: u32)",
                doc: "the arguments of constructors",
            },
            Key {
                name: "shared",
                form: Form::Flag,
                usage: "shared",
                doc: "`Arc<dyn Trait>` in place of `Box<dyn Trait>`",
            },
            Key {
                name: "serde",
                form: Form::OptionalList,
                usage: "serde(tag = \"type\")",
                doc: "`Box<dyn Trait>` is written with its key, and read by it",
            },
        ],
        &[CRATE],
    ],
};

/// What may stand in `#[factory(serde(...))]`.
pub const SERDE: Table = Table {
    attribute: "serde(...)",
    keys: &[&[
        Key {
            name: "tag",
            form: Form::Str,
            usage: "tag = \"type\"",
            doc: "the field that holds the key, beside the value's own",
        },
        Key {
            name: "content",
            form: Form::Str,
            usage: "content = \"content\"",
            doc: "the field that holds the value, beside the one with the key",
        },
    ]],
};

/// What may stand in `#[register("key", ...)]`.
pub const REGISTER: Table = Table {
    attribute: "#[register]",
    keys: &[
        &[
            Key {
                name: "new",
                form: Form::Expr,
                usage: "new = path or closure",
                doc: "the constructor, in place of `Default`",
            },
            Key {
                name: "alias",
                form: Form::Exprs,
                usage: "alias = \"other-key\"",
                doc: "a further key; may be given again",
            },
            Key {
                name: "with",
                form: Form::List,
                usage: "with(T = u32)",
                doc: "which instance of a generic type",
            },
        ],
        &[CRATE],
    ],
};

/// Expands `#[factory(args)] item`.
#[must_use]
pub fn factory(args: TokenStream, item: TokenStream) -> TokenStream {
    opaque::expand(args, item, &|args, item, errors| {
        let model = model::parse(args, item.clone(), errors);
        match model.filter(|model| object_safety::check(&model.item, errors)) {
            Some(model) => {
                let (item, generated) = (persist::item(&model), emit::emit(&model));
                quote!(#item #generated)
            }
            None => item,
        }
    })
}

/// Expands `#[register("key", args)] item`.
#[must_use]
pub fn register(args: TokenStream, item: TokenStream) -> TokenStream {
    opaque::expand(args, item, &|args, item, errors| {
        let registration = register::parse(args, item.clone(), errors);
        let generated = registration.map(|registration| register::emit(&registration));
        quote!(#item #generated)
    })
}

/// The module that factories' expansions name.
fn path(krate: &Krate) -> TokenStream {
    let private = krate.private();
    quote!(#private::factory)
}
