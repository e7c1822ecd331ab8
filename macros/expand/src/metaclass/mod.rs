//! Metaclasses: `#[metaclass]` on a library author's `impl Metaclass`, and what `#[meta(…)]` on a class gives.
//!
//! The options of a metaclass are fields of structs that only rustc knows. So what a user writes goes into struct
//! literals, at its own place, and rustc tells what is wrong with it.

mod check;
mod class_of;
mod definition;
mod object;

use crate::tokens::quote;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use syn::GenericParam;

use crate::class::{Body, Class, Field, meta, parse, tables};
use crate::collect::Collect as _;
use crate::dataclass::metadata;
use crate::names::{Krate, mentions};
use crate::opaque;
use crate::options::{CRATE, Options, Table};

/// `#[metaclass(...)]`.
pub const METACLASS: Table = Table {
    attribute: "#[metaclass]",
    keys: &[&[CRATE]],
};

/// `#[dunder(...)]` under `#[derive(dunder::Class)]`.
pub const CLASS: Table = Table {
    attribute: "#[dunder]",
    keys: &[&[CRATE]],
};

/// Expands `#[metaclass(args)] impl Metaclass for … { … }`.
#[must_use]
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    opaque::expand(args, item, &|args, item, errors| {
        let options = Options::parse(args, &METACLASS, errors);
        definition::emit(item, &options, errors)
    })
}

/// Expands `#[derive(dunder::Class)] item`.
#[must_use]
pub fn derive(item: TokenStream) -> TokenStream {
    opaque::expand(TokenStream::new(), item, &|_, item, errors| {
        let class = parse::item_of(
            item,
            Options::default(),
            "#[derive(dunder::Class)]",
            // What another derive of dunder's reads, that one checks.
            &tables::DERIVE_FIELD,
            errors,
        );
        let Some(mut class) = class else {
            return TokenStream::new();
        };
        for attr in &class.attrs {
            if let syn::Meta::List(list) = &attr.meta
                && attr.path().is_ident("dunder")
            {
                class.options.extend(list.tokens.clone(), &CLASS, errors);
            }
        }
        class.krate = Krate::new(class.options.path("crate").cloned());
        meta::read(&mut class, errors);
        let (metadata, described) = (metadata::emit(&class), emit(&class));
        quote!(#metadata #described)
    })
}

/// What the metaclasses of a class ask for; nothing where it names none.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if class.metas.is_empty() {
        return TokenStream::new();
    }
    let mut tokens = object::emit(class);
    for at in 0..class.metas.len() {
        tokens.extend(class_of::emit(class, at));
    }
    tokens
}

/// The module that generated code names, by a short name: each path is read and resolved again.
fn module() -> Ident {
    Ident::new("__dunder", Span::call_site())
}

/// Where that name comes from; it stands at the beginning of the block.
fn import(class: &Class) -> TokenStream {
    let (metaclass, private) = (module(), class.krate.private());
    quote!(use #private::metaclass as #metaclass;)
}

/// A field that a metaclass sees.
struct Place<'a> {
    field: &'a Field,
    /// Its place among those that are there, as an expression.
    position: TokenStream,
    /// What a `match` calls it.
    pattern: Literal,
}

/// The fields of a class by their places.
struct Places<'a> {
    list: Vec<Place<'a>>,
    /// Where some are under `cfg`: the numbers of those that are there.
    written: Option<TokenStream>,
}

impl<'a> Places<'a> {
    fn of(class: &'a Class) -> Self {
        let metaclass = module();
        let stored = class.stored().collect_vec();
        let conditional = stored.iter().any(|field| !field.cfgs().is_empty());
        let written = conditional.then(|| {
            let numbers = stored.iter().enumerate().map(|(number, field)| {
                let cfgs = field.cfgs();
                quote!(#(#cfgs)* #number)
            });
            quote!(&[#(#numbers),*])
        });
        let list = stored.into_iter().enumerate().map(|(number, field)| {
            let pattern = Literal::usize_unsuffixed(number);
            let position = match &written {
                None => pattern.to_token_stream(),
                Some(written) => quote!(#metaclass::position(#written, #pattern)),
            };
            Place {
                field,
                position,
                pattern,
            }
        });
        let list = list.collect_vec();
        Self { list, written }
    }

    /// What a `match` over fields goes by, from the place.
    fn number(&self, metaclass: &Ident, index: &Ident) -> TokenStream {
        match &self.written {
            None => index.to_token_stream(),
            Some(written) => quote!(#metaclass::written(#written, #index)),
        }
    }
}

/// The names of the class's parameters: lifetimes, or types and constants.
fn params(class: &Class, lifetimes: bool) -> Vec<String> {
    let params = class.generics.params.iter();
    params
        .filter_map(|param| match param {
            GenericParam::Lifetime(param) => lifetimes.then(|| param.lifetime.ident.to_string()),
            GenericParam::Type(param) => (!lifetimes).then(|| param.ident.to_string()),
            GenericParam::Const(param) => (!lifetimes).then(|| param.ident.to_string()),
        })
        .collect_vec()
}

/// Whether the tokens name one of these.
fn depends(params: &[String], tokens: &impl ToTokens) -> bool {
    !params.is_empty() && {
        let tokens = tokens.to_token_stream();
        params.iter().any(|param| mentions(&tokens, param))
    }
}

/// Whether the class is as many classes as it has instances.
fn is_generic(class: &Class) -> bool {
    !params(class, false).is_empty()
}

/// Whether there are fields to reach at all.
fn is_struct(class: &Class) -> bool {
    matches!(class.body, Body::Struct(_))
}
