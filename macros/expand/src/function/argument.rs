//! Arguments: their names, their types, and how they are passed.

use proc_macro2::Span;
use quote::format_ident;
use syn::{Attribute, FnArg, Ident, Pat, Receiver, ReceiverKind, Signature, Type, parse_quote};

use crate::collect::Collect as _;

/// An argument other than `self`.
#[derive(Clone)]
pub struct Argument {
    /// Its attributes, as `#[cfg]`.
    pub attrs: Vec<Attribute>,
    /// The pattern as written.
    pub pat: Pat,
    /// Its name: the pattern's when that is a plain one, else one made up for it.
    pub name: Ident,
    /// The type as written.
    pub ty: Type,
    /// How it is passed.
    pub passing: Passing,
}

impl Argument {
    /// Whether the pattern is the name and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        matches!(&self.pat, Pat::Ident(pat) if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none())
    }

    /// How errors call it.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.pat {
            Pat::Ident(_) => format!("`{}`", crate::names::plain(&self.name)),
            _ => "this argument".to_owned(),
        }
    }

    /// The `cfg`s on it.
    pub fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }
}

/// How an argument is passed, by its type as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// `T`
    Value,
    /// `&T`
    Shared,
    /// `&mut T`
    Exclusive,
    /// `impl Trait`, at the top or inside the type.
    Impl,
}

/// The `self` of a method.
#[derive(Clone)]
pub struct SelfArgument {
    /// The receiver as written.
    pub receiver: Receiver,
    /// Its type in full: `&Self` for `&self`.
    pub ty: Type,
    /// How it is passed.
    pub passing: Passing,
}

impl SelfArgument {
    pub(super) fn new(receiver: &Receiver) -> Self {
        let ty = match &receiver.kind {
            ReceiverKind::Reference(and, lifetime, mutability) => {
                parse_quote!(#and #lifetime #mutability Self)
            }
            ReceiverKind::Typed(_, ty) => (**ty).clone(),
            _ => parse_quote!(Self),
        };
        Self {
            receiver: receiver.clone(),
            passing: passing(&ty),
            ty,
        }
    }
}

pub(super) fn read(sig: &Signature) -> Vec<Argument> {
    let typed = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed
        .enumerate()
        .map(|(position, input)| Argument {
            attrs: input.attrs.clone(),
            pat: (*input.pat).clone(),
            name: name(&input.pat, position),
            ty: (*input.ty).clone(),
            passing: passing(&input.ty),
        })
        .collect_vec()
}

fn name(pat: &Pat, position: usize) -> Ident {
    match pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => pat.ident.clone(),
        _ => format_ident!("arg{position}", span = Span::mixed_site()),
    }
}

fn passing(ty: &Type) -> Passing {
    match super::ungroup(ty) {
        _ if super::mentions(&quote::ToTokens::to_token_stream(ty), "impl") => Passing::Impl,
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Exclusive,
        Type::Reference(_) => Passing::Shared,
        _ => Passing::Value,
    }
}
