//! `#[meta(Orm, name = "users")]`: which metaclasses describe a class, and what it and its fields say to each.
//!
//! The options are fields of the metaclass's own structs, which only rustc knows: they are kept as written.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Meta, Token, Type};

use super::{Body, Class, Field, types};
use crate::collect::Collect as _;
use crate::errors::{Errors, did_you_mean, listed};
use crate::expression;

/// A metaclass that a class names, and what the class says to it.
pub struct MetaClass {
    /// The metaclass, as written.
    pub path: Type,
    /// What the class says.
    pub options: Vec<MetaOption>,
    /// Whether something said to it was reported: then it is not asked what else is wrong.
    pub broken: bool,
}

/// `key` or `key = value`.
pub struct MetaOption {
    /// The key.
    pub key: Ident,
    /// The value, if one is given.
    pub value: Option<Expr>,
}

impl MetaOption {
    /// The key as text.
    #[must_use]
    pub fn name(&self) -> String {
        self.key.unraw().to_string()
    }
}

/// Takes the `#[meta]` attributes out of the class's and reads them.
pub fn read(class: &mut Class, errors: &Errors) {
    let (on_class, before) = (taken(&mut class.attrs), errors.count());
    let name = class.ident.to_string();
    let is_enum = class.is_enum();
    if is_enum {
        if let Some(attr) = on_class.first() {
            errors.at(
                attr,
                format_args!("`#[meta]` goes on a struct, whose fields a metaclass describes; `{name}` is an enum"),
            );
        }
        drop_from_enum(class, on_class.is_empty(), errors);
        return;
    }
    let mut metas: Vec<MetaClass> = Vec::new();
    for attr in &on_class {
        let Some(list) = list(
            attr,
            "`#[meta]` on a class names its metaclass: write `#[meta(Orm)]`, for instance",
            errors,
        ) else {
            continue;
        };
        let read = |input: ParseStream| {
            let Some(path) = metaclass(input) else {
                let span = input.span();
                errors.at_span(
                    span,
                    "`#[meta]` on a class begins with its metaclass: write `#[meta(Orm, key = value)]`, for instance",
                );
                // Read to the end, for what else is wrong.
                options(input, &mut Vec::new(), errors)?;
                return Ok(());
            };
            let known = metas.iter().position(|meta| same(&meta.path, &path));
            let at = known.unwrap_or(metas.len());
            if known.is_none() {
                metas.push(MetaClass {
                    path,
                    options: Vec::new(),
                    broken: false,
                });
            }
            options(input, &mut metas[at].options, errors)
        };
        errors.absorb(read.parse2(list));
    }
    let unnamed = metas.is_empty() && on_class.is_empty();
    if let Body::Struct(fields) = &mut class.body {
        let mut told = !unnamed && metas.is_empty();
        for field in fields.list.iter_mut().chain(&mut fields.cached) {
            on_field(field, &metas, &name, &mut told, errors);
        }
    }
    for meta in &mut metas {
        meta.broken = errors.count() > before;
    }
    class.metas = metas;
}

/// Reads what a field says.
fn on_field(field: &mut Field, metas: &[MetaClass], class: &str, told: &mut bool, errors: &Errors) {
    field.metas = metas.iter().map(|_| Vec::new()).collect_vec();
    let label = field.label();
    for attr in taken(&mut field.attrs) {
        if metas.is_empty() {
            if !*told {
                *told = true;
                errors.at(
                    &attr,
                    format_args!("no metaclass describes `{class}`: put `#[meta(…)]` with its name on the struct too"),
                );
            }
            continue;
        }
        let usage = "`#[meta]` on a field needs options: write `#[meta(key = value)]`";
        let Some(list) = list(&attr, usage, errors) else {
            continue;
        };
        if field.init_only() || field.options.get("cached").is_some() {
            errors.at(
                &attr,
                format_args!("a metaclass describes the fields that a class stores, and `{label}` is none; remove this"),
            );
            continue;
        }
        let read = |input: ParseStream| {
            let at = match named(input, metas, class, errors)? {
                Some(at) => at,
                None if metas.len() == 1 => 0,
                None => {
                    let paths = metas.iter().map(|meta| text(&meta.path)).collect_vec();
                    let names = listed(&paths.iter().map(String::as_str).collect_vec());
                    errors.at_span(
                        input.span(),
                        format_args!(
                            "`{class}` has several metaclasses, {names}; say which of them this is for: `#[meta({}, {})]`",
                            paths[0],
                            input.fork().parse::<TokenStream>()?
                        ),
                    );
                    return options(input, &mut Vec::new(), &Errors::new());
                }
            };
            options(input, &mut field.metas[at], errors)
        };
        errors.absorb(read.parse2(list));
    }
}

