//! Every path and every generated identifier of an expansion.

use crate::tokens::quote;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Path, parse_quote};

/// Where `dunder` is for this item: `::dunder`, or what `crate = path` says.
#[derive(Clone)]
pub struct Krate(Path);

impl Krate {
    /// `path`, or `::dunder`. No file is read to find out, so that expansions can be cached.
    #[must_use]
    pub fn new(path: Option<Path>) -> Self {
        Self(path.unwrap_or_else(|| parse_quote!(::dunder)))
    }

    /// The module of `dunder` that only generated code names.
    #[must_use]
    pub fn private(&self) -> TokenStream {
        let krate = &self.0;
        quote!(#krate::__private)
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// The name as the user thinks of it: `type` for `r#type`.
#[must_use]
pub fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A local variable that no name of the user's can meet.
///
/// Hygiene keeps variables apart, but a pattern `other` would still be a constant `other` where one is in scope.
#[must_use]
pub fn local(name: &str) -> Ident {
    format_ident!("__{name}", span = Span::mixed_site())
}

/// Whether an identifier of this name stands anywhere in the tokens, or in a string as `{name}`, where a format
/// macro would look it up.
#[must_use]
pub fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            text.starts_with(['"', 'r'])
                && text.split('{').skip(1).any(|inside| {
                    inside
                        .trim_start()
                        .strip_prefix(name.trim_start_matches("r#"))
                        .is_some_and(|rest| rest.trim_start().starts_with(['}', ':']))
                })
        }
        TokenTree::Punct(_) => false,
    })
}

/// `name`, longer where it stands in the tokens already.
#[must_use]
pub fn fresh(tokens: &TokenStream, name: &str) -> Ident {
    let mut name = name.to_owned();
    while mentions(tokens, &name) {
        name.push('_');
    }
    Ident::new(&name, Span::call_site())
}

/// The tokens with `Self` spelt out, for use outside the class's own impls.
#[must_use]
pub fn spell_out_self(tokens: TokenStream, this: &TokenStream) -> TokenStream {
    let spell = |token| match token {
        TokenTree::Group(group) => {
            let inside = spell_out_self(group.stream(), this);
            let mut spelt = Group::new(group.delimiter(), inside);
            spelt.set_span(group.span());
            TokenTree::Group(spelt).into()
        }
        TokenTree::Ident(ident) if ident == "Self" => this.clone(),
        other => TokenStream::from(other),
    };
    tokens.into_iter().map(spell).collect()
}

/// The place of the tokens, for generated code whose errors belong there; names in it resolve as generated ones.
#[must_use]
pub fn at(tokens: &impl syn::spanned::Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}

/// The tokens at another place, where errors about them belong; each still sees the names it saw.
#[must_use]
pub fn respan(tokens: TokenStream, at: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), respan(group.stream(), at)).into();
        }
        token.set_span(at.resolved_at(token.span()));
        token
    });
    moved.collect()
}
