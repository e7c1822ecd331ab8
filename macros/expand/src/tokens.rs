//! Tokens from templates: what `quote!` and `quote_spanned!` of `dunder-quote` compile to.
//!
//! The syntax is that of the crate `quote`. A template is a string that [`fill`] reads, where `quote` would have compiled a
//! call for each token: that is half of the time this crate took to compile.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

use crate::collect::Collect as _;

pub(crate) use dunder_quote::{quote, quote_spanned};

/// The template with its parts put in, located at `span`. The encoding is that of `Template` in `dunder-quote`.
pub(crate) fn fill(span: Span, template: &str, parts: &[&dyn ToTokens]) -> TokenStream {
    let mut open = Vec::new();
    let mut tokens = TokenStream::new();
    for token in template.split_terminator('\t') {
        let (tag, text) = token.split_at(1);
        match tag {
            "i" => tokens.append(ident(text, span)),
            "p" => tokens.append(punct(text, Spacing::Alone, span)),
            "j" => tokens.append(punct(text, Spacing::Joint, span)),
            "l" => tokens.extend(literal(text, span)),
            "$" => {
                let part = text.parse::<usize>().ok().and_then(|at| parts.get(at));
                part.to_tokens(&mut tokens);
            }
            "(" | "[" | "{" => open.push(std::mem::take(&mut tokens)),
            close => {
                let delimiter = match close {
                    ")" => Delimiter::Parenthesis,
                    "]" => Delimiter::Bracket,
                    _ => Delimiter::Brace,
                };
                let mut group = Group::new(delimiter, tokens);
                group.set_span(span);
                tokens = open.pop().unwrap_or_default();
                tokens.append(group);
            }
        }
    }
    tokens
}

fn ident(text: &str, span: Span) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(text, span),
    }
}

fn punct(text: &str, spacing: Spacing, span: Span) -> Punct {
    let mut punct = Punct::new(text.chars().next().unwrap_or(','), spacing);
    punct.set_span(span);
    punct
}

fn literal(text: &str, span: Span) -> Option<TokenTree> {
    let mut literal = Literal::from_str(text).ok()?;
    literal.set_span(span);
    Some(literal.into())
}

/// `#(…)*`: the template once for each row.
pub(crate) struct Repeat {
    span: Span,
    body: &'static str,
    separator: &'static str,
    columns: Vec<Vec<TokenStream>>,
}

impl Repeat {
    pub(crate) fn new(
        span: Span,
        body: &'static str,
        separator: &'static str,
        columns: Vec<Vec<TokenStream>>,
    ) -> Self {
        Self {
            span,
            body,
            separator,
            columns,
        }
    }
}

impl ToTokens for Repeat {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let rows = self.columns.iter().map(Vec::len).min();
        for row in 0..rows.unwrap_or_default() {
            if row > 0 {
                tokens.extend(fill(self.span, self.separator, &[]));
            }
            let parts: Vec<&dyn ToTokens> = self
                .columns
                .iter()
                .map(|column| &column[row] as &dyn ToTokens)
                .collect_vec();
            tokens.extend(fill(self.span, self.body, &parts));
        }
    }
}

/// Iterators in a repetition: one item in each row.
pub(crate) trait Each: Iterator<Item: ToTokens> + Sized {
    fn column(self) -> Vec<TokenStream> {
        self.collect_each()
    }
}

impl<I: Iterator<Item: ToTokens>> Each for I {}

/// Slices and vectors in a repetition: one item in each row.
pub(crate) trait EachOf {
    fn column(&self) -> Vec<TokenStream>;
}

impl<T: ToTokens> EachOf for [T] {
    fn column(&self) -> Vec<TokenStream> {
        self.iter().collect_each()
    }
}
