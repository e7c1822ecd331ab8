//! The model of a class: an annotated struct or enum, parsed once, read by every feature.
//!
//! [`parse`] turns tokens into the model, [`check`] tells what in it contradicts itself. Features are
//! functions from `&Class` to tokens, in [`dataclass`](crate::dataclass).

pub mod bounds;
pub mod check;
pub mod descriptor;
pub mod parse;
pub mod tables;
pub mod types;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Expr, Generics, Lit, Member, Path, Type, Visibility};

use crate::names::Krate;
use crate::options::{Options, Value};

pub use descriptor::Descriptor;

/// An annotated struct or enum.
pub struct Class {
    /// Where `dunder` is.
    pub krate: Krate,
    /// The attributes that stay on the item, the docs among them.
    pub attrs: Vec<Attribute>,
    /// The traits in `#[derive(...)]`s below, as written.
    pub derives: Vec<Path>,
    /// Its visibility.
    pub vis: Visibility,
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// Its fields or variants.
    pub body: Body,
    /// What `#[dataclass(...)]` says.
    pub options: Options,
}

/// What a class consists of.
pub enum Body {
    /// One set of fields.
    Struct(Fields),
    /// Variants.
    Enum(Vec<Variant>),
}

/// A variant of an enum.
pub struct Variant {
    /// Its attributes, without dunder's.
    pub attrs: Vec<Attribute>,
    /// Its name.
    pub ident: Ident,
    /// Its fields.
    pub fields: Fields,
    /// `= 1`.
    pub discriminant: Option<Expr>,
}

/// The fields of a struct or of a variant.
pub struct Fields {
    /// How they are written.
    pub shape: Shape,
    /// The fields, in order.
    pub list: Vec<Field>,
}

/// How fields are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{ x: f64 }`.
    Named,
    /// `(f64)`.
    Tuple,
    /// Nothing.
    Unit,
}

/// A field.
pub struct Field {
    /// Its place as written, fields under `cfg` included: the `INDEX` of `Field<T, Owner, INDEX>`.
    pub index: usize,
    /// How it is reached: `x` or `0`.
    pub member: Member,
    /// The name of a parameter or variable for it: `x` or `field0`.
    pub name: Ident,
    /// Its visibility.
    pub vis: Visibility,
    /// Its type as declared.
    pub ty: Type,
    /// Its attributes, without dunder's.
    pub attrs: Vec<Attribute>,
    /// What `#[field(...)]` says, descriptors among it, in the order written.
    pub options: Options,
    /// Its descriptors, in the order written.
    pub descriptors: Vec<Descriptor>,
}

/// What a field gets when nobody gives it a value.
pub enum FieldDefault<'a> {
    /// `default`: the type's own.
    OfType,
    /// `default = expr`.
    Expr(&'a Expr),
}

