//! `#[register("key")]` on an `impl` of a factory's trait.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Expr, GenericParam, Generics, Lit, LitStr, Path, Token, Type};

use super::REGISTER;
use crate::block::{self, Impl};
use crate::commas;
use crate::errors::Errors;
use crate::expression;
use crate::names::{Krate, beginning, local, respan, version};
use crate::opaque;
use crate::options::Options;

/// A registration.
pub(super) struct Registration {
    krate: Krate,
    key: LitStr,
    aliases: Vec<LitStr>,
    new: Option<Expr>,
    /// `dyn Trait`.
    object: TokenStream,
    /// The type.
    this: TokenStream,
}

/// Reads `#[register("key", …)] item`; nothing where a part without which it is none is missing.
pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &Errors) -> Option<Registration> {
    let read = |input: ParseStream| {
        let key = key(input, errors);
        if !input.is_empty() && key.is_some() {
            input.parse::<Token![,]>()?;
        }
        while input.peek(LitStr) {
            let further: LitStr = input.parse()?;
            errors.at(
                &further,
                format_args!(
                    "a further key is an alias: write `alias = {}`",
                    further.token()
                ),
            );
            input.parse::<Option<Token![,]>>()?;
        }
        Ok((key, input.parse::<TokenStream>()?))
    };
    let (key, rest) = errors.absorb(read.parse2(args))?;
    let options = Options::parse(rest, &REGISTER, errors);
    let (block, path) = implementation(item, errors)?;
    let with = arguments(&block.generics, &options, errors)?;
    let this = replace(block.this.to_token_stream(), &with);
    let path = replace(path.to_token_stream(), &with);
    let key = key?;
    if options.broken("new") {
        return None;
    }
    Some(Registration {
        krate: Krate::new(options.path("crate").cloned()),
        aliases: aliases(&key, &options, errors),
        key,
        new: options.expr("new").cloned(),
        object: quote!(dyn #path),
        this,
    })
}

fn key(input: ParseStream, errors: &Errors) -> Option<LitStr> {
    if input.peek(LitStr) {
        return errors.absorb(input.parse());
    }
    let word: Option<Ident> = input.fork().call(Ident::parse_any).ok();
    let is_option = word.is_some_and(|word| REGISTER.takes(&word.to_string()));
    if input.is_empty() || is_option {
        errors.at_span(
            Span::call_site(),
            "`#[register]` needs a key, first: write `#[register(\"key\")]`",
        );
        return None;
    }
    let name = match input.peek2(Token![=]) {
        true => input.call(Ident::parse_any).ok(),
        false => None,
    };
    if let Some(name) = &name {
        let _ = input.parse::<Token![=]>();
        errors.at(
            name,
            "the key stands first, by itself: write `#[register(\"key\")]`",
        );
        if input.peek(LitStr) {
            return input.parse().ok();
        }
    }
    let mut found = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        if let Ok(token) = input.parse::<TokenTree>() {
            token.to_tokens(&mut found);
        }
    }
    let _ = input.parse::<Token![,]>();
    if name.is_none() {
        errors.at(
            found,
            "a key is a string literal, as in `#[register(\"key\")]`, so that the compiler finds two types under one key",
        );
    }
    None
}

/// The block, and the trait.
fn implementation(item: TokenStream, errors: &Errors) -> Option<(Impl, Path)> {
    let message = "`#[register]` goes on the `impl` of a factory's trait for a type";
    if !block::is(&item, "impl") {
        errors.at_span(beginning(item), message);
        return None;
    }
    let block: Impl = errors.absorb(syn::parse2(item))?;
    match block.of_trait.clone() {
        Some(path) => Some((block, path)),
        None => {
            errors.at(&block.this, message);
            None
        }
    }
}

fn aliases(key: &LitStr, options: &Options, errors: &Errors) -> Vec<LitStr> {
    let mut aliases: Vec<LitStr> = Vec::new();
    for option in options.iter().filter(|option| option.key.name == "alias") {
        match option.expr() {
            Some(Expr::Lit(literal)) if let Lit::Str(alias) = &literal.lit => {
                let value = alias.value();
                if key.value() == value || aliases.iter().any(|other| other.value() == value) {
                    errors.at(alias, "this key is given twice; remove one");
                } else {
                    aliases.push(alias.clone());
                }
            }
            other => errors.at(
                other,
                "an alias is a string literal: write `alias = \"other-key\"`",
            ),
        }
    }
    aliases
}

