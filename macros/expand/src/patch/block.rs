//! `#[patchable]` on an `impl` of a trait: the methods marked inside get their gates, and the handles, which have no place
//! there, stand in an `impl` of the type beside it.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, GenericParam, Generics, Meta, Path, Token, Type, WhereClause};

use super::model::{Model, TraitImpl};
use super::{emit, handle};
use crate::errors::Errors;
use crate::function::{self, Function, borrows, ungroup};
use crate::options::{CRATE, Options, Table};

/// What `#[patchable(...)]` takes on an `impl`.
const TABLE: Table = Table {
    attribute: "#[patchable]` on an `impl",
    keys: &[&[CRATE]],
};

/// An `impl`, its header read and its methods' bodies left as they are.
struct Block {
    attrs: Vec<Attribute>,
    /// `default`, `unsafe`, `impl`
    keywords: TokenStream,
    generics: Generics,
    /// None for the `impl` of a type.
    of_trait: Option<Path>,
    this: Type,
    clause: Option<WhereClause>,
    items: Vec<Item>,
}

enum Item {
    /// A function, with what its `#[patchable]` says, if it has one.
    Function(Box<Function>, Option<Box<Attribute>>),
    Other(TokenStream),
}

/// The expansion of `#[patchable(attr)]` on an `impl`; none if `item` is no `impl`.
pub(super) fn expand(
    attr: &TokenStream,
    item: &TokenStream,
    errors: &Errors,
) -> Option<TokenStream> {
    if !is_impl(item) {
        return None;
    }
    let Some(block) = errors.absorb(read.parse2(item.clone())) else {
        return Some(item.clone());
    };
    let options = Options::parse(attr.clone(), &TABLE, errors);
    let before = errors.count();
    check(&block, errors);
    if block.of_trait.is_none() {
        // The methods' own `#[patchable]` is all it takes.
        return Some(item.clone());
    }
    let fits = errors.count() == before;
    let krate = options.path("crate");
    let of_trait = block.of_trait.as_ref().map(|path| TraitImpl {
        path: path.clone(),
        krate: krate.cloned(),
    });
    let mut handles = Vec::new();
    let items: Vec<_> = block
        .items
        .iter()
        .map(|item| match item {
            Item::Other(tokens) => tokens.clone(),
            Item::Function(function, None) => function.to_token_stream(),
            Item::Function(function, Some(mark)) => {
                let plain = function.to_token_stream();
                let (Some(of_trait), true) = (&of_trait, fits) else {
                    return plain;
                };
                let Some(said) = errors.absorb(said(mark)) else {
                    return plain;
                };
                match Model::in_trait_impl(said, (**function).clone(), of_trait, errors) {
                    Some(model) => {
                        handles.push(handle::of(&model));
                        emit::function(&model)
                    }
                    None => plain,
                }
            }
        })
        .collect_vec();
    let Block {
        attrs,
        keywords,
        generics,
        of_trait,
        this,
        clause,
        ..
    } = &block;
    let path = of_trait.as_ref().map(|path| quote!(#path for));
    let beside = (!handles.is_empty()).then(|| {
        let cfgs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        quote! {
            #(#cfgs)*
            impl #generics #this #clause {
                #(#handles)*
            }
        }
    });
    Some(quote! {
        #(#attrs)*
        #keywords #generics #path #this #clause {
            #(#items)*
        }
        #beside
    })
}

/// Whether it is an `impl`, after its attributes.
fn is_impl(item: &TokenStream) -> bool {
    let mut tokens = item.clone().into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => drop(tokens.next()),
            TokenTree::Ident(word) if word == "unsafe" || word == "default" => {}
            TokenTree::Ident(word) => return word == "impl",
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                return is_impl(&group.stream());
            }
            _ => return false,
        }
    }
    false
}

/// What stands between the parentheses of a method's `#[patchable(...)]`.
fn said(mark: &Attribute) -> syn::Result<TokenStream> {
    match &mark.meta {
        Meta::Path(_) => Ok(TokenStream::new()),
        Meta::List(list) => Ok(list.tokens.clone()),
        _ => Err(syn::Error::new_spanned(
            mark,
            "write `#[patchable(handle = name_patch)]`",
        )),
    }
}

fn read(input: ParseStream) -> syn::Result<Block> {
    let attrs = input.call(Attribute::parse_outer)?;
    let mut keywords = TokenStream::new();
    while !input.peek(Token![impl]) {
        keywords.extend([input.parse::<TokenTree>()?]);
    }
    keywords.extend([input.parse::<TokenTree>()?]);
    let generics = input.parse()?;
    let first: Type = input.parse()?;
    let (of_trait, this) = if input.peek(Token![for]) {
        input.parse::<Token![for]>()?;
        let path = match ungroup(&first) {
            Type::Path(path) => path.path.clone(),
            other => return Err(syn::Error::new_spanned(other, "expected a trait")),
        };
        (Some(path), input.parse()?)
    } else {
        (None, first)
    };
    let clause = input.parse()?;
    let inside = input.step(|cursor| match cursor.token_tree() {
        Some((TokenTree::Group(inside), rest)) if inside.delimiter() == Delimiter::Brace => {
            Ok((inside, rest))
        }
        _ => Err(cursor.error("expected the items of the `impl`")),
    })?;
    Ok(Block {
        attrs,
        keywords,
        generics,
        of_trait,
        this,
        clause,
        items: items.parse2(Group::stream(&inside))?,
    })
}

