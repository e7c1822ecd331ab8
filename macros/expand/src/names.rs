//! Every path and every generated identifier of an expansion.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
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

/// The version of the crate that is compiled, where Cargo says it.
///
/// Two versions of one crate can meet in a program, with the same paths, lines and columns.
#[must_use]
pub fn version() -> String {
    std::env::var("CARGO_PKG_VERSION").unwrap_or_default()
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

/// Where the tokens of an expression use a variable of this name: one that they do not bind themselves, as far as tokens
/// tell. Behind `.` and `::` and in front of `(`, `:`, `!` stands another thing of that name.
#[must_use]
pub fn used_at(tokens: &TokenStream, name: &Ident) -> Option<Span> {
    let mut found = None;
    let bound = scan(tokens, name, false, &mut found);
    found.filter(|_| !bound)
}

/// Notes the first use; whether the name is bound somewhere.
fn scan(tokens: &TokenStream, name: &Ident, formats: bool, found: &mut Option<Span>) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect_vec();
    let mark = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(mark)) => Some(mark.as_char()),
        _ => None,
    };
    let mut bound = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let formats = at > 0 && mark(at - 1) == Some('!');
                bound |= scan(&group.stream(), name, formats, found);
            }
            TokenTree::Ident(ident) if ident == name => {
                let before = at.checked_sub(1);
                let marked = before.and_then(mark);
                let word = before.and_then(|before| match &tokens[before] {
                    TokenTree::Ident(word) => Some(word.to_string()),
                    _ => None,
                });
                let next = mark(at + 1);
                bound |= marked == Some('|')
                    || next == Some('|')
                    || next == Some('=') && mark(at + 2) == Some('>')
                    || matches!(word.as_deref(), Some("let" | "mut" | "ref" | "for" | "fn"));
                let called = matches!(
                    tokens.get(at + 1),
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
                );
                let another = matches!(marked, Some('.' | ':' | '\''))
                    && !(marked == Some('.') && at > 1 && mark(at - 2) == Some('.'))
                    || next == Some(':') && mark(at + 2) != Some('=')
                    || next == Some('!') && mark(at + 2) != Some('=')
                    || called;
                if !another && found.is_none() {
                    *found = Some(ident.span());
                }
            }
            TokenTree::Literal(literal)
                if formats
                    && found.is_none()
                    && mentions(&TokenTree::from(literal.clone()).into(), &name.to_string()) =>
            {
                *found = Some(literal.span());
            }
            _ => {}
        }
    }
    bound
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
    tokens.into_iter().map(spell).collect_tokens()
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
    moved.collect_tokens()
}

/// The tokens as if the user had written them at `at`: errors about them show no macro.
#[must_use]
pub fn adopt(tokens: TokenStream, at: Span) -> TokenStream {
    let adopted = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), adopt(group.stream(), at)).into();
        }
        token.set_span(at);
        token
    });
    adopted.collect_tokens()
}

/// Where an item begins, after its attributes.
#[must_use]
pub fn beginning(item: TokenStream) -> Span {
    let mut tokens = item.into_iter().peekable();
    while let Some(TokenTree::Punct(_)) = tokens.peek() {
        // `#` and `[...]`.
        tokens.nth(1);
    }
    tokens
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}

/// A second attribute of this name among those that are left on an item.
pub fn again<'a>(attrs: &'a [syn::Attribute], name: &str) -> Option<&'a syn::Attribute> {
    attrs.iter().find(|attr| {
        let last = attr.path().segments.last();
        last.is_some_and(|segment| segment.ident == name)
    })
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;
    use quote::format_ident;

    #[test]
    fn uses_of_a_variable() {
        let name = format_ident!("x");
        for (tokens, used) in [
            (quote!(x), true),
            (quote!(-x.len()), true),
            (quote!(f(1, &x)), true),
            (quote!(P { x }), true),
            (quote!(0..x), true),
            (quote!(x != 1), true),
            (quote!(format!("{x:?}")), true),
            (quote!(format!("{}", x)), true),
            (
                quote!({
                    let y = x;
                    y
                }),
                true,
            ),
            (quote!("{x}"), false),
            (quote!(x()), false),
            (quote!(a.x), false),
            (quote!(a::x), false),
            (quote!(x::y), false),
            (quote!(P { x: 1 }), false),
            (quote!(|x| x + 1), false),
            (quote!(|a, x| x + 1), false),
            (
                quote!({
                    let x = 1;
                    x
                }),
                false,
            ),
            (
                quote!(match a {
                    x => x,
                }),
                false,
            ),
            (
                quote!({
                    for x in 0..1 {
                        f(x)
                    }
                }),
                false,
            ),
            (quote!(y), false),
        ] {
            assert_eq!(super::used_at(&tokens, &name).is_some(), used, "{tokens}");
        }
    }
}
