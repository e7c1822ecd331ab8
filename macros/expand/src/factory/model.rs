//! The trait under `#[factory]`, and what the attribute says.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::parse::{Parse, ParseStream};
use syn::{Generics, LitStr, Token, Type, WherePredicate, parse_quote};

use super::{FACTORY, SERDE};
use crate::block::{self, Trait};
use crate::commas;
use crate::errors::Errors;
use crate::names::{Krate, again, beginning, mentions, plain};
use crate::options::Options;

/// A factory.
pub(super) struct Model {
    /// Where `dunder` is.
    pub(super) krate: Krate,
    /// The trait.
    pub(super) item: Trait,
    /// The factory's name.
    pub(super) name: Ident,
    /// What keys name.
    pub(super) noun: String,
    /// The constructors' arguments.
    pub(super) args: Vec<Arg>,
    /// `Arc` in place of `Box`.
    pub(super) shared: bool,
    /// Whether and how products are written and read.
    pub(super) serde: Option<Serde>,
}

/// How a product's key stands in a document.
pub(super) struct Serde {
    /// Where the option stands.
    pub(super) at: Span,
    /// The field with the key.
    pub(super) tag: Option<LitStr>,
    /// The field with the value.
    pub(super) content: Option<LitStr>,
}

/// An argument of the constructors.
pub(super) struct Arg {
    pub(super) name: Ident,
    pub(super) ty: Type,
}

/// Reads `#[factory(args)] item`; nothing where the item is no trait.
pub(super) fn parse(args: TokenStream, item: TokenStream, errors: &Errors) -> Option<Model> {
    let options = Options::parse(args, &FACTORY, errors);
    if !block::is(&item, "trait") {
        errors.at_span(
            beginning(item),
            "`#[factory]` goes on a trait; on the `impl`s of the trait goes `#[register(\"key\")]`",
        );
        return None;
    }
    let item: Trait = errors.absorb(syn::parse2(item))?;
    if let Some(again) = again(&item.attrs, "factory") {
        errors.at(again, "`#[factory]` stands here twice: remove one");
        return None;
    }
    Some(Model {
        krate: Krate::new(options.path("crate").cloned()),
        name: name(&item, &options, errors),
        noun: match options.str("noun") {
            Some(noun) => noun.value(),
            None => words(&plain(&item.ident)),
        },
        args: arguments(&options, errors),
        shared: options.flag("shared"),
        serde: serde(&options, errors),
        item,
    })
}

fn name(item: &Trait, options: &Options, errors: &Errors) -> Ident {
    let default = format_ident!("{}Factory", plain(&item.ident), span = item.ident.span());
    match options.path("name") {
        None => default,
        Some(path) => path.get_ident().cloned().unwrap_or_else(|| {
            errors.at(
                path,
                "a name, not a path: the factory stands beside the trait",
            );
            default
        }),
    }
}

/// `http client` of `HttpClient`.
fn words(name: &str) -> String {
    let mut words = String::new();
    let mut after_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && after_lower {
            words.push(' ');
        }
        after_lower = !c.is_uppercase();
        words.extend(c.to_lowercase());
    }
    words
}

fn serde(options: &Options, errors: &Errors) -> Option<Serde> {
    let serde = options.get("serde")?;
    let list = serde.list().cloned().unwrap_or_default();
    let fields = Options::parse(list, &SERDE, errors);
    let (tag, content) = (fields.str("tag").cloned(), fields.str("content").cloned());
    if let (None, Some(content)) = (&tag, fields.get("content")) {
        errors.at(
            &content.ident,
            "`content` stands beside a `tag`: write `serde(tag = \"type\", content = \"content\")`",
        );
    }
    Some(Serde {
        at: serde.span(),
        tag,
        content,
    })
}

fn arguments(options: &Options, errors: &Errors) -> Vec<Arg> {
    let Some(list) = options.get("args").and_then(|args| args.list()) else {
        return Vec::new();
    };
    let args = errors.absorb(commas::list(list.clone()));
    let mut args: Vec<Arg> = args.unwrap_or_default();
    args.retain(|arg| {
        let nameless = mentions(&arg.ty.to_token_stream(), "impl");
        if nameless {
            errors.at(
                &arg.ty,
                "each constructor takes the same type, so that it is no `impl Trait`: write `&dyn Trait`, a box of it or a `fn` pointer",
            );
        }
        !nameless
    });
    args
}

impl Parse for Arg {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if !(input.peek(syn::Ident) && input.peek2(Token![:])) {
            return Err(input.error("an argument is `name: Type`, as in `args(url: &str)`"));
        }
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        Ok(Self { name, ty })
    }
}

impl Model {
    /// The trait's parameters, with what a trait object that is looked up by its type needs.
    pub(super) fn generics(&self) -> Generics {
        let mut generics = self.item.generics.clone();
        let types: Vec<Ident> = generics
            .type_params()
            .map(|param| param.ident.clone())
            .collect_vec();
        if !types.is_empty() {
            let clause = generics.make_where_clause();
            clause.predicates.extend(
                types
                    .iter()
                    .map(|ty| -> WherePredicate { parse_quote!(#ty: 'static) }),
            );
        }
        generics
    }

    /// `dyn Trait<parameters>`.
    pub(super) fn object(&self) -> TokenStream {
        let (_, parameters, _) = self.item.generics.split_for_impl();
        let ident = &self.item.ident;
        quote!(dyn #ident #parameters)
    }
}