fn items(input: ParseStream) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(if is_function(&input.fork()) {
            let mut function = function::read(input)?;
            let mark = function
                .attrs
                .iter()
                .position(|attr| is_mark(attr.path()))
                .map(|at| Box::new(function.attrs.remove(at)));
            Item::Function(Box::new(function), mark)
        } else {
            Item::Other(other(input)?)
        });
    }
    Ok(items)
}

/// `patchable`, by whatever path.
fn is_mark(path: &Path) -> bool {
    path.segments
        .last()
        .is_some_and(|segment| segment.ident == "patchable")
}

/// Whether the next item is a function: its keyword comes before anything with a value or a body.
fn is_function(input: ParseStream) -> bool {
    let _ = input.call(Attribute::parse_outer);
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Ident(word) if word == "fn" => return true,
            TokenTree::Ident(word) if word == "type" || word == "static" => return false,
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {}
            _ => return false,
        }
    }
    false
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

/// Whether handles can stand beside the block.
fn check(block: &Block, errors: &Errors) {
    let marks: Vec<_> = block
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Function(_, mark) => mark.as_ref(),
            Item::Other(_) => None,
        })
        .collect_vec();
    if block.of_trait.is_none() {
        errors.at(
            &block.keywords,
            "only the `impl` of a trait takes `#[patchable]`: here, write `#[patchable(handle = name_patch)]` on each method that is to be patched",
        );
        return;
    }
    if marks.is_empty() {
        errors.at(
            &block.keywords,
            "no method here is marked: write `#[patchable(handle = name_patch)]` on each that is to be patched as well",
        );
        return;
    }
    let this = ungroup(&block.this);
    let params = &block.generics.params;
    let is_param = |path: &Path| {
        params.iter().any(|param| match param {
            GenericParam::Type(param) => path.is_ident(&param.ident),
            _ => false,
        })
    };
    match this {
        Type::Path(path) if path.qself.is_none() && is_param(&path.path) => errors.at(
            this,
            "an `impl` for every type has no type that handles could stand beside: have its methods call patchable functions",
        ),
        Type::Path(path) if path.qself.is_none() && !is_primitive(&path.path) => {}
        _ => errors.at(
            this,
            "handles cannot stand beside the methods of this type, which is not of this crate: have them call patchable functions",
        ),
    }
    let lifetime = params.iter().find_map(|param| match param {
        GenericParam::Lifetime(param) => Some(param.lifetime.to_token_stream()),
        _ => None,
    });
    let borrowing = borrows(this).then(|| this.to_token_stream());
    if let Some(tokens) = lifetime.or(borrowing) {
        errors.at(
            tokens,
            "the methods of a type that borrows cannot be patched: a patch is kept by the type, which has to be `'static`",
        );
    }
    for param in params {
        let name = match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Const(param) => &param.ident,
            GenericParam::Lifetime(_) => continue,
        };
        if !function::mentions(&this.to_token_stream(), &name.to_string()) {
            errors.at(
                name,
                format_args!(
                    "`{name}` is no part of the type, so a handle beside it could not tell one `{name}` from another: write an `impl` for each"
                ),
            );
        }
    }
}

fn is_primitive(path: &Path) -> bool {
    const NAMES: [&str; 17] = [
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64",
    ];
    path.get_ident()
        .is_some_and(|name| NAMES.iter().any(|primitive| name == primitive))
}

/// `Self::Item` as it is written outside of the `impl` of the trait: `<Self as Trait>::Item`.
pub(super) fn qualified(tokens: TokenStream, path: &Path) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect_vec();
    // `::`, and not the colon of a bound on `Self` before a path that begins with `::`.
    let is_path = |at: usize| {
        matches!(
            tokens.get(at),
            Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint
        )
    };
    let mut made = TokenStream::new();
    let mut length = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "Self" && is_path(at + 1) && !length => {
                made.extend(quote!(<Self as #path>));
            }
            TokenTree::Group(group) => {
                let inside = match group.delimiter() {
                    // A value, as in `Array<{ Self::N }>`.
                    Delimiter::Brace => group.stream(),
                    _ => qualified(group.stream(), path),
                };
                let mut group = Group::new(group.delimiter(), inside);
                group.set_span(token.span());
                made.extend([TokenTree::Group(group)]);
            }
            token => {
                // What comes after it is the length of an array.
                length |= matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
                made.extend([token.clone()]);
            }
        }
    }
    made
}
