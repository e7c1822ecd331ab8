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
    let mut tokens = TokenStream::new();
    fill_into(&mut tokens, span, template, parts);
    tokens
}

/// As [`fill`], behind what is there. Macros run unoptimized and an item takes hundreds of templates: no iterators here.
fn fill_into(tokens: &mut TokenStream, span: Span, template: &str, parts: &[&dyn ToTokens]) {
    let mut open = Vec::new();
    let bytes = template.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let tag = bytes[at];
        let start = at + 3;
        at = start + number(bytes[at + 1], bytes[at + 2]);
        match tag {
            b'i' => tokens.append(ident(&template[start..at], span)),
            b'p' => tokens.append(punct(bytes[start], Spacing::Alone, span)),
            b'j' => tokens.append(punct(bytes[start], Spacing::Joint, span)),
            b'l' => tokens.extend(literal(&template[start..at], span)),
            b'$' => parts[number(bytes[start], bytes[start + 1])].to_tokens(tokens),
            b'(' | b'[' | b'{' => open.push(std::mem::take(tokens)),
            close => {
                let delimiter = match close {
                    b')' => Delimiter::Parenthesis,
                    b']' => Delimiter::Bracket,
                    _ => Delimiter::Brace,
                };
                let mut group = Group::new(delimiter, std::mem::take(tokens));
                group.set_span(span);
                *tokens = open.pop().unwrap_or_default();
                tokens.append(group);
            }
        }
    }
}

/// A number in two digits, as `dunder-quote` writes it.
fn number(high: u8, low: u8) -> usize {
    usize::from(high - b'0') * 64 + usize::from(low - b'0')
}

fn ident(text: &str, span: Span) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(text, span),
    }
}

fn punct(mark: u8, spacing: Spacing, span: Span) -> Punct {
    let mut punct = Punct::new(char::from(mark), spacing);
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
                fill_into(tokens, self.span, self.separator, &[]);
            }
            let parts: Vec<&dyn ToTokens> = self
                .columns
                .iter()
                .map(|column| &column[row] as &dyn ToTokens)
                .collect_vec();
            fill_into(tokens, self.span, self.body, &parts);
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