/// An enum has no fields that a metaclass could describe.
fn drop_from_enum(class: &mut Class, mut first: bool, errors: &Errors) {
    let name = class.ident.to_string();
    let Body::Enum(variants) = &mut class.body else {
        return;
    };
    for variant in variants {
        let fields = variant.fields.list.iter_mut();
        let lists = std::iter::once(&mut variant.attrs).chain(fields.map(|field| &mut field.attrs));
        for attr in lists.flat_map(taken) {
            if std::mem::take(&mut first) {
                errors.at(
                    attr,
                    format_args!("`#[meta]` goes on a struct and its fields; `{name}` is an enum"),
                );
            }
        }
    }
}

/// The `#[meta]` attributes, which leave the list.
fn taken(attrs: &mut Vec<Attribute>) -> Vec<Attribute> {
    let (metas, others) = std::mem::take(attrs)
        .into_iter()
        .partition(|attr| attr.path().is_ident("meta"));
    *attrs = others;
    metas
}

/// What stands in the parentheses.
fn list(attr: &Attribute, usage: &str, errors: &Errors) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => Some(list.tokens.clone()),
        _ => {
            errors.at(attr, usage);
            None
        }
    }
}

/// The metaclass at the beginning: a path with nothing behind it.
fn metaclass(input: ParseStream) -> Option<Type> {
    let ahead = input.fork();
    let path = ahead.parse::<Type>().ok()?;
    let alone = ahead.is_empty() || ahead.peek(Token![,]);
    if !alone || !matches!(types::ungroup(&path), Type::Path(_)) {
        return None;
    }
    input.advance_to(&ahead);
    let _: Option<Token![,]> = input.parse().ok()?;
    Some(path)
}

/// Which of its class's metaclasses a field names, if it does.
fn named(
    input: ParseStream,
    metas: &[MetaClass],
    class: &str,
    errors: &Errors,
) -> syn::Result<Option<usize>> {
    let ahead = input.fork();
    let Some(path) = metaclass(&ahead) else {
        return Ok(None);
    };
    if let Some(at) = metas.iter().position(|meta| same(&meta.path, &path)) {
        input.advance_to(&ahead);
        return Ok(Some(at));
    }
    // Options are fields of a struct: what is no such name is meant as a metaclass.
    let written = text(&path);
    if written
        .chars()
        .all(|c| c.is_lowercase() || c.is_numeric() || c == '_' || c == '#')
    {
        return Ok(None);
    }
    let paths = metas.iter().map(|meta| text(&meta.path)).collect_vec();
    let known = paths.iter().map(String::as_str).collect_vec();
    let meant = did_you_mean(&written, &known);
    let hint = meant.map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
    errors.at(
        &path,
        format_args!(
            "`{written}` is no metaclass of `{class}`{hint}\nnamed on the struct: {}",
            listed(&known)
        ),
    );
    input.advance_to(&ahead);
    let at = meant.and_then(|name| paths.iter().position(|path| path == name));
    Ok(Some(at.unwrap_or_default()))
}

/// Reads `key`, `key = value`, …
fn options(input: ParseStream, list: &mut Vec<MetaOption>, errors: &Errors) -> syn::Result<()> {
    while !input.is_empty() {
        let Ok(key) = input.call(Ident::parse_any) else {
            errors.at(
                input.parse::<TokenStream>()?,
                "expected an option: write `key`, or `key = value`",
            );
            break;
        };
        let mut value = Ok(None);
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            value = if input.is_empty() || input.peek(Token![,]) {
                Err(format!("`{key}` needs a value: write `{key} = …`"))
            } else {
                Ok(Some(expression::read(input)?))
            };
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        match (field_name(&key), value) {
            (None, _) => errors.at(&key, format_args!("`{key}` is no name of an option")),
            (_, Err(message)) => errors.at(&key, message),
            (Some(key), _) if list.iter().any(|earlier| earlier.key == key) => errors.at(
                &key,
                format_args!("`{}` is given twice; remove one", key.unraw()),
            ),
            (Some(key), Ok(value)) => list.push(MetaOption { key, value }),
        }
    }
    Ok(())
}

/// The key as a field of a struct can be called: `r#type` for `type`.
fn field_name(key: &Ident) -> Option<Ident> {
    let text = key.to_string();
    if syn::parse_str::<Ident>(&text).is_ok() {
        return Some(key.clone());
    }
    let raw = !matches!(&*text, "self" | "super" | "crate" | "Self" | "_");
    raw.then(|| Ident::new_raw(&text, key.span()))
}

fn same(one: &Type, other: &Type) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

fn text(path: &Type) -> String {
    crate::dataclass::metadata::text(path)
}
