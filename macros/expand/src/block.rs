//! `impl` blocks and traits: the header read, and of what stands in the braces the functions, their bodies left as they are.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Generics, Path, Token, Type, TypeParamBound, Visibility};

use crate::function::{self, Function, ungroup};

/// An `impl`.
#[derive(Clone)]
pub(crate) struct Impl {
    pub(crate) attrs: Vec<Attribute>,
    /// `default`, `unsafe`, `impl`.
    pub(crate) keywords: TokenStream,
    /// The parameters, and the `where`.
    pub(crate) generics: Generics,
    /// The trait; none for the `impl` of a type.
    pub(crate) of_trait: Option<Path>,
    /// The type.
    pub(crate) this: Type,
    pub(crate) items: Items,
}

/// A trait.
#[derive(Clone)]
pub(crate) struct Trait {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    /// `unsafe`, `trait`.
    pub(crate) keywords: TokenStream,
    pub(crate) ident: Ident,
    /// The parameters, and the `where`.
    pub(crate) generics: Generics,
    pub(crate) supertraits: Punctuated<TypeParamBound, Token![+]>,
    pub(crate) items: Items,
}

/// What stands in the braces.
#[derive(Clone)]
pub(crate) struct Items {
    /// The braces as written.
    braces: Group,
    /// `#![…]`
    attrs: Vec<Attribute>,
    pub(crate) list: Vec<Item>,
}

/// An item in an `impl` or a trait.
#[derive(Clone)]
pub(crate) enum Item {
    Function(Box<Function>),
    /// `type Name …`
    Type(Ident, TokenStream),
    /// `const NAME …`
    Const(Ident, TokenStream),
    /// A call of a macro, or what only rustc knows.
    Other(TokenStream),
}

/// The keyword that says what an item is.
pub(crate) fn keyword(item: &TokenStream) -> Option<Ident> {
    const BEFORE: [&str; 6] = ["pub", "unsafe", "default", "auto", "async", "extern"];
    let mut tokens = item.clone().into_iter();
    while let Some(token) = tokens.next() {
        match token {
            // An attribute, with its brackets.
            TokenTree::Punct(punct) if punct.as_char() == '#' => drop(tokens.next()),
            TokenTree::Ident(word) if BEFORE.iter().any(|before| word == before) => {}
            TokenTree::Ident(word) => return Some(word),
            // What a `macro_rules!` was given.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let found = keyword(&group.stream());
                if found.is_some() {
                    return found;
                }
            }
            // The path of `pub(in …)`, the name of an ABI.
            TokenTree::Group(_) | TokenTree::Literal(_) => {}
            TokenTree::Punct(_) => return None,
        }
    }
    None
}

/// Whether an item is an `impl`, a `trait` and so on.
pub(crate) fn is(item: &TokenStream, word: &str) -> bool {
    keyword(item).is_some_and(|keyword| keyword == word)
}

/// Takes the tokens up to a keyword, and that.
fn keywords(input: ParseStream, done: &dyn Fn(ParseStream) -> bool) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !done(input) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    input.parse::<TokenTree>()?.to_tokens(&mut tokens);
    Ok(tokens)
}

impl Parse for Impl {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let keywords = keywords(input, &|input| input.peek(Token![impl]))?;
        let mut generics: Generics = input.parse()?;
        let first: Type = input.parse()?;
        let (of_trait, this) = if input.peek(Token![for]) {
            input.parse::<Token![for]>()?;
            let path = match ungroup(&first) {
                Type::Path(path) => path.path.clone(),
                other => return Err(Error::new_spanned(other, "expected a trait")),
            };
            (Some(path), input.parse()?)
        } else {
            (None, first)
        };
        generics.where_clause = input.parse()?;
        Ok(Self {
            attrs,
            keywords,
            generics,
            of_trait,
            this,
            items: input.parse()?,
        })
    }
}

impl ToTokens for Impl {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        self.keywords.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        if let Some(path) = &self.of_trait {
            path.to_tokens(tokens);
            <Token![for]>::default().to_tokens(tokens);
        }
        self.this.to_tokens(tokens);
        self.generics.where_clause.to_tokens(tokens);
        self.items.to_tokens(tokens);
    }
}

