//! Expressions in types: what syn without `full` does not read of an item.
//!
//! `[u8; if WIDE { 8 } else { 4 }]` is rare, so an item is first read as it is. Where that fails, such expressions are put
//! into calls of a macro, which syn takes as they are, and are taken out of the expansion again.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

use crate::collect::Collect as _;
use crate::errors::Errors;

/// What a macro makes of an item and of what stands in the attribute.
pub(crate) type Expand = dyn Fn(TokenStream, TokenStream, &Errors) -> TokenStream;

/// The expansion of `item` with its errors.
pub(crate) fn expand(args: TokenStream, item: TokenStream, expand: &Expand) -> TokenStream {
    let errors = Errors::new();
    let mut tokens = expand(args.clone(), item.clone(), &errors);
    let (mut hidden_args, mut hidden_item) = (None, None);
    if !errors.is_empty() {
        hidden_args = hide(args.clone(), false);
        hidden_item = hide(item.clone(), false);
    }
    if hidden_args.is_none() && hidden_item.is_none() {
        tokens.extend(errors.into_tokens());
        return tokens;
    }
    let errors = Errors::new();
    let (args, item) = (hidden_args.unwrap_or(args), hidden_item.unwrap_or(item));
    tokens = expand(args, item, &errors);
    tokens.extend(errors.into_tokens());
    show(tokens)
}

/// The macro that is called.
pub(crate) const MARK: &str = "__dunder_opaque";
/// What stands for `use` in `impl Trait + use<'a>`.
const USE: &str = "__dunder_use";

/// The tokens with what syn does not read hidden, if there is such a thing; `generic` says whether they stand between
/// `<` and `>`.
pub(crate) fn hide(tokens: TokenStream, generic: bool) -> Option<TokenStream> {
    let list = tokens.into_iter().collect_vec();
    let mut made = TokenStream::new();
    let (mut depth, mut any) = (usize::from(generic), false);
    for (at, token) in list.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| list.get(before));
        let hidden = match token {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' if !is(before, '-') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                None
            }
            TokenTree::Ident(word) if word == "use" && is(list.get(at + 1), '<') => {
                Some(Ident::new(USE, word.span()).into())
            }
            TokenTree::Group(group) => in_group(group, before, depth > 0),
            _ => None,
        };
        any |= hidden.is_some();
        made.extend([hidden.unwrap_or_else(|| token.clone())]);
    }
    any.then_some(made)
}

fn is(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn in_group(group: &Group, before: Option<&TokenTree>, generic: bool) -> Option<TokenTree> {
    let inside = group.stream();
    let inside = match group.delimiter() {
        // `#[doc = …]`.
        Delimiter::Bracket if is(before, '#') => {
            behind(inside.clone(), '=').or_else(|| hide(inside, false))?
        }
        Delimiter::Bracket if is(before, '!') => return None,
        // `[T; …]`.
        Delimiter::Bracket => behind(inside.clone(), ';').or_else(|| hide(inside, false))?,
        // `Array<{ … }>`.
        Delimiter::Brace if generic => opaque(inside)?,
        Delimiter::None => hide(inside, generic)?,
        _ => hide(inside, false)?,
    };
    Some(regrouped(group, inside))
}

/// What stands behind the first `mark` hidden.
fn behind(tokens: TokenStream, mark: char) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    let mut made = TokenStream::new();
    while let Some(token) = tokens.next() {
        let found = is(Some(&token), mark);
        made.extend([token]);
        if found {
            let hidden = opaque(tokens.collect_tokens())?;
            made = hide(made.clone(), false).unwrap_or(made);
            made.extend(hidden);
            return Some(made);
        }
    }
    None
}

/// An expression as a call of the macro, if syn does not read it.
fn opaque(tokens: TokenStream) -> Option<TokenStream> {
    if syn::parse2::<Expr>(tokens.clone()).is_ok() {
        return None;
    }
    let mut made = Ident::new(MARK, Span::call_site()).into_token_stream();
    made.extend([
        TokenTree::from(Punct::new('!', Spacing::Alone)),
        Group::new(Delimiter::Brace, tokens).into(),
    ]);
    Some(made)
}

fn regrouped(group: &Group, inside: TokenStream) -> TokenTree {
    let mut made = Group::new(group.delimiter(), inside);
    made.set_span(group.span());
    made.into()
}

/// The tokens with everything that was hidden as it was.
pub(crate) fn show(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter();
    let mut made = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == USE => {
                made.extend([Ident::new("use", word.span())]);
            }
            TokenTree::Ident(word) if word == MARK => {
                // The `!`, and the braces.
                if let Some(TokenTree::Group(group)) = tokens.nth(1) {
                    made.extend(group.stream());
                }
            }
            TokenTree::Group(group) => {
                let inside = show(group.stream());
                made.extend([regrouped(&group, inside)]);
            }
            other => made.extend([other]),
        }
    }
    made
}

#[cfg(test)]
mod tests;
