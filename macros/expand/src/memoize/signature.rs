//! The function as written: its signature parsed, its body kept as tokens, so that a body with a mistake in it is
//! the compiler's to report.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, GenericArgument, Pat, PathArguments, ReceiverKind, ReturnType, Signature,
    Type, Visibility, token,
};

use crate::errors::Errors;

/// A function.
pub(super) struct Function {
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) sig: Signature,
    pub(super) brace: token::Brace,
    pub(super) body: TokenStream,
}

impl Parse for Function {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let sig = input.parse()?;
        if input.peek(syn::Token![;]) {
            return Err(input.error(
                "a function without a body has nothing to remember; put `#[memoize]` on the `fn` in each `impl`",
            ));
        }
        let content;
        let brace = syn::braced!(content in input);
        Ok(Self {
            attrs,
            vis,
            sig,
            brace,
            body: content.parse()?,
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
        self.brace
            .surround(tokens, |inside| self.body.to_tokens(inside));
    }
}

/// How an argument takes part in the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// By value.
    Value,
    /// `&T`: looked up as it is, owned when stored.
    Reference,
    /// `Option<&T>`: likewise.
    OptionalReference,
    /// A float: by its bits.
    Float,
    /// Not at all.
    Skipped,
}

/// An argument other than `self`.
pub(super) struct Argument {
    /// The name it has outside the body: the user's, or one made up for a pattern.
    pub(super) name: Ident,
    pub(super) pat: Pat,
    pub(super) ty: Type,
    /// The attributes on it, `cfg` among them.
    pub(super) attrs: Vec<Attribute>,
    pub(super) part: Part,
}

impl Argument {
    /// Whether the body's pattern is the plain name.
    pub(super) fn is_plain(&self) -> bool {
        matches!(&self.pat, Pat::Ident(pat) if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none())
    }

    /// What is hashed and stored: the type behind the reference, or the type.
    pub(super) fn keyed(&self) -> &Type {
        match (self.part, ungroup(&self.ty)) {
            (Part::Reference, Type::Reference(reference)) => &reference.elem,
            (Part::OptionalReference, ty) => match option_of(ty).map(ungroup) {
                Some(Type::Reference(reference)) => &reference.elem,
                _ => ty,
            },
            _ => &self.ty,
        }
    }
}

/// The arguments other than `self`, with the way each is keyed. What cannot be is reported, and skipped, so that
/// nothing follows from it.
pub(super) fn arguments(
    sig: &Signature,
    skipped: &[Ident],
    has_key: bool,
    errors: &Errors,
) -> Vec<Argument> {
    sig.inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(argument) => Some(argument),
            FnArg::Receiver(_) => None,
        })
        .enumerate()
        .map(|(index, argument)| {
            let name = match &*argument.pat {
                Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
                pat => format_ident!(
                    "__argument_{index}",
                    span = pat.span().resolved_at(Span::mixed_site())
                ),
            };
            let part = if skipped.contains(&name) || has_key && !is_mutable(&argument.ty) {
                Part::Skipped
            } else {
                part(&argument.ty, &name, errors)
            };
            Argument {
                name,
                pat: (*argument.pat).clone(),
                ty: (*argument.ty).clone(),
                attrs: argument.attrs.clone(),
                part,
            }
        })
        .collect()
}

fn is_mutable(ty: &Type) -> bool {
    matches!(ungroup(ty), Type::Reference(reference) if reference.mutability.is_some())
}

fn part(ty: &Type, name: &Ident, errors: &Errors) -> Part {
    let shown = crate::names::plain(name);
    let named = if shown.starts_with("__argument_") {
        "this argument".to_owned()
    } else {
        format!("`{shown}`")
    };
    match ungroup(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => {
            errors.at(
                ty,
                format_args!(
                    "{named} is `&mut`: a call answered from the cache would not change it; return the change, or leave it out with `skip(…)`"
                ),
            );
            Part::Skipped
        }
        Type::Reference(reference) => {
            let is_static = reference
                .lifetime
                .as_ref()
                .is_some_and(|lifetime| lifetime.ident == "static");
            if borrows(&reference.elem) {
                errors.at(ty, nested(&named));
                Part::Skipped
            } else if is_static {
                Part::Value
            } else {
                Part::Reference
            }
        }
        Type::ImplTrait(_) => {
            errors.at(
                ty,
                format_args!(
                    "{named} has no nameable type; make it a type parameter, or say what the key is with `key = …`"
                ),
            );
            Part::Skipped
        }
        plain => {
            if let Some(Type::Reference(reference)) = option_of(plain).map(ungroup)
                && reference.mutability.is_none()
                && !borrows(&reference.elem)
            {
                return Part::OptionalReference;
            }
            if borrows(plain) {
                errors.at(ty, nested(&named));
                return Part::Skipped;
            }
            match plain {
                Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32") => {
                    Part::Float
                }
                _ => Part::Value,
            }
        }
    }
}

