//! The argument of a rule, taken apart as far as rules look into it. Ranges and lists syn reads with its feature `full` only,
//! so these are told by their tokens.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;
use syn::parse::Parser;

use crate::expression::{group, list, read};

/// What an argument is, without groups and parentheses around it.
pub enum Shape {
    /// `a..b`
    Range(Box<Range>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// Any other expression.
    Other(Expr),
}

/// A range, either bound of which may be missing.
pub struct Range {
    /// The lower bound.
    pub start: Option<Expr>,
    /// `..` or `..=`
    pub dots: TokenStream,
    /// Whether the upper bound is part of it.
    pub closed: bool,
    /// The upper bound.
    pub end: Option<Expr>,
}

impl Shape {
    /// The shape of an expression.
    #[must_use]
    pub fn of(expr: &Expr) -> Self {
        read_shape(expr.to_token_stream()).unwrap_or_else(|| Self::Other(expr.clone()))
    }
}

impl ToTokens for Range {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.start.to_tokens(tokens);
        self.dots.to_tokens(tokens);
        self.end.to_tokens(tokens);
    }
}

fn read_shape(tokens: TokenStream) -> Option<Shape> {
    match group(&tokens) {
        Some((Delimiter::Bracket, inside)) => return list(inside).ok().map(Shape::List),
        Some((Delimiter::Brace, _)) => return None,
        Some((_, inside)) => return read_shape(inside),
        None => {}
    }
    let (mut start, mut dots) = (TokenStream::new(), TokenStream::new());
    let mut tokens = tokens.into_iter().peekable();
    // `..` is two dots, the first of them joint.
    loop {
        let token = tokens.next()?;
        let next = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '.');
        match token {
            TokenTree::Punct(dot) if dot.as_char() == '.' && next => {
                dots.extend([TokenTree::from(dot)]);
                break;
            }
            token => start.extend([token]),
        }
    }
    let mut closed = false;
    if let Some(TokenTree::Punct(dot)) = tokens.next() {
        let joint = dot.spacing() == Spacing::Joint;
        dots.extend([TokenTree::from(dot)]);
        closed =
            joint && matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=');
    }
    if closed {
        dots.extend(tokens.next());
    }
    let mut end = TokenStream::new();
    end.extend(tokens);
    Some(Shape::Range(Box::new(Range {
        start: bound(start)?,
        dots,
        closed,
        end: bound(end)?,
    })))
}

/// A bound; none if it is no expression.
fn bound(tokens: TokenStream) -> Option<Option<Expr>> {
    if tokens.is_empty() {
        return Some(None);
    }
    read.parse2(tokens).ok().map(Some)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proc_macro2::TokenStream;
    use quote::ToTokens;

    use super::{Range, Shape};

    fn text(tokens: impl ToTokens) -> String {
        tokens.to_token_stream().to_string().replace(' ', "")
    }

    /// The parts, as syn with all its features sees them.
    fn oracle(text_: &str) -> (&'static str, Vec<String>) {
        let mut expr: syn_full::Expr = syn_full::parse_str(text_).unwrap();
        while let syn_full::Expr::Paren(paren) = expr {
            expr = *paren.expr;
        }
        match expr {
            syn_full::Expr::Range(range) => {
                let closed = matches!(range.limits, syn_full::RangeLimits::Closed(_));
                let kind = if closed { "..=" } else { ".." };
                (kind, vec![text(range.start), text(range.end)])
            }
            syn_full::Expr::Array(array) => ("[]", array.elems.iter().map(text).collect()),
            _ => ("", Vec::new()),
        }
    }

    fn ours(text_: &str) -> (&'static str, Vec<String>) {
        let tokens = TokenStream::from_str(text_).unwrap();
        match Shape::of(&crate::expression::of(tokens)) {
            Shape::Range(range) => {
                let Range {
                    start, end, closed, ..
                } = *range;
                let kind = if closed { "..=" } else { ".." };
                (kind, vec![text(start), text(end)])
            }
            Shape::List(list) => ("[]", list.iter().map(text).collect()),
            Shape::Other(_) => ("", Vec::new()),
        }
    }

    #[test]
    fn ranges_and_lists_are_told_by_their_tokens() {
        for expr in [
            "1..2",
            "1..=2",
            "..2",
            "..=2",
            "1..",
            "..",
            "(1..2)",
            "((..=5))",
            "-1.5..=1.5",
            "A::B - 1..=f(2..3)",
            "a.b..c.d",
            "a[1..2]..3",
            "1. ..2.",
            "[1, 2]",
            "[]",
            "([1, -2, A, |b, c| b])",
            "[\"a\", \"b\",]",
            "[[1, 2], [3]]",
            "[0; 3]",
            "&[1, 2]",
            "[1, 2].len()",
            "(1, 2)",
            "(1..2, 3)",
            "()",
            "f(1..2)",
            "vec![1..2]",
            "{ 1..2 }",
            "S { a, ..b }",
            "5",
            "-5",
            "a.b.c",
            "(5)",
        ] {
            assert_eq!(ours(expr), oracle(expr), "{expr}");
        }
    }
}
