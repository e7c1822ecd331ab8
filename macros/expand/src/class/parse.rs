//! Tokens to model.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Member, Meta, Path};

use super::check;
use super::descriptor::{descriptors, fits};
use super::{Body, Class, Field, Fields, Shape, Variant, meta, tables, types};
use crate::collect::Collect as _;
use crate::commas;
use crate::dataclass::metadata::text;
use crate::errors::Errors;
use crate::names::{Krate, again};
use crate::options::{Options, Table};

/// The model of an item under `#[dataclass(args)]`; `None` where the item is none that a class can be made of.
#[must_use]
pub fn dataclass(args: TokenStream, item: TokenStream, errors: &Errors) -> Option<Class> {
    let options = Options::parse(args, &tables::DATACLASS, errors);
    let mut class = item_of(item, options, "#[dataclass]", &tables::FIELD, errors)?;
    class.is_dataclass = true;
    meta::read(&mut class, errors);
    Some(class)
}

/// The model of an item under a derive of dunder's; `options` come from its helper attributes.
#[must_use]
pub fn item_of(
    item: TokenStream,
    options: Options,
    macro_name: &str,
    field_table: &Table,
    errors: &Errors,
) -> Option<Class> {
    let written = item.clone();
    let input: DeriveInput = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => {
            if is_type(&written) {
                errors.push(error);
            } else {
                errors.at(
                    written,
                    format_args!("`{macro_name}` goes on a struct or an enum"),
                );
            }
            return None;
        }
    };
    if macro_name == "#[dataclass]"
        && let Some(again) = again(&input.attrs, "dataclass")
    {
        errors.at(again, "`#[dataclass]` stands here twice: remove one");
        return None;
    }
    let krate = Krate::new(options.path("crate").cloned());
    let body = match input.data {
        Data::Struct(data) => {
            let mut fields = fields(data.fields, false, field_table, errors);
            later_fields(&mut fields.list, &krate, errors);
            Body::Struct(fields.with_companions(&written))
        }
        Data::Enum(data) => Body::Enum(
            data.variants
                .into_iter()
                .map(|variant| Variant {
                    attrs: misplaced(
                        variant.attrs,
                        "`#[field]` goes on a field, and this is a variant; write it on the fields inside",
                        errors,
                    ),
                    ident: variant.ident,
                    fields: fields(variant.fields, true, field_table, errors),
                    discriminant: variant.discriminant.map(|(_, value)| value),
                })
                .collect_vec(),
        ),
        Data::Union(data) => {
            errors.at(
                data.union_token,
                format_args!("`{macro_name}` goes on a struct or an enum, since nobody can tell which field of a union is set"),
            );
            return None;
        }
    };
    let attrs = misplaced(
        input.attrs,
        "`#[field]` goes on a field; what is said of the whole class goes into `#[dataclass(…)]`",
        errors,
    );
    Some(Class {
        krate,
        derives: derives(&attrs),
        attrs,
        vis: input.vis,
        ident: input.ident,
        generics: input.generics,
        body,
        options,
        metas: Vec::new(),
        is_dataclass: false,
        written,
    })
}

/// The attributes without those that are for fields, which would be unknown to rustc here.
fn misplaced(attrs: Vec<Attribute>, message: &str, errors: &Errors) -> Vec<Attribute> {
    let (misplaced, attrs) = attrs
        .into_iter()
        .partition::<Vec<_>, _>(|attr| attr.path().is_ident("field"));
    for attr in misplaced {
        errors.at(attr, message);
    }
    attrs
}

/// Whether the tokens at least say that they are a type: then syn's own error tells what is wrong with it.
fn is_type(item: &TokenStream) -> bool {
    item.clone().into_iter().any(|token| {
        matches!(token, proc_macro2::TokenTree::Ident(ident) if ident == "struct" || ident == "enum")
    })
}

fn fields(fields: syn::Fields, in_enum: bool, table: &Table, errors: &Errors) -> Fields {
    let shape = match &fields {
        syn::Fields::Named(_) => Shape::Named,
        syn::Fields::Unnamed(_) => Shape::Tuple,
        syn::Fields::Unit => Shape::Unit,
    };
    let list = fields
        .into_iter()
        .enumerate()
        .map(|(index, field)| self::field(index, field, in_enum, table, errors));
    let mut list: Vec<_> = list.collect_vec();
    stems(&mut list);
    Fields {
        shape,
        list,
        cached: Vec::new(),
    }
}

/// Drops the underscores in front of `_x`, which in `set__x` would be bad style, where no other field is called `x`.
fn stems(list: &mut [Field]) {
    for place in 0..list.len() {
        let bare = list[place].stem.trim_start_matches('_').to_owned();
        if !bare.is_empty() && list.iter().all(|other| other.stem != bare) {
            list[place].stem = bare;
        }
    }
}

