//! Arguments: their names, their types, and how they are passed.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, Lifetime, Token, Type, parse_quote};

/// An argument other than `self`.
#[derive(Clone)]
pub struct Argument {
    /// Its attributes, as `#[cfg]`.
    pub attrs: Vec<Attribute>,
    /// The pattern as written.
    pub pat: Pattern,
    /// Its name: the pattern's when that is a plain one, else one made up for it.
    pub name: Ident,
    /// The type as written.
    pub ty: Type,
    /// How it is passed.
    pub passing: Passing,
}

impl Argument {
    pub(super) fn new(attrs: Vec<Attribute>, pat: Pattern, ty: Type, position: usize) -> Self {
        Self {
            attrs,
            name: match &pat.name {
                Some(name) => name.clone(),
                None => format_ident!("arg{position}", span = Span::mixed_site()),
            },
            pat,
            passing: passing(&ty),
            ty,
        }
    }

    /// Whether the pattern is the name and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.pat.name.is_some() && !self.pat.mutable
    }

    /// How errors call it.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.pat.name {
            Some(name) => format!("`{}`", crate::names::plain(name)),
            None => "this argument".to_owned(),
        }
    }

    /// The `cfg`s on it.
    pub fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }

    /// Puts its name in the place of the pattern.
    pub fn name_only(&mut self) {
        self.pat = Pattern {
            tokens: self.name.to_token_stream(),
            name: Some(self.name.clone()),
            mutable: false,
        };
    }
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        self.pat.to_tokens(tokens);
        <Token![:]>::default().to_tokens(tokens);
        self.ty.to_tokens(tokens);
    }
}

/// The pattern of an argument.
#[derive(Clone)]
pub struct Pattern {
    tokens: TokenStream,
    /// The name, where it is no more than that, or `mut` and that.
    pub name: Option<Ident>,
    /// `mut name`
    mutable: bool,
}

impl Pattern {
    /// `_`
    #[must_use]
    pub fn is_wild(&self) -> bool {
        self.tokens.to_string() == "_"
    }
}

impl Parse for Pattern {
    /// Up to the colon before the type.
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut tokens = TokenStream::new();
        loop {
            if input.peek(Token![::]) {
                input.parse::<Token![::]>()?.to_tokens(&mut tokens);
            } else if input.peek(Token![:]) && !tokens.is_empty() {
                break;
            } else if input.is_empty() || input.peek(Token![,]) || input.peek(Token![:]) {
                return Err(input.error("an argument is `name: Type`"));
            } else {
                tokens.extend([input.parse::<TokenTree>()?]);
            }
        }
        let name = |input: ParseStream| {
            let mutable: Option<Token![mut]> = input.parse()?;
            Ok((mutable.is_some(), input.parse::<Ident>()?))
        };
        let (mutable, name) = match name.parse2(tokens.clone()) {
            Ok((mutable, name)) => (mutable, Some(name)),
            Err(_) => (false, None),
        };
        Ok(Self {
            tokens,
            name,
            mutable,
        })
    }
}

impl ToTokens for Pattern {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
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
    /// Its attributes.
    pub attrs: Vec<Attribute>,
    /// `&'a` of `&'a self`
    pub reference: Option<(Token![&], Option<Lifetime>)>,
    /// `mut`
    pub mutability: Option<Token![mut]>,
    /// `self`
    pub self_token: Token![self],
    /// The colon before a type.
    pub colon_token: Option<Token![:]>,
    /// Its type in full: `&Self` for `&self`.
    pub ty: Type,
    /// How it is passed.
    pub passing: Passing,
}

impl SelfArgument {
    /// Whether there is one.
    pub(super) fn peek(input: ParseStream) -> bool {
        if input.peek(Token![&]) {
            let _ = input.parse::<Token![&]>();
            let _ = input.parse::<Option<Lifetime>>();
        }
        let _ = input.parse::<Option<Token![mut]>>();
        input.peek(Token![self]) && !input.peek2(Token![::])
    }

    pub(super) fn read(attrs: Vec<Attribute>, input: ParseStream) -> syn::Result<Self> {
        let reference = if input.peek(Token![&]) {
            Some((input.parse()?, input.parse()?))
        } else {
            None
        };
        let mutability: Option<Token![mut]> = input.parse()?;
        let self_token = input.parse()?;
        let mut colon_token = None;
        let ty = match &reference {
            Some((and, lifetime)) => parse_quote!(#and #lifetime #mutability Self),
            None if input.peek(Token![:]) => {
                colon_token = Some(input.parse()?);
                input.parse()?
            }
            None => parse_quote!(Self),
        };
        Ok(Self {
            attrs,
            reference,
            mutability,
            self_token,
            colon_token,
            passing: passing(&ty),
            ty,
        })
    }
}

impl ToTokens for SelfArgument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        if let Some((and, lifetime)) = &self.reference {
            and.to_tokens(tokens);
            lifetime.to_tokens(tokens);
        }
        self.mutability.to_tokens(tokens);
        self.self_token.to_tokens(tokens);
        if let Some(colon) = &self.colon_token {
            colon.to_tokens(tokens);
            self.ty.to_tokens(tokens);
        }
    }
}

fn passing(ty: &Type) -> Passing {
    match super::ungroup(ty) {
        _ if super::mentions(&ty.to_token_stream(), "impl") => Passing::Impl,
        Type::Reference(reference) if reference.mutability.is_some() => Passing::Exclusive,
        Type::Reference(_) => Passing::Shared,
        _ => Passing::Value,
    }
}
