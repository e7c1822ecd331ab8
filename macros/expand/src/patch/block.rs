//! `#[patchable]` on an `impl` of a trait: the methods marked inside get their gates, and the handles, which have no place
//! there, stand in an `impl` of the type beside it.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, GenericParam, Meta, Path, Type};

use super::model::{Model, TraitImpl};
use super::{emit, handle};
use crate::block::{self, Impl, Item};
use crate::errors::Errors;
use crate::function::{self, Function, borrows, ungroup};
use crate::options::{CRATE, Options, Table};

/// What `#[patchable(...)]` takes on an `impl`.
const TABLE: Table = Table {
    attribute: "#[patchable]` on an `impl",
    keys: &[&[CRATE]],
};

/// The expansion of `#[patchable(attr)]` on an `impl`; none if `item` is no `impl`.
pub(super) fn expand(
    attr: &TokenStream,
    item: &TokenStream,
    errors: &Errors,
) -> Option<TokenStream> {
    if !block::is(item, "impl") {
        return None;
    }
    let Some(mut block) = errors.absorb(syn::parse2::<Impl>(item.clone())) else {
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
    for item in &mut block.items.list {
        let Item::Function(function) = item else {
            continue;
        };
        let Some(at) = mark(function) else { continue };
        let mark = function.attrs.remove(at);
        if let (Some(of_trait), true) = (&of_trait, fits)
            && let Some(said) = errors.absorb(said(&mark))
            && let Some(model) = Model::in_trait_impl(said, (**function).clone(), of_trait, errors)
        {
            handles.push(handle::of(&model));
            *item = Item::Other(emit::function(&model));
        }
    }
    let Impl {
        attrs,
        generics,
        this,
        ..
    } = &block;
    let clause = &generics.where_clause;
    let beside = (!handles.is_empty()).then(|| {
        let cfgs = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        quote! {
            #(#cfgs)*
            impl #generics #this #clause {
                #(#handles)*
            }
        }
    });
    Some(quote!(#block #beside))
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

/// The place of a method's `#[patchable]`, if it has one.
fn mark(function: &Function) -> Option<usize> {
    let mut attrs = function.attrs.iter();
    attrs.position(|attr| is_mark(attr.path()))
}

/// `patchable`, by whatever path.
fn is_mark(path: &Path) -> bool {
    path.segments
        .last()
        .is_some_and(|segment| segment.ident == "patchable")
}

/// Whether handles can stand beside the block.
fn check(block: &Impl, errors: &Errors) {
    if block.of_trait.is_none() {
        errors.at(
            &block.keywords,
            "only the `impl` of a trait takes `#[patchable]`: here, write `#[patchable(handle = name_patch)]` on each method that is to be patched",
        );
        return;
    }
    if !block
        .items
        .functions()
        .any(|function| mark(function).is_some())
    {
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
