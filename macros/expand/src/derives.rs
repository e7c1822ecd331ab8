//! The parts of a data class that also stand alone: `derive(dunder::Repr)` and `derive(dunder::Display)`.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use syn::{Attribute, LitStr, Meta};

use crate::class::{Body, Class, Field, Variant, parse, tables};
use crate::dataclass::{display, repr};
use crate::errors::Errors;
use crate::names::{Krate, local};
use crate::opaque;
use crate::options::Options;

/// Expands `#[derive(dunder::Repr)] item`.
#[must_use]
pub fn repr(item: TokenStream) -> TokenStream {
    opaque::expand(TokenStream::new(), item, &|_, item, errors| {
        let Some(class) = class(item, "#[derive(dunder::Repr)]", errors) else {
            return TokenStream::new();
        };
        repr::check(&class, errors);
        repr::implementation(&class)
    })
}

/// Expands `#[derive(dunder::Display)] item`.
#[must_use]
pub fn display(item: TokenStream) -> TokenStream {
    opaque::expand(TokenStream::new(), item, &|_, item, errors| {
        let Some(class) = class(item, "#[derive(dunder::Display)]", errors) else {
            return TokenStream::new();
        };
        repr::check(&class, errors);
        display_of(&class, errors)
    })
}

/// The expansion of a derive that only declares its helper attributes.
#[must_use]
pub fn nothing(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

fn class(item: TokenStream, macro_name: &str, errors: &Errors) -> Option<Class> {
    let none = Options::default();
    let mut class = parse::item_of(item, none, macro_name, &tables::DERIVE_FIELD, errors)?;
    for attr in class
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("dunder"))
    {
        match &attr.meta {
            Meta::List(list) => {
                class
                    .options
                    .extend(list.tokens.clone(), &tables::DERIVE, errors);
            }
            _ => errors.at(
                attr,
                "`#[dunder]` needs options: write `#[dunder(style = rust)]`, for instance",
            ),
        }
    }
    class.krate = Krate::new(class.options.path("crate").cloned());
    Some(class)
}

fn display_of(class: &Class, errors: &Errors) -> TokenStream {
    let f = local("f");
    let on_item = format_of(&class.attrs, errors);
    for field in class.all_fields() {
        if let Some(attr) = display_attrs(&field.attrs).next() {
            errors.at(attr, "`#[display]` goes on the struct or the variant, and names the fields: `#[display(\"{x}\")]`");
        }
    }
    match (&class.body, on_item) {
        (Body::Struct(fields), Some(text)) => {
            display::check_text(class, fields, &text, errors);
            let place = |field: &Field| repr::of_self(class, field);
            let body = display::formatted(class, fields, &text, &place, &f);
            let clause = display::clause(class, &class.generics, fields, &text);
            display::implementation(class, &clause, &f, &body)
        }
        (Body::Struct(_), None) => by_repr(class),
        (Body::Enum(variants), on_item) => {
            if let Some(text) = on_item {
                errors.at(text, "one format string does not fit all variants; write `#[display(\"...\")]` on each variant");
            }
            let texts: Vec<_> = variants
                .iter()
                .map(|variant| format_of(&variant.attrs, errors))
                .collect_vec();
            if texts.iter().all(Option::is_none) {
                return by_repr(class);
            }
            by_variant(class, variants, &texts, errors)
        }
    }
}

/// By the class's own `Repr` if it has one, else by the text that `derive(dunder::Repr)` would give it.
fn by_repr(class: &Class) -> TokenStream {
    let (private, f) = (class.krate.private(), local("f"));
    let body = repr::body(class, &f);
    let body = quote! {
        #[allow(unused_imports)]
        use #private::repr::DisplayByText as _;
        #private::repr::Shown::<Self>(self).__dunder_display(#f, &|#f| { #body })
    };
    display::implementation(class, &repr::clause(class), &f, &body)
}

/// Each variant by its format string or, without one, by its repr.
fn by_variant(
    class: &Class,
    variants: &[Variant],
    texts: &[Option<LitStr>],
    errors: &Errors,
) -> TokenStream {
    let (f, imports) = (local("f"), repr::imports(class));
    let mut generics = class.generics.clone();
    let arms: Vec<_> = variants
        .iter()
        .zip(texts)
        .map(|(variant, text)| match text {
            Some(text) => {
                display::check_text(class, &variant.fields, text, errors);
                generics.where_clause = display::clause(class, &generics, &variant.fields, text);
                display::variant_arm(class, variant, text, &f)
            }
            None => {
                let fields = variant.fields.list.iter();
                generics.where_clause = Some(repr::bounded(class, &generics, fields));
                repr::variant_arm(class, variant, &f)
            }
        })
        .collect_vec();
    let body = quote!(#imports match self { #(#arms)* });
    display::implementation(class, &generics.where_clause, &f, &body)
}

fn display_attrs(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("display"))
}

/// The string of `#[display("...")]`.
fn format_of(attrs: &[Attribute], errors: &Errors) -> Option<LitStr> {
    let mut attrs = display_attrs(attrs);
    let attr = attrs.next()?;
    if let Some(second) = attrs.next() {
        errors.at(second, "`#[display]` is given twice; remove one");
    }
    let text = attr.parse_args();
    if text.is_err() {
        errors.at(
            attr,
            "`#[display]` takes a format string: write `#[display(\"{x}\")]`",
        );
    }
    text.ok()
}