/// What `with(T = u32)` gives for each parameter of a generic `impl`.
fn arguments(
    generics: &Generics,
    options: &Options,
    errors: &Errors,
) -> Option<Vec<(Ident, TokenStream)>> {
    let with = options.get("with");
    let list = with
        .and_then(|with| with.list())
        .cloned()
        .unwrap_or_default();
    let given: Vec<Argument> = errors.absorb(commas::list(list))?;
    let mut complete = true;
    for param in &generics.params {
        if let GenericParam::Lifetime(param) = param {
            errors.at(
                param,
                "a factory makes values that borrow nothing: write `'static`",
            );
            complete = false;
        }
    }
    let names = || {
        generics.params.iter().filter_map(|param| match param {
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
            GenericParam::Lifetime(_) => None,
        })
    };
    let missing: Vec<_> = names()
        .filter(|name| !given.iter().any(|argument| argument.name == **name))
        .collect_vec();
    if !missing.is_empty() {
        let example: Vec<_> = missing
            .iter()
            .map(|name| format!("{name} = …"))
            .collect_vec();
        errors.at(
            &generics.params,
            format_args!(
                "each instance of a generic type is registered by itself: say which by `with({})`",
                example.join(", ")
            ),
        );
        complete = false;
    }
    for argument in &given {
        if !names().any(|name| argument.name == *name) {
            errors.at(
                &argument.name,
                format_args!("this `impl` has no parameter `{}`", argument.name),
            );
            complete = false;
        }
    }
    let given = given.into_iter();
    complete.then(|| {
        given
            .map(|argument| (argument.name, argument.value))
            .collect_vec()
    })
}

/// `T = u32`, `N = 3`.
struct Argument {
    name: Ident,
    value: TokenStream,
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let value = if input.peek(Lit) || input.peek(syn::token::Brace) {
            expression::read(input)?.into_token_stream()
        } else {
            input.parse::<Type>()?.into_token_stream()
        };
        Ok(Self { name, value })
    }
}

/// `tokens` with each parameter replaced by its argument.
fn replace(tokens: TokenStream, with: &[(Ident, TokenStream)]) -> TokenStream {
    if with.is_empty() {
        return tokens;
    }
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) => match with.iter().find(|(name, _)| *name == ident) {
            Some((_, argument)) => argument.clone(),
            None => ident.into_token_stream(),
        },
        TokenTree::Group(group) => {
            let mut inside = Group::new(group.delimiter(), replace(group.stream(), with));
            inside.set_span(group.span());
            inside.into_token_stream()
        }
        other => other.into_token_stream(),
    });
    replaced.collect_tokens()
}

/// The entry for the factory, and the claims on its keys.
pub(super) fn emit(registration: &Registration) -> TokenStream {
    let factory = super::path(&registration.krate);
    let Registration {
        key,
        aliases,
        new,
        object,
        this,
        ..
    } = registration;
    let constructor = match new {
        // At the constructor's place, where errors about its signature belong.
        Some(new) => {
            let slot = local("slot");
            let at = new.span();
            let object = respan(object.clone(), at);
            quote_spanned!(at=> |#slot| <#object>::__dunder_by::<#this, _>(#slot, #new))
        }
        None => quote!(<#object>::__dunder_by_default::<#this>),
    };
    let claims = std::iter::once(key)
        .chain(aliases)
        .map(|key| claim(registration, &factory, key));
    let claimant = claimant(Span::call_site());
    let [object_text, this_text] = [object, this].map(|ty| opaque::show(ty.clone()));
    let name = format!("{}/{object_text}/{this_text}/{}", key.value(), version());
    quote! {
        const _: () = {
            // For a trait without a factory.
            #[allow(unused_imports)]
            use #factory::NoFactory as _;

            #factory::submit! {
                #name
                #factory::Entry {
                    product: #factory::type_id::<#object>,
                    key: #key,
                    aliases: &[#(#aliases),*],
                    type_name: ::core::any::type_name::<#this>,
                    file: ::core::file!(),
                    line: ::core::line!(),
                    constructor: #constructor,
                }
            }
            /// Stands for this registration.
            #[allow(dead_code)]
            enum #claimant {}
            #(#claims)*
        };
    }
}

/// A type of the registering crate, which the registered one may not be: `impl Of<Mine> for u32`.
fn claimant(at: Span) -> Ident {
    Ident::new("__Claimant", at)
}

/// In the trait's crate a second claim of the key conflicts with the first, and both literals are shown.
fn claim(registration: &Registration, factory: &TokenStream, key: &LitStr) -> TokenStream {
    let at = key.span();
    let object = respan(registration.object.clone(), at);
    let claimant = claimant(at);
    let factory = respan(factory.clone(), at);
    let text = key.value();
    let letters = text
        .chars()
        .map(|letter| quote_spanned!(at=> #factory::KeyChar<#letter>));
    quote_spanned! {at=>
        impl #factory::OneTypePerKey<
            (#(#letters,)*),
            <#factory::Pick<{
                <#object>::__DUNDER_HOME.is(&#factory::here!())
            }> as #factory::Choose<#claimant>>::By,
            { #factory::here!().number_away_from(&<#object>::__DUNDER_HOME) },
        > for #object {}
    }
}
