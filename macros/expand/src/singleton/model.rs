//! What a `#[singleton]` stands on, and what it says.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, DeriveInput, Generics, Ident, Meta, Type, Visibility, parse_quote};

use super::OPTIONS;
use super::constructor;
use crate::block::{self, Impl};
use crate::errors::Errors;
use crate::names::{Krate, again, beginning};
use crate::options::Options;
use crate::tokens::quote;

/// A singleton.
pub(super) struct Model {
    /// Where `dunder` is.
    pub(super) krate: Krate,
    /// The type.
    pub(super) this: Type,
    /// Its parameters and bounds.
    pub(super) generics: Generics,
    /// What makes the instance.
    pub(super) source: Source,
    /// `poison`: a constructor that panicked is not tried again.
    pub(super) poison: bool,
}

/// What makes the instance.
pub(super) enum Source {
    /// The constructors in an `impl`: one, or several of one name under `cfg`.
    Impl {
        /// The block.
        block: Box<Impl>,
        /// Which of its items they are.
        constructors: Vec<usize>,
        /// `strict`: later arguments have to be the first ones.
        strict: Option<Ident>,
    },
    /// `Default`, or a function that the attribute names.
    Type {
        /// The type's visibility.
        vis: Visibility,
        /// Its name.
        ident: Ident,
        /// `init = …`.
        init: Option<TokenStream>,
    },
}

/// Reads `#[singleton(args)] item`; nothing where the item is none for it.
pub(super) fn attribute(args: TokenStream, item: TokenStream, errors: &Errors) -> Option<Model> {
    let keyword = block::keyword(&item).map_or_else(String::new, |keyword| keyword.to_string());
    let other = match &*keyword {
        "impl" => "init",
        "struct" | "enum" => "strict",
        _ => "",
    };
    let mut options = Options::default();
    options.extend_where(args, &OPTIONS, &|key| key.name != other, errors);
    match &*keyword {
        "impl" => {
            let block: Impl = errors.absorb(syn::parse2(item))?;
            once(&block.attrs, errors)?;
            of_impl(block, &options, errors)
        }
        "struct" | "enum" => {
            let input: DeriveInput = errors.absorb(syn::parse2(item))?;
            once(&input.attrs, errors)?;
            of_type(input, &options, errors)
        }
        _ => {
            let message = "`#[singleton]` goes on a struct or an enum, or on an `impl` block with its constructor";
            errors.at_span(beginning(item), message);
            None
        }
    }
}

/// Reports a second `#[singleton]`.
fn once(attrs: &[Attribute], errors: &Errors) -> Option<()> {
    let again = again(attrs, "singleton");
    if let Some(again) = again {
        errors.at(again, "`#[singleton]` stands here twice: remove one");
    }
    again.is_none().then_some(())
}

/// Reads `#[derive(Singleton)] item`.
pub(super) fn derive(item: TokenStream, errors: &Errors) -> Option<Model> {
    let input: DeriveInput = errors.absorb(syn::parse2(item))?;
    let mut options = Options::default();
    for attr in &input.attrs {
        if !attr.path().is_ident("singleton") {
            continue;
        }
        if let Meta::Path(path) = &attr.meta {
            errors.at(
                path,
                "`derive(Singleton)` makes a singleton already: remove this, or write what it is to do, `#[singleton(init = path)]`",
            );
        } else if let Some(list) = errors.absorb(attr.meta.require_list()) {
            let tokens = list.tokens.clone();
            options.extend_where(tokens, &OPTIONS, &|key| key.name != "strict", errors);
        }
    }
    of_type(input, &options, errors)
}

fn of_type(input: DeriveInput, options: &Options, errors: &Errors) -> Option<Model> {
    if let Some(strict) = options.get("strict") {
        errors.at(
            &strict.ident,
            "`strict` is about the arguments of a constructor: put `#[singleton(strict)]` on the `impl` block that has it",
        );
    }
    no_lifetimes(&input.generics, errors)?;
    let (ident, (_, parameters, _)) = (&input.ident, input.generics.split_for_impl());
    Some(Model {
        krate: krate(options),
        this: parse_quote!(#ident #parameters),
        source: Source::Type {
            vis: input.vis,
            ident: input.ident,
            init: init(options),
        },
        poison: options.flag("poison"),
        generics: input.generics,
    })
}

/// What makes the instance, if the options say so.
fn init(options: &Options) -> Option<TokenStream> {
    if options.broken("init") {
        // Reported; by `Default` the next error would follow from it.
        return Some(quote!(|| ::core::unreachable!()));
    }
    options.expr("init").map(ToTokens::to_token_stream)
}

fn of_impl(block: Impl, options: &Options, errors: &Errors) -> Option<Model> {
    if let Some(init) = options.get("init") {
        errors.at(
            &init.ident,
            "`init` is for `#[singleton]` on a type; on an `impl` block the constructor is the function that returns `Self`",
        );
    }
    if let Some(path) = &block.of_trait {
        errors.at(
            path,
            "`#[singleton]` goes on an inherent `impl`, the one with the constructor, not on the `impl` of a trait",
        );
        return None;
    }
    no_lifetimes(&block.generics, errors)?;
    no_elided_lifetime(block.this.to_token_stream(), errors)?;
    let constructors = constructor::find(&block, errors);
    let strict = options.get("strict").filter(|_| options.flag("strict"));
    Some(Model {
        krate: krate(options),
        this: block.this.clone(),
        generics: block.generics.clone(),
        poison: options.flag("poison"),
        source: Source::Impl {
            strict: strict.map(|strict| strict.ident.clone()),
            block: Box::new(block),
            constructors,
        },
    })
}

fn krate(options: &Options) -> Krate {
    Krate::new(options.path("crate").cloned())
}

const NO_LIFETIMES: &str = "a singleton lives as long as the program, so its type has no lifetime parameter: write `'static` in its place";

fn no_lifetimes(generics: &Generics, errors: &Errors) -> Option<()> {
    for parameter in generics.lifetimes() {
        errors.at(parameter, NO_LIFETIMES);
    }
    generics.lifetimes().next().is_none().then_some(())
}

/// Reports `'_` in the type of an `impl`.
fn no_elided_lifetime(this: TokenStream, errors: &Errors) -> Option<()> {
    let mut elided = None;
    let mut after_quote = false;
    for token in this {
        match token {
            TokenTree::Ident(name) if after_quote && name == "_" => elided = Some(name.span()),
            TokenTree::Group(group) => no_elided_lifetime(group.stream(), errors)?,
            TokenTree::Punct(mark) if mark.as_char() == '\'' => {
                after_quote = true;
                continue;
            }
            _ => {}
        }
        after_quote = false;
    }
    match elided {
        Some(at) => {
            errors.at_span(at, NO_LIFETIMES);
            None
        }
        None => Some(()),
    }
}

impl Model {
    /// Whether `#[singleton]` adds the function `name`: not where it met one, which it reported.
    pub(super) fn adds(&self, name: &str) -> bool {
        let Source::Impl { block, .. } = &self.source else {
            return true;
        };
        !block
            .items
            .functions()
            .any(|function| function.sig.ident == name)
    }

    /// Whether there is one instance for each choice of the parameters.
    pub(super) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }

    /// The parameters with the bounds that the instances of a generic singleton need.
    pub(super) fn bounded(&self) -> Generics {
        let mut generics = self.generics.clone();
        if self.is_generic() {
            let this = &self.this;
            generics
                .make_where_clause()
                .predicates
                .push(parse_quote!(#this: ::core::marker::Send + ::core::marker::Sync + 'static));
        }
        generics
    }
}
