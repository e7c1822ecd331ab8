//! A function under an attribute, read once: what `memoize` and `patchable` both need to know of it.
//!
//! The signature is parsed, the body stays tokens: a body that is half typed, as in an editor, still expands.

mod argument;
#[cfg(any(feature = "memoize", feature = "patch"))]
mod generics;
#[cfg(any(feature = "memoize", feature = "patch"))]
mod lifetimes;
mod signature;
mod types;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, GenericParam, Ident, Token, Visibility};

use crate::errors::Errors;
use crate::names::{again, plain};

pub use argument::{Argument, Passing, Pattern, SelfArgument};
#[cfg(any(feature = "memoize", feature = "patch"))]
pub use generics::{Parted, angled};
#[cfg(any(feature = "memoize", feature = "patch"))]
pub use lifetimes::Explicit;
pub use signature::Signature;
pub(crate) use types::{borrows, names_self, option_of, ungroup};

/// A function or method as written.
#[derive(Clone)]
pub struct Function {
    /// Its attributes, doc comments included.
    pub attrs: Vec<Attribute>,
    /// Its visibility.
    pub vis: Visibility,
    /// The signature as written.
    pub sig: Signature,
    /// `{ … }`, unparsed; none for a trait method without a default.
    pub body: Option<Group>,
}

impl Function {
    /// Reads `item`; what is no function is one error that names `attribute` (as `#[memoize]`).
    #[must_use]
    pub fn parse(item: TokenStream, attribute: &str, errors: &Errors) -> Option<Self> {
        match read.parse2(item.clone()) {
            Ok(function) => Some(function),
            Err(error) => {
                match misplaced(&item) {
                    // What is wrong with the place comes before what is wrong inside.
                    Some(keyword) => {
                        let block = ["impl", "trait"].contains(&keyword.to_string().as_str());
                        let instead = if block { ": write it on each `fn`" } else { "" };
                        errors.at(
                            keyword,
                            format_args!("`{attribute}` goes on a function or a method{instead}"),
                        );
                    }
                    None => errors.push(error),
                }
                None
            }
        }
    }

    /// The signature with every argument a plain name, so that it can be forwarded.
    #[must_use]
    pub fn plain_signature(&self) -> Signature {
        let mut sig = self.sig.clone();
        if let Some(receiver) = &mut sig.receiver
            && receiver.reference.is_none()
        {
            receiver.mutability = None;
        }
        for argument in &mut sig.arguments {
            argument.name_only();
        }
        sig
    }

    /// Whether `self` or `Self` stands in the signature, so that it is surely inside an `impl` or a trait.
    #[must_use]
    pub fn is_associated(&self) -> bool {
        self.sig.receiver.is_some() || names_self(self.sig.to_token_stream())
    }

    /// Whether it is surely inside an `impl` or a trait, by its signature or by its body.
    #[must_use]
    pub fn is_in_impl(&self) -> bool {
        self.body.is_none() || self.is_associated() || names_self(self.inside())
    }

    /// Reports, and leaves out, another attribute that would put a type beside the function as this one, `attribute`, does.
    pub fn refuse_other_handle(&mut self, other: &str, attribute: &str, errors: &Errors) {
        let Some(attr) = again(&self.attrs, other) else {
            return;
        };
        if mentions(&attr.to_token_stream(), "handle") {
            return;
        }
        let name = plain(&self.sig.ident);
        errors.at(
            attr,
            format_args!(
                "`{attribute}` puts a type `{name}` beside the function already: write `#[{other}(handle = {name}_{})]`",
                if other == "memoize" { "cache" } else { "patch" },
            ),
        );
        self.attrs
            .retain(|attr| again(std::slice::from_ref(attr), other).is_none());
    }

    /// The body without its braces.
    #[must_use]
    pub fn inside(&self) -> TokenStream {
        self.body.as_ref().map(Group::stream).unwrap_or_default()
    }

    /// The `cfg`s on it, which stand on everything beside it too.
    pub fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }

    /// The names of the type and const parameters, in order: what can be given in a turbofish.
    pub fn parameters(&self) -> impl Iterator<Item = &Ident> {
        self.sig
            .generics
            .params
            .iter()
            .filter_map(|param| match param {
                GenericParam::Type(param) => Some(&param.ident),
                GenericParam::Const(param) => Some(&param.ident),
                GenericParam::Lifetime(_) => None,
            })
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        self.vis.to_tokens(tokens);
        self.sig.to_tokens(tokens);
        match &self.body {
            Some(body) => body.to_tokens(tokens),
            None => <Token![;]>::default().to_tokens(tokens),
        }
    }
}

/// The keyword of an item that is no function.
fn misplaced(item: &TokenStream) -> Option<TokenTree> {
    const MODIFIERS: [&str; 6] = ["pub", "const", "async", "unsafe", "extern", "default"];
    let mut tokens = item.clone().into_iter();
    let mut seen = None;
    while let Some(token) = tokens.next() {
        match &token {
            // An attribute, with its brackets; the path of `pub(in …)`; the name of an ABI.
            TokenTree::Punct(punct) if punct.as_char() == '#' => drop(tokens.next()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {}
            TokenTree::Group(_) | TokenTree::Literal(_) if seen.is_some() => {}
            TokenTree::Ident(word) if MODIFIERS.iter().any(|modifier| word == modifier) => {
                seen = Some(token);
            }
            TokenTree::Ident(word) if word == "fn" => return None,
            _ => {
                return Some(
                    seen.filter(|word| word.to_string() == "const")
                        .unwrap_or(token),
                );
            }
        }
    }
    seen
}

/// Takes a group in braces.
pub(crate) fn braces(input: ParseStream, expected: &str) -> syn::Result<Group> {
    input.step(|cursor| {
        let braces = cursor
            .token_tree()
            .and_then(|(token, rest)| Some((in_braces(token)?, rest)));
        braces.ok_or_else(|| cursor.error(expected))
    })
}

/// `$b` of a `macro_rules!` is what it stands for.
fn in_braces(token: TokenTree) -> Option<Group> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    match group.delimiter() {
        Delimiter::Brace => Some(group),
        Delimiter::None => in_braces(group.stream().into_iter().next()?),
        _ => None,
    }
}

/// Reads a function, its body as it is.
pub(crate) fn read(input: ParseStream) -> syn::Result<Function> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    let sig = input.parse()?;
    let body = if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        None
    } else {
        Some(braces(input, "expected the body of the function")?)
    };
    Ok(Function {
        attrs,
        vis,
        sig,
        body,
    })
}

/// The expansion of `#[beside(tokens)] item`: the item, and the tokens after it.
#[must_use]
pub fn beside(tokens: TokenStream, item: TokenStream) -> TokenStream {
    crate::tokens::quote!(#item #tokens)
}

/// Whether `word` stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}

#[cfg(test)]
mod tests;
