//! serde's attributes, read as far as dunder must know them and copied otherwise.

use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, LitStr, Meta, Token};

/// The direction of a `rename(serialize = "…", deserialize = "…")`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Serialize,
    Deserialize,
}

/// One `key`, `key = "value"` or `key(…)` of a `#[serde(…)]`, or of a `#[cfg_attr(…, serde(…))]`.
pub(super) struct Item {
    /// The key.
    pub(super) key: String,
    /// The whole.
    pub(super) meta: Meta,
    /// The predicates of the `cfg_attr`s around it, which a field's attributes still have.
    pub(super) conditions: Vec<TokenStream>,
}

/// The items of all `#[name(…)]` on one item or field.
pub(super) struct Attributes {
    name: &'static str,
    pub(super) items: Vec<Item>,
    /// What could not be read: kept, for the derive to say what is wrong with it.
    unread: Vec<Attribute>,
}

impl Attributes {
    /// Those of `name` among `attrs`.
    pub(super) fn of(attrs: &[Attribute], name: &'static str) -> Self {
        let mut found = Self {
            name,
            items: Vec::new(),
            unread: Vec::new(),
        };
        for attr in attrs {
            let mut items = Vec::new();
            match collect(&attr.meta, name, &[], &mut items) {
                Some(()) => found.items.extend(items),
                None => found.unread.push(attr.clone()),
            }
        }
        found
    }

    /// The items of a key.
    pub(super) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.key == key)
    }

    /// Whether a key is given, be it under a condition.
    pub(super) fn has(&self, key: &str) -> bool {
        self.all(key).next().is_some()
    }

    /// Whether one of the keys is.
    pub(super) fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Whether a key stands alone, without a value.
    pub(super) fn bare(&self, key: &str) -> bool {
        self.all(key).any(|item| matches!(item.meta, Meta::Path(_)))
    }

    /// Whether a key has a value.
    pub(super) fn valued(&self, key: &str) -> bool {
        self.all(key)
            .any(|item| matches!(item.meta, Meta::NameValue(_)))
    }

    /// The text after a key, for one side.
    pub(super) fn text(&self, key: &str, side: Side) -> Option<String> {
        self.all(key).find_map(|item| item.text(side))
    }

    /// The attributes again, those of the items that `keep` returns as they are to be.
    pub(super) fn emit(&self, keep: &dyn Fn(&Item) -> Option<TokenStream>) -> TokenStream {
        let name = quote::format_ident!("{}", self.name);
        let items = self.items.iter().filter_map(|item| {
            let meta = keep(item)?;
            Some(conditional(&item.conditions, &quote!(#name(#meta))))
        });
        let unread = &self.unread;
        quote!(#(#items)* #(#unread)*)
    }
}

impl Item {
    /// The text: of `key = "text"`, or of `key(side = "text")`.
    pub(super) fn text(&self, side: Side) -> Option<String> {
        self.literal(side).map(|text| text.value())
    }

    /// As [`Item::text`], with its place.
    pub(super) fn literal(&self, side: Side) -> Option<LitStr> {
        match &self.meta {
            Meta::Path(_) => None,
            Meta::NameValue(meta) => string(&meta.value),
            Meta::List(list) => {
                let side = match side {
                    Side::Serialize => "serialize",
                    Side::Deserialize => "deserialize",
                };
                metas(&list.tokens)?.iter().find_map(|meta| match meta {
                    Meta::NameValue(meta) if meta.path.is_ident(side) => string(&meta.value),
                    _ => None,
                })
            }
        }
    }

    /// Itself, for [`Attributes::emit`].
    pub(super) fn same(&self) -> Option<TokenStream> {
        Some(self.meta.to_token_stream())
    }
}

/// `#[meta]` under all of `conditions`.
pub(super) fn conditional(conditions: &[TokenStream], meta: &TokenStream) -> TokenStream {
    match conditions {
        [] => quote!(#[#meta]),
        [condition] => quote!(#[cfg_attr(#condition, #meta)]),
        conditions => quote!(#[cfg_attr(all(#(#conditions),*), #meta)]),
    }
}

/// The `cfg` that asks for all of `conditions`; nothing if there are none.
pub(super) fn cfg(conditions: &[TokenStream]) -> Option<TokenStream> {
    (!conditions.is_empty()).then(|| quote!(#[cfg(all(#(#conditions),*))]))
}

fn collect(
    meta: &Meta,
    name: &str,
    conditions: &[TokenStream],
    items: &mut Vec<Item>,
) -> Option<()> {
    let Meta::List(list) = meta else {
        return Some(());
    };
    if list.path.is_ident(name) {
        items.extend(metas(&list.tokens)?.into_iter().map(|meta| Item {
            key: meta.path().to_token_stream().to_string(),
            meta,
            conditions: conditions.to_vec(),
        }));
    } else if list.path.is_ident("cfg_attr") {
        let mut inside = metas(&list.tokens)?.into_iter();
        let mut conditions = conditions.to_vec();
        conditions.push(inside.next()?.to_token_stream());
        for meta in inside {
            collect(&meta, name, &conditions, items)?;
        }
    }
    Some(())
}

fn metas(tokens: &TokenStream) -> Option<Punctuated<Meta, Token![,]>> {
    Punctuated::parse_terminated.parse2(tokens.clone()).ok()
}

fn string(expr: &Expr) -> Option<LitStr> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.clone()),
            _ => None,
        },
        Expr::Group(group) => string(&group.expr),
        _ => None,
    }
}
