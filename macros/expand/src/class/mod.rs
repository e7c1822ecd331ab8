//! The model of a class: an annotated struct or enum, parsed once, read by every feature.
//!
//! [`parse`] turns tokens into the model, [`check`] tells what in it contradicts itself. Features are
//! functions from `&Class` to tokens, in [`dataclass`](crate::dataclass).

pub mod bounds;
pub mod check;
pub mod descriptor;
pub mod meta;
pub mod parse;
pub mod shape;
pub mod tables;
pub mod types;

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{Attribute, Expr, Generics, Lit, Member, Path, Type, Visibility};

use crate::names::Krate;
use crate::options::{Options, Value};

pub use descriptor::Descriptor;
pub use meta::{MetaClass, MetaOption};

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
    /// The metaclasses that describe it.
    pub metas: Vec<MetaClass>,
    /// Whether `#[dataclass]` made it, which stores what is described; a derive only reads the item.
    pub is_dataclass: bool,
    /// The item as written: what no generated name may equal.
    pub written: TokenStream,
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
    /// What is computed from them: `#[field(cached = path)]`. No feature but the getters knows of these.
    pub cached: Vec<Field>,
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
    /// The end of a method's name for it: `x` of `x` and of `_x`, `0`.
    pub stem: String,
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
    /// The field of the struct that keeps its observers.
    pub observers: Option<Ident>,
    /// What it says to each of the class's metaclasses.
    pub metas: Vec<Vec<MetaOption>>,
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

    /// What is computed from the fields of a struct.
    #[must_use]
    pub fn cached(&self) -> &[Field] {
        match &self.body {
            Body::Struct(fields) => &fields.cached,
            Body::Enum(_) => &[],
        }
    }

    /// Whether only the class's own methods change its fields: a rule couples them, or something is computed from them.
    #[must_use]
    pub fn owns_changes(&self) -> bool {
        self.coupled() || !self.cached().is_empty()
    }

    /// The option that makes it keep what no `Copy` can: a cached value, or observers.
    #[must_use]
    pub fn keeps_more(&self) -> Option<&'static str> {
        if !self.cached().is_empty() {
            return Some("cached");
        }
        let observed = self.fields().iter().any(|field| field.observers.is_some());
        observed.then_some("observed")
    }

    /// All fields, those of an enum's variants too.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        let mut all = Vec::new();
        match &self.body {
            Body::Struct(fields) => all.extend(&fields.list),
            Body::Enum(variants) => {
                for variant in variants {
                    all.extend(&variant.fields.list);
                }
            }
        }
        all.into_iter()
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

    /// Whether a derive below is dunder's for what the class has already. One that is written as `Class` may be another's.
    #[must_use]
    pub fn gives(&self, path: &Path) -> bool {
        let krate = self.krate.to_token_stream().to_string();
        let krate = krate.rsplit(' ').next().unwrap_or_default();
        let segments = path.segments.iter().collect_vec();
        matches!(&*segments, [.., before, last] if last.ident == "Class" && before.ident == krate)
    }

    /// Whether a cross-field rule couples the fields.
    #[must_use]
    pub fn coupled(&self) -> bool {
        self.options.get("rule").is_some()
    }

    /// Whether a field is stored as `Field<T, Owner, INDEX>`: something guards it.
    #[must_use]
    pub fn describes(&self, field: &Field) -> bool {
        self.is_dataclass
            && !self.is_enum()
            && !field.init_only()
            && (self.owns_changes()
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
        !self.is_enum() && (self.owns_changes() || self.frozen(field))
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

    /// The attributes of a generated impl: the mark that lints look for, and [`lints`](Self::lints).
    #[must_use]
    pub fn impl_attributes(&self) -> TokenStream {
        let lints = self.lints();
        quote!(#[automatically_derived] #lints)
    }

    /// The lints that the author allowed on the item hold in its impls too. What is deprecated about the class is told
    /// to its users, not to its own impls.
    #[must_use]
    pub fn lints(&self) -> TokenStream {
        let deprecated = |attrs: &[Attribute]| attrs.iter().any(|attr| is(attr, "deprecated"));
        let variants = match &self.body {
            Body::Enum(variants) => variants.as_slice(),
            Body::Struct(_) => &[],
        };
        let deprecated = (deprecated(&self.attrs)
            || self.all_fields().any(|field| deprecated(&field.attrs))
            || variants.iter().any(|variant| deprecated(&variant.attrs)))
        .then(|| quote!(#[allow(deprecated)]));
        // A field may be called `_x`; what is generated for it uses that name.
        let mut fields = self.all_fields();
        let underscored = fields
            .any(|field| field.name.to_string().starts_with('_'))
            .then(
                || quote!(#[allow(clippy::used_underscore_binding, clippy::pub_underscore_fields)]),
            );
        let allowed = self
            .attrs
            .iter()
            .filter(|attr| is(attr, "allow") || is(attr, "expect"))
            .filter_map(|attr| attr.meta.require_list().ok())
            .map(|list| &list.tokens);
        quote!(#deprecated #underscored #(#[allow(#allowed)])*)
    }

    /// Whether the struct's fields may lie unaligned, so that nobody can refer to them.
    #[must_use]
    pub fn packed(&self) -> bool {
        let lists = self.attrs.iter().filter(|attr| is(attr, "repr"));
        lists
            .filter_map(|attr| attr.meta.require_list().ok())
            .any(|list| {
                list.tokens
                    .clone()
                    .into_iter()
                    .any(|token| token.to_string() == "packed")
            })
    }

    /// Whether a value has a size, so that a function can take and return it.
    #[must_use]
    pub fn size(&self) -> Size<'_> {
        let Some(last) = self.fields().last() else {
            return Size::Known;
        };
        if types::is_unsized(&last.ty) {
            Size::None
        } else if bounds::mentions_unsized(&self.generics, &last.ty) {
            Size::If(&last.ty)
        } else {
            Size::Known
        }
    }

    /// Whether the getter of a field would have the name of another method of the class.
    #[must_use]
    pub fn clashing_getter(&self, field: &Field) -> bool {
        let Member::Named(name) = &field.member else {
            return false;
        };
        let name = crate::names::plain(name);
        let own = |prefix: &str, option: &str| {
            self.options.switch(option)
                && name.strip_prefix(prefix).is_some_and(|rest| {
                    let mut others = self.stored().filter(|other| other.stem == rest);
                    others.any(|other| option == "with" || self.describes(other))
                })
        };
        let none = field
            .options
            .word("get")
            .is_some_and(|word| word == "false");
        self.describes(field)
            && !none
            && match name.as_str() {
                "new" => self.options.switch("new"),
                "builder" => self.options.flag("builder"),
                "update" => self
                    .stored()
                    .any(|other| self.describes(other) && !self.frozen(other)),
                _ => own("with_", "with") || own("set_", "set"),
            }
    }

    /// The name of the function that computes a cached field, where its getter would have the same.
    #[must_use]
    pub fn computed_by_getter<'a>(&self, field: &'a Field) -> Option<&'a Ident> {
        let path = field.options.path("cached")?;
        let mut segments = path.segments.iter();
        let (owner, name) = (segments.next()?, segments.next()?);
        let own = owner.ident == "Self" || owner.ident == self.ident;
        (segments.next().is_none() && own && name.ident == field.name).then_some(&name.ident)
    }

    /// A name for a generated parameter, type or trait that stands nowhere in the item.
    #[must_use]
    pub fn fresh(&self, name: &str) -> Ident {
        crate::names::fresh(&self.written, name)
    }
}

/// Whether values of a class have a size.
pub enum Size<'a> {
    /// They have.
    Known,
    /// They have if their last field has.
    If(&'a Type),
    /// They have none.
    None,
}

fn is(attr: &Attribute, name: &str) -> bool {
    attr.path().is_ident(name)
}

impl Fields {
    /// The struct's fields for cached values and for observers, which start empty.
    fn companions(&self) -> impl Iterator<Item = (Vec<&Attribute>, &Ident)> {
        let cached = self.cached.iter().map(|field| (field.cfgs(), &field.name));
        let observers = self
            .list
            .iter()
            .filter_map(|field| Some((field.cfgs(), field.observers.as_ref()?)));
        cached.chain(observers)
    }

    /// A literal of these fields under `path`, with the value that `each` gives; `cfg`s are kept.
    pub fn literal(&self, path: &TokenStream, each: &dyn Fn(&Field) -> TokenStream) -> TokenStream {
        let stored = self.list.iter().filter(|field| !field.init_only());
        let entries = stored.map(|field| {
            let (cfgs, member, value) = (field.cfgs(), &field.member, each(field));
            match member {
                Member::Named(name) if *name == value.to_string() => quote!(#(#cfgs)* #member),
                Member::Named(_) => quote!(#(#cfgs)* #member: #value),
                Member::Unnamed(_) => value,
            }
        });
        let empty = self
            .companions()
            .map(|(cfgs, name)| quote!(#(#cfgs)* #name: ::core::default::Default::default()));
        let entries: Vec<_> = entries.chain(empty).collect_vec();
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

    /// A method for it, at the field's place so that errors and go-to-definition lead there: `with_x`, `set_0`.
    #[must_use]
    pub fn method(&self, prefix: &str) -> Ident {
        let span = match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(index) => index.span,
        };
        format_ident!("{prefix}_{}", self.stem, span = span)
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
            .collect_vec()
    }

    /// What its `cfg` attributes ask for.
    #[must_use]
    pub fn conditions(&self) -> Vec<TokenStream> {
        let lists = self.cfgs().into_iter();
        lists
            .filter_map(|attr| attr.meta.require_list().ok())
            .map(|list| list.tokens.clone())
            .collect_vec()
    }

    /// Its doc comment as text.
    #[must_use]
    pub fn docs(&self) -> String {
        doc_text(&self.attrs)
    }

    /// Whether one of its descriptors can refuse a value.
    #[must_use]
    pub fn fallible(&self) -> bool {
        let ty = types::ruled(&self.ty);
        // What is not stored is not guarded; the check says so.
        !self.init_only()
            && self
                .descriptors
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
            Self::Expr(expr) if is_string_literal(expr) && !is_reference(ty) => {
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
            Self::Expr(expr) if is_string_literal(expr) => is_reference(ty),
            Self::Expr(expr) => is_literal(expr),
        }
    }
}

fn is_reference(ty: &Type) -> bool {
    matches!(types::ungroup(ty), Type::Reference(_))
}

fn is_string_literal(expr: &Expr) -> bool {
    matches!(ungroup(expr), Expr::Lit(lit) if matches!(lit.lit, Lit::Str(_)))
}

fn is_literal(expr: &Expr) -> bool {
    match ungroup(expr) {
        Expr::Lit(_) => true,
        Expr::Unary(unary) => is_literal(&unary.expr),
        _ => false,
    }
}

/// The expression without the invisible groups that `macro_rules!` leaves around it.
fn ungroup(mut expr: &Expr) -> &Expr {
    while let Expr::Group(group) = expr {
        expr = &group.expr;
    }
    expr
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