impl Parse for Trait {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let keywords = keywords(input, &|input| input.peek(Token![trait]))?;
        let ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        let mut supertraits = Punctuated::new();
        if input.parse::<Option<Token![:]>>()?.is_some() {
            while !input.peek(Token![where]) && !input.peek(syn::token::Brace) {
                supertraits.push_value(input.parse()?);
                let Some(plus) = input.parse()? else { break };
                supertraits.push_punct(plus);
            }
        }
        generics.where_clause = input.parse()?;
        Ok(Self {
            attrs,
            vis,
            keywords,
            ident,
            generics,
            supertraits,
            items: input.parse()?,
        })
    }
}

impl ToTokens for Trait {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        self.vis.to_tokens(tokens);
        self.keywords.to_tokens(tokens);
        self.ident.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        if !self.supertraits.is_empty() {
            <Token![:]>::default().to_tokens(tokens);
            self.supertraits.to_tokens(tokens);
        }
        self.generics.where_clause.to_tokens(tokens);
        self.items.to_tokens(tokens);
    }
}

impl Items {
    /// The functions.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.list.iter().filter_map(|item| match item {
            Item::Function(function) => Some(&**function),
            _ => None,
        })
    }
}

impl Parse for Items {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let braces = function::braces(input, "expected the items in `{ … }`")?;
        let read = |input: ParseStream| {
            let attrs = input.call(Attribute::parse_inner)?;
            let mut list = Vec::new();
            while !input.is_empty() {
                list.push(input.parse()?);
            }
            Ok((attrs, list))
        };
        let (attrs, list) = read.parse2(braces.stream())?;
        Ok(Self {
            braces,
            attrs,
            list,
        })
    }
}

impl ToTokens for Items {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut inside = TokenStream::new();
        for attr in &self.attrs {
            attr.to_tokens(&mut inside);
        }
        for item in &self.list {
            item.to_tokens(&mut inside);
        }
        let mut braces = Group::new(Delimiter::Brace, inside);
        braces.set_span(self.braces.span());
        braces.to_tokens(tokens);
    }
}

impl Parse for Item {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if is_function(&input.fork()) {
            return Ok(Self::Function(Box::new(function::read(input)?)));
        }
        let head = input.fork();
        let tokens = other(input)?;
        Ok(match name(&head) {
            Some((true, name)) => Self::Type(name, tokens),
            Some((false, name)) => Self::Const(name, tokens),
            None => Self::Other(tokens),
        })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Function(function) => function.to_tokens(tokens),
            Self::Type(_, item) | Self::Const(_, item) | Self::Other(item) => {
                item.to_tokens(tokens);
            }
        }
    }
}

/// Whether the next item is a function: its keyword comes before anything with a value or a body. One with `default` is
/// left to rustc, which has it behind a feature.
fn is_function(input: ParseStream) -> bool {
    let _ = input.call(Attribute::parse_outer);
    if input.parse::<Visibility>().is_err() || input.peek(Token![default]) {
        return false;
    }
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Ident(word) if word == "fn" => return true,
            TokenTree::Ident(word) if word == "type" || word == "static" => return false,
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
            _ => return false,
        }
    }
    false
}

/// The name of a type, with true, or of a constant.
fn name(input: ParseStream) -> Option<(bool, Ident)> {
    input.call(Attribute::parse_outer).ok()?;
    input.parse::<Visibility>().ok()?;
    input.parse::<Option<Token![default]>>().ok()?;
    let is_type = input.peek(Token![type]);
    if !is_type && !input.peek(Token![const]) {
        return None;
    }
    input.parse::<TokenTree>().ok()?;
    Some((is_type, input.call(Ident::parse_any).ok()?))
}

/// An item that is no function: up to `;`, or to the braces of a macro.
fn other(input: ParseStream) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut after_bang = false;
    while !input.is_empty() {
        let token: TokenTree = input.parse()?;
        let end = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => after_bang && group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        after_bang = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '!');
        tokens.extend([token]);
        if end {
            break;
        }
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests;
