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
    Range(Range),
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
    Some(Shape::Range(Range {
        start: bound(start)?,
        dots,
        closed,
        end: bound(end)?,
    }))
}

/// A bound; none if it is no expression.
fn bound(tokens: TokenStream) -> Option<Option<Expr>> {
    if tokens.is_empty() {
        return Some(None);
    }
    read.parse2(tokens).ok().map(Some)
}
