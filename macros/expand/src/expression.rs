//! Expressions: all that the language has.
//!
//! syn without its feature `full`, which takes half as long to compile as the rest of it, reads literals, paths,
//! calls and operators: what the macros look into. Any other expression is kept as its tokens, [`Expr::Verbatim`]. Where
//! another crate turns `full` on, it is taken apart for nothing.

use crate::tokens::quote;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Expr, Path, Token, Variant};

use crate::collect::Collect as _;
use crate::opaque;

/// Reads an expression.
pub(crate) fn read(input: ParseStream) -> syn::Result<Expr> {
    if let Some(tokens) = scan(input) {
        return Ok(match group(&tokens) {
            // `$e` of a `macro_rules!` is what it stands for.
            Some((Delimiter::None, inside)) => of(inside),
            _ => syn::parse2(tokens.clone()).unwrap_or(Expr::Verbatim(tokens)),
        });
    }
    input.parse::<Expr>().map_err(|error| {
        // What syn has to say is about itself then.
        if error.to_string().starts_with("unsupported") {
            Error::new(error.span(), "expected an expression")
        } else {
            error
        }
    })
}

/// Takes an expression up to a comma or the end. Which commas stand inside, as those of closures and of generic arguments
/// do, is known to syn also without `full`: the discriminant of a variant may be any expression.
fn scan(input: ParseStream) -> Option<TokenStream> {
    let rest: TokenStream = input.fork().parse().ok()?;
    let left = match behind(&rest) {
        Some(left) => left,
        None => behind(&opaque::hide(rest.clone(), false)?)?,
    };
    let length = rest.into_iter().count() - left;
    let mut tokens = TokenStream::new();
    for _ in 0..length {
        tokens.extend([input.parse::<TokenTree>().ok()?]);
    }
    Some(tokens)
}

/// How many tokens are left behind an expression.
fn behind(tokens: &TokenStream) -> Option<usize> {
    let read = |input: ParseStream| {
        input.parse::<Variant>()?;
        input.parse::<TokenStream>()
    };
    // As the body of a closure it is none of those that syn tries itself first, and that it may end too early.
    let behind = read.parse2(quote!(Variant = || #tokens)).ok()?;
    Some(behind.into_iter().count())
}

/// The expression that `tokens` are; they themselves, for rustc to judge, where they are none.
pub(crate) fn of(tokens: TokenStream) -> Expr {
    read.parse2(tokens.clone())
        .unwrap_or(Expr::Verbatim(tokens))
}

/// Expressions with commas between them.
pub(crate) fn list(tokens: TokenStream) -> syn::Result<Vec<Expr>> {
    items.parse2(tokens)
}

fn items(input: ParseStream) -> syn::Result<Vec<Expr>> {
    let mut list = Vec::new();
    while !input.is_empty() {
        list.push(read(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(list)
}

/// The function that is called, and what stands in the parentheses.
pub(crate) fn call(expr: &Expr) -> Option<(Path, TokenStream)> {
    before(expr.to_token_stream(), Delimiter::Parenthesis)
}

/// The path before a group, and what is inside.
pub(crate) fn before(tokens: TokenStream, delimiter: Delimiter) -> Option<(Path, TokenStream)> {
    let mut tokens = tokens.into_iter().collect_vec();
    let TokenTree::Group(group) = tokens.pop()? else {
        return None;
    };
    let path = syn::parse2(tokens.into_iter().collect_tokens()).ok()?;
    (group.delimiter() == delimiter).then(|| (path, group.stream()))
}

/// What is inside of tokens that are one group.
pub(crate) fn group(tokens: &TokenStream) -> Option<(Delimiter, TokenStream)> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) => Some((group.delimiter(), group.stream())),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