fn field(index: usize, field: syn::Field, in_enum: bool, table: &Table, errors: &Errors) -> Field {
    let mut options = Options::default();
    let mut attrs = Vec::new();
    for attr in field.attrs {
        if !attr.path().is_ident("field") {
            if field.ident.is_none() && attr.path().is_ident("cfg") {
                errors.at(
                    &attr,
                    "a field of a tuple struct cannot be under `cfg` here; name the fields: `{ x: f64 }`",
                );
                continue;
            }
            attrs.push(attr);
        } else if let Meta::List(list) = &attr.meta {
            let valid =
                |key| fits(key, &field.ty) && (!in_enum || check::IN_ENUMS.contains(&key.name));
            options.extend_where(list.tokens.clone(), table, &valid, errors);
        } else {
            errors.at(
                &attr,
                "`#[field]` needs options: write `#[field(default = 0)]`, for instance",
            );
        }
    }
    let (member, name) = match field.ident {
        Some(ident) => (Member::Named(ident.clone()), ident),
        None => {
            let mut place = syn::Index::from(index);
            place.span = syn::spanned::Spanned::span(&field.ty);
            let name = format_ident!("field{index}");
            (Member::Unnamed(place), name)
        }
    };
    let reported = errors.count();
    unwrapped_default(&mut options, &field.ty, &label(&member), errors);
    let defaults = errors.count() > reported && types::is_primitive(&field.ty);
    let mut descriptors = descriptors(&options, &field.ty, errors);
    if defaults || types::is_interior_mutable(&field.ty) {
        // What rules say of a default that is read as another, or of a type that is refused, says nothing more.
        for step in &mut descriptors {
            step.broken = true;
        }
    }
    crate::dataclass::descriptors::check::check(
        &mut descriptors,
        &format!("`{}`", label(&member)),
        &field.ty,
        options.expr("default"),
        errors,
    );
    Field {
        index,
        stem: label(&member),
        member,
        name,
        vis: field.vis,
        ty: field.ty,
        attrs,
        options,
        descriptors,
        observers: None,
        metas: Vec::new(),
    }
}

/// A default sees the fields before it, whether they are given or not.
fn later_fields(list: &mut [Field], krate: &Krate, errors: &Errors) {
    for place in 0..list.len() {
        let (before, later) = list.split_at_mut(place + 1);
        let field = &mut before[place];
        let Some(default) = field.options.expr("default").map(ToTokens::to_token_stream) else {
            continue;
        };
        let found = later
            .iter()
            .find_map(|other| Some((other, crate::names::used_at(&default, &other.name)?)));
        if let Some((other, at)) = found {
            let (label, other) = (field.label(), other.label());
            errors.at_span(
                at,
                format_args!(
                    "the default of `{label}` is made before `{other}`; put `{other}` in front of `{label}`"
                ),
            );
            let private = krate.private();
            field
                .options
                .replace("default", syn::parse_quote!(#private::class::missing()));
        }
    }
}

/// A literal as the default of an `Option`, read as `None` then; a text as that of a number, read as zero.
fn unwrapped_default(options: &mut Options, ty: &syn::Type, label: &str, errors: &Errors) {
    let Some(syn::Expr::Lit(default)) = options.expr("default") else {
        return;
    };
    if let syn::Lit::Str(value) = &default.lit
        && types::is_primitive(ty)
    {
        let (written, ty, value) = (text(default), text(ty), value.value());
        // What the text says, where that is a value of the type.
        let character = value.chars().count() == 1 && value != "'" && value != "\\";
        let hint = match ty.as_str() {
            "bool" if value.parse::<bool>().is_ok() => format!("; write `default = {value}`"),
            "char" if character => format!("; write `default = '{value}'`"),
            "char" | "bool" => String::new(),
            _ if value.parse::<f64>().is_ok() => format!("; write `default = {value}`"),
            _ => String::new(),
        };
        errors.at(
            default,
            format_args!("`{written}` is no `{ty}`, the type of `{label}`{hint}"),
        );
        options.forget_value("default");
        return;
    }
    if types::option(ty).is_none() {
        return;
    }
    let (value, ty) = (text(default), text(ty));
    let into = match &default.lit {
        syn::Lit::Str(_) if ty.ends_with("String>") => ".into()",
        _ => "",
    };
    errors.at(
        default,
        format_args!("`{label}: {ty}` holds an option: write `default = Some({value}{into})`"),
    );
    options.forget_value("default");
}

impl Fields {
    /// Sets the cached fields apart, and gives names to what keeps the observers.
    fn with_companions(mut self, written: &TokenStream) -> Self {
        if self.shape != Shape::Named {
            return self;
        }
        (self.cached, self.list) = self
            .list
            .into_iter()
            .partition(|field| field.options.get("cached").is_some());
        for field in &mut self.list {
            if field.options.flag("observed") {
                let name = format!("{}_observers", field.label());
                field.observers = Some(crate::names::fresh(written, &name));
            }
        }
        self
    }
}

/// A field's name as its user thinks of it: `x` or `0`.
fn label(member: &Member) -> String {
    match member {
        Member::Named(name) => name.unraw().to_string(),
        Member::Unnamed(place) => place.index.to_string(),
    }
}

/// The traits in the derives that stand below.
fn derives(attrs: &[Attribute]) -> Vec<Path> {
    attrs.iter().filter_map(derive_list).flatten().collect_vec()
}

/// The paths of a `#[derive(...)]`; `None` for another attribute.
#[must_use]
pub fn derive_list(attr: &Attribute) -> Option<Vec<Path>> {
    if !attr.path().is_ident("derive") {
        return None;
    }
    let Meta::List(list) = &attr.meta else {
        return None;
    };
    commas::list(list.tokens.clone()).ok()
}
