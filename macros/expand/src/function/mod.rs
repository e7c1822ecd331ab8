//! A function under an attribute, read once: what `memoize` and `patchable` both need to know of it.
//!
//! The signature is parsed, the body stays tokens: a body that is half typed, as in an editor, still expands.

mod argument;
mod generics;
mod lifetimes;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, GenericParam, Ident, Receiver, Signature, Token, Visibility};

use crate::errors::Errors;

pub use argument::{Argument, Passing, SelfArgument};
pub use generics::{Parted, angled};
pub use lifetimes::Explicit;

/// A function or method as written.
pub struct Function {
    /// Its attributes, doc comments included.
    pub attrs: Vec<Attribute>,
    /// Its visibility.
    pub vis: Visibility,
    /// The signature as written.
    pub sig: Signature,
    /// `self`, if it is a method.
    pub receiver: Option<SelfArgument>,
    /// The arguments after `self`.
    pub arguments: Vec<Argument>,
    /// `{ … }`, unparsed; none for a trait method without a default.
    pub body: Option<Group>,
}

impl Function {
    /// Reads `item`; what is no function is one error that names `attribute` (as `#[memoize]`).
    #[must_use]
    pub fn parse(item: TokenStream, attribute: &str, errors: &Errors) -> Option<Self> {
        if !mentions(&item, "fn") {
            let first: TokenStream = item.into_iter().take(1).collect();
            errors.at(
                first,
                format_args!("`{attribute}` goes on a function or a method"),
            );
            return None;
        }
        errors.absorb(read.parse2(item))
    }

    /// The signature with every argument a plain name, so that it can be forwarded.
    #[must_use]
    pub fn plain_signature(&self) -> Signature {
        let mut sig = self.sig.clone();
        for input in &mut sig.inputs {
            if let FnArg::Receiver(Receiver {
                mutability,
                kind: syn::ReceiverKind::Value | syn::ReceiverKind::Typed(..),
                ..
            }) = input
            {
                *mutability = None;
            }
        }
        let typed = sig.inputs.iter_mut().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        for (input, argument) in typed.zip(&self.arguments) {
            let name = &argument.name;
            *input.pat = syn::parse_quote!(#name);
        }
        sig
    }

    /// Whether `self` or `Self` stands in the signature, so that it is surely inside an `impl` or a trait.
    #[must_use]
    pub fn is_associated(&self) -> bool {
        self.receiver.is_some() || mentions(&self.sig.to_token_stream(), "Self")
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

fn read(input: ParseStream) -> syn::Result<Function> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    let sig: Signature = input.parse()?;
    let body = if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        None
    } else {
        Some(input.step(|cursor| match cursor.token_tree() {
            Some((TokenTree::Group(body), rest)) if body.delimiter() == Delimiter::Brace => {
                Ok((body, rest))
            }
            _ => Err(cursor.error("expected the body of the function")),
        })?)
    };
    Ok(Function {
        receiver: sig.receiver().map(SelfArgument::new),
        arguments: argument::read(&sig),
        attrs,
        vis,
        sig,
        body,
    })
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