fn nested(named: &str) -> String {
    format!(
        "{named} borrows inside its type, so it cannot be stored as it is; say what the key is with `key = …`"
    )
}

/// The type without the invisible groups that a `macro_rules!` puts around it.
pub(super) fn ungroup(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungroup(&group.elem),
        Type::Paren(paren) => ungroup(&paren.elem),
        ty => ty,
    }
}

/// `T` of `Option<T>`.
fn option_of(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.first()) {
        (true, Some(GenericArgument::Type(ty))) => Some(ty),
        _ => None,
    }
}

/// Whether the type, as written, borrows for less than `'static`. What stands behind `fn` and `Fn` does not count.
pub(super) fn borrows(tokens: &impl ToTokens) -> bool {
    fn scan(tokens: TokenStream) -> bool {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let borrows = match token {
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    !matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "static")
                }
                TokenTree::Punct(punct) if punct.as_char() == '&' => {
                    !matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'')
                }
                TokenTree::Ident(name) if name == "for" => return scan_after_binder(tokens),
                // The types of a function's arguments and result are not held by it.
                TokenTree::Ident(name)
                    if name == "fn" || name == "Fn" || name == "FnMut" || name == "FnOnce" =>
                {
                    return false;
                }
                TokenTree::Group(group) => scan(group.stream()),
                _ => false,
            };
            if borrows {
                return true;
            }
        }
        false
    }
    fn scan_after_binder(
        mut tokens: std::iter::Peekable<proc_macro2::token_stream::IntoIter>,
    ) -> bool {
        for token in tokens.by_ref() {
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '>') {
                break;
            }
        }
        scan(tokens.collect())
    }
    scan(tokens.to_token_stream())
}

/// Whether the tokens name `Self`, other than inside an item of their own.
pub(super) fn names_self(tokens: TokenStream) -> bool {
    let mut in_item = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) if name == "Self" && !in_item => return true,
            TokenTree::Ident(name)
                if ["impl", "trait", "struct", "enum", "union"]
                    .iter()
                    .any(|item| name == item) =>
            {
                in_item = true;
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_item = false,
            TokenTree::Group(group) if in_item => {
                in_item = group.delimiter() != proc_macro2::Delimiter::Brace;
            }
            TokenTree::Group(group) if names_self(group.stream()) => return true,
            _ => {}
        }
    }
    false
}

/// Reports what no memoized function can have.
pub(super) fn check(function: &Function, errors: &Errors) {
    let sig = &function.sig;
    if let Some(constness) = &sig.constness {
        errors.at(
            constness,
            "a `const fn` cannot look anything up in a cache; remove `const`",
        );
    }
    if let syn::Safety::Unsafe(keyword) = &sig.safety {
        errors.at(
            keyword,
            "an `unsafe fn` cannot be memoized: its conditions hold for the call that made them, not for the ones answered from the cache; memoize a safe function around it",
        );
    }
    if let Some(abi) = &sig.abi {
        errors.at(
            abi,
            "a function with a foreign calling convention cannot be memoized; memoize a plain function that it calls",
        );
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(variadic, "a variadic function cannot be memoized");
    }
    for input in &sig.inputs {
        if let FnArg::Typed(argument) = input
            && let Some(cfg) = argument
                .attrs
                .iter()
                .find(|attr| attr.path().is_ident("cfg"))
        {
            errors.at(
                cfg,
                "an argument of a memoized function cannot be under `cfg`; write the function twice, each under its `cfg`",
            );
        }
    }
    if let Some(receiver) = sig.receiver() {
        let mutable = match &receiver.kind {
            ReceiverKind::Reference(_, _, mutability) => mutability.is_some(),
            ReceiverKind::Typed(_, ty) => is_mutable(ty),
            _ => false,
        };
        if mutable {
            errors.at(
                receiver,
                "`&mut self` cannot be memoized: a call answered from the cache would not change `self`; take `&self`",
            );
        }
    }
    match &sig.output {
        ReturnType::Default => errors.at(
            &sig.ident,
            format_args!(
                "`{}` returns nothing to remember; give it a return type",
                crate::names::plain(&sig.ident)
            ),
        ),
        ReturnType::Type(_, ty) => match ungroup(ty) {
            Type::Never(_) => errors.at(ty, "a function that never returns has nothing to remember"),
            Type::ImplTrait(_) => errors.at(
                ty,
                "the cache has to name what it keeps; return a named type, or a `Box` or `Arc` of a trait object",
            ),
            ty if borrows(ty) => errors.at(
                ty,
                "the result borrows from an argument, so it cannot outlive the call; return an owned value, an `Arc` or a `&'static` reference",
            ),
            _ => {}
        },
    }
}