impl Class {
    /// The fields of a struct; none for an enum.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.body {
            Body::Struct(fields) => &fields.list,
            Body::Enum(_) => &[],
        }
    }

    /// All fields, those of an enum's variants too.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        let (own, variants) = match &self.body {
            Body::Struct(fields) => (Some(fields), None),
            Body::Enum(variants) => (None, Some(variants)),
        };
        own.into_iter()
            .chain(
                variants
                    .into_iter()
                    .flatten()
                    .map(|variant| &variant.fields),
            )
            .flat_map(|fields| &fields.list)
    }

    /// The fields that are stored: all but the init-only ones.
    pub fn stored(&self) -> impl Iterator<Item = &Field> {
        self.fields().iter().filter(|field| !field.init_only())
    }

    /// Whether it is an enum.
    #[must_use]
    pub fn is_enum(&self) -> bool {
        matches!(self.body, Body::Enum(_))
    }

    /// The derive below that gives a trait of this name, if there is one.
    #[must_use]
    pub fn derived(&self, name: &str) -> Option<&Path> {
        self.derives.iter().find(|path| {
            path.segments
                .last()
                .is_some_and(|segment| segment.ident == name)
        })
    }

    /// Whether `==` is ours to give.
    #[must_use]
    pub fn gives_eq(&self) -> bool {
        self.options.switch("eq") && self.derived("PartialEq").is_none()
    }

    /// Whether a cross-field rule couples the fields.
    #[must_use]
    pub fn coupled(&self) -> bool {
        self.options.get("rule").is_some()
    }

    /// Whether a field is stored as `Field<T, Owner, INDEX>`: something guards it.
    #[must_use]
    pub fn describes(&self, field: &Field) -> bool {
        !self.is_enum()
            && !field.init_only()
            && (self.coupled()
                || self.options.flag("frozen")
                || field.options.flag("frozen")
                || field.secret()
                || field.options.flag("observed")
                || !field.descriptors.is_empty())
    }

    /// Whether a field may change after construction.
    #[must_use]
    pub fn frozen(&self, field: &Field) -> bool {
        self.options.flag("frozen") || field.options.flag("frozen")
    }

    /// Whether the field itself is private whatever is declared, so that no whole field is put in its place from
    /// elsewhere: under a `rule` and where nothing may change. Its accessors keep the declared visibility.
    #[must_use]
    pub fn hides(&self, field: &Field) -> bool {
        !self.is_enum() && (self.coupled() || self.frozen(field))
    }

    /// Whether making one can fail: then `new`, `with_*` and `build` return a `Result`.
    #[must_use]
    pub fn fallible(&self) -> bool {
        self.coupled()
            || self.options.get("try_post_init").is_some()
            || self.fields().iter().any(Field::fallible)
    }

    /// `impl<...>` parameters, the type with its arguments, and the where clause.
    #[must_use]
    pub fn split(
        &self,
    ) -> (
        syn::ImplGenerics<'_>,
        TokenStream,
        Option<&syn::WhereClause>,
    ) {
        let (params, arguments, clause) = self.generics.split_for_impl();
        let ident = &self.ident;
        (params, quote!(#ident #arguments), clause)
    }

    /// Whether generated code must name something that its author deprecated.
    #[must_use]
    pub fn mentions_deprecated(&self) -> bool {
        let deprecated =
            |attrs: &[Attribute]| attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
        deprecated(&self.attrs) || self.all_fields().any(|field| deprecated(&field.attrs))
    }
}

impl Fields {
    /// A literal of these fields under `path`, with the value that `each` gives; `cfg`s are kept.
    pub fn literal(&self, path: &TokenStream, each: impl Fn(&Field) -> TokenStream) -> TokenStream {
        let stored = self.list.iter().filter(|field| !field.init_only());
        let entries = stored.map(|field| {
            let (cfgs, member, value) = (field.cfgs(), &field.member, each(field));
            match member {
                Member::Named(name) if *name == value.to_string() => quote!(#(#cfgs)* #member),
                Member::Named(_) => quote!(#(#cfgs)* #member: #value),
                Member::Unnamed(_) => value,
            }
        });
        match self.shape {
            Shape::Unit => quote!(#path),
            Shape::Named => quote!(#path { #(#entries),* }),
            Shape::Tuple => quote!(#path(#(#entries),*)),
        }
    }
}

impl Field {
    /// The name as text: `x` or `0`.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.member {
            Member::Named(ident) => crate::names::plain(ident),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// The end of a method's name for it: `with_x`, `set_0`.
    #[must_use]
    pub fn method(&self, prefix: &str) -> Ident {
        match &self.member {
            Member::Named(ident) => crate::names::prefixed(prefix, ident),
            Member::Unnamed(index) => format_ident!("{prefix}_{}", index.index, span = index.span),
        }
    }

    /// Where an error about the field belongs.
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => syn::spanned::Spanned::span(&self.ty),
        }
    }

    /// Its `cfg` attributes, which everything about it must repeat.
    #[must_use]
    pub fn cfgs(&self) -> Vec<&Attribute> {
        self.attrs
            .iter()
            .filter(|attr| attr.path().is_ident("cfg"))
            .collect()
    }

    /// Its doc comment as text.
    #[must_use]
    pub fn docs(&self) -> String {
        doc_text(&self.attrs)
    }

    /// Whether one of its descriptors can refuse a value.
    #[must_use]
    pub fn fallible(&self) -> bool {
        let ty = types::option(&self.ty).unwrap_or(&self.ty);
        self.descriptors
            .iter()
            .any(|descriptor| descriptor.can_refuse(ty))
    }

    /// Whether it is a parameter of the constructor that is not stored.
    #[must_use]
    pub fn init_only(&self) -> bool {
        self.options.flag("init_only")
    }

    /// Whether it is printed as `'**********'`.
    #[must_use]
    pub fn secret(&self) -> bool {
        self.options.flag("secret")
    }

    /// Whether it counts for equality, order and hash.
    #[must_use]
    pub fn compared(&self) -> bool {
        self.options.switch("compare")
    }

    /// What it gets when nobody gives it a value.
    #[must_use]
    pub fn default(&self) -> Option<FieldDefault<'_>> {
        let opt = self.options.get("default")?;
        Some(opt.expr().map_or(FieldDefault::OfType, FieldDefault::Expr))
    }

    /// Whether `new` takes it: no default, and not `init = false`.
    #[must_use]
    pub fn required(&self) -> bool {
        self.options.switch("init") && self.options.get("default").is_none()
    }

    /// Whether parameters for it take `impl Into<T>`: for `String`, and where `into` says so.
    #[must_use]
    pub fn into(&self) -> bool {
        match self.options.get("into") {
            Some(opt) => !matches!(opt.value, Value::Bool(false)),
            None => types::is_string(&self.ty),
        }
    }
}

impl FieldDefault<'_> {
    /// The value as an expression of type `ty`. String literals convert with `Into`, unless the type is a reference.
    #[must_use]
    pub fn value(&self, ty: &Type) -> TokenStream {
        match self {
            Self::OfType => quote!(<#ty as ::core::default::Default>::default()),
            Self::Expr(expr) if is_string_literal(expr) && !matches!(ty, Type::Reference(_)) => {
                quote!(::core::convert::Into::into(#expr))
            }
            Self::Expr(expr) => expr.to_token_stream(),
        }
    }

    /// Whether the value may stand in a `const fn`: a literal that needs no conversion.
    #[must_use]
    pub fn is_const(&self, ty: &Type) -> bool {
        match self {
            Self::OfType => false,
            Self::Expr(expr) if is_string_literal(expr) => matches!(ty, Type::Reference(_)),
            Self::Expr(expr) => is_literal(expr),
        }
    }
}

fn is_string_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(lit) if matches!(lit.lit, Lit::Str(_)))
}

fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => is_literal(&unary.expr),
        _ => false,
    }
}

/// The text of doc comments, one line each, without the space that `///` leaves.
#[must_use]
pub fn doc_text(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        if let syn::Meta::NameValue(meta) = &attr.meta
            && let Expr::Lit(lit) = &meta.value
            && let Lit::Str(text) = &lit.lit
        {
            let line = text.value();
            lines.push(line.strip_prefix(' ').unwrap_or(&line).to_owned());
        }
    }
    lines.join("\n").trim_end().to_owned()
}
