//! `Display`: by the repr, or by a format string over the fields.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use syn::{Generics, LitStr, Member, WhereClause};

use super::format::{Mention, mentions};
use super::repr;
use crate::class::{Body, Class, Field, Fields, Size, Variant, bounds};
use crate::errors::{Errors, did_you_mean, listed};
use crate::names::{self, local};

/// `impl Display`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let options = &class.options;
    if !options.switch("repr") || !options.switch("display") || class.derived("Display").is_some() {
        return TokenStream::new();
    }
    if let (Some(text), Body::Struct(fields)) = (options.str("display"), &class.body) {
        let (f, place) = (local("f"), |field: &Field| repr::of_self(class, field));
        let body = formatted(class, fields, text, &place, &f);
        return implementation(
            class,
            &clause(class, &class.generics, fields, text),
            &f,
            &body,
        );
    }
    let (private, f) = (class.krate.private(), local("f"));
    // What may be unsized is no `dyn Repr`; a reference to it is.
    let sized = matches!(class.size(), Size::Known) && class.options.switch("new");
    let this = if sized { quote!(self) } else { quote!(&self) };
    let body = quote!(#private::repr::display(#this, #f));
    implementation(class, &repr::clause(class), &f, &body)
}

/// `impl Display` with this body.
#[must_use]
pub fn implementation(
    class: &Class,
    clause: &impl ToTokens,
    f: &Ident,
    body: &TokenStream,
) -> TokenStream {
    let ((params, this, _), attributes) = (class.split(), class.impl_attributes());
    quote! {
        #attributes
        impl #params ::core::fmt::Display for #this #clause {
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}

/// The expression that writes the format string `text` over `fields`, each found at `place`.
#[must_use]
pub fn formatted(
    class: &Class,
    fields: &Fields,
    text: &LitStr,
    place: &dyn Fn(&Field) -> TokenStream,
    f: &Ident,
) -> TokenStream {
    let Ok(used) = Used::new(class, fields, text) else {
        // Reported: nothing follows from it.
        return quote!({ let _ = #f; ::core::result::Result::Ok(()) });
    };
    let private = class.krate.private();
    // A type that cannot be printed as the string asks is told at the string.
    let (literal, span) = (&used.literal, names::at(text));
    let named = |field: &&Field| {
        used.fields
            .iter()
            .any(|(used, _)| used.index == field.index)
    };
    let arguments = fields.list.iter().filter(named).map(|field| {
        let (name, ty, place) = (&field.name, &field.ty, place(field));
        if field.secret() {
            quote!(#name = #private::repr::Secret)
        } else {
            let value = names::respan(quote!(*#private::repr::value::<#ty>(#place)), span);
            quote!(#name = #value)
        }
    });
    quote!(::core::fmt::Formatter::write_fmt(#f, ::core::format_args!(#literal, #(#arguments),*)))
}

/// The arm of a `match self` that writes the format string `text` over the fields of a variant.
#[must_use]
pub fn variant_arm(class: &Class, variant: &Variant, text: &LitStr, f: &Ident) -> TokenStream {
    let place = |field: &Field| repr::binding(field).into_token_stream();
    let body = formatted(class, &variant.fields, text, &place, f);
    let used =
        Used::new(class, &variant.fields, text).map_or_else(|_| Vec::new(), |used| used.fields);
    let bound =
        |field: &Field| !field.secret() && used.iter().any(|(used, _)| used.index == field.index);
    repr::arm(variant, &bound, &body)
}

/// The where clause of `generics` with what the format string needs: `Display` for `{x}`, `Debug` for `{x:?}`.
#[must_use]
pub fn clause(
    class: &Class,
    generics: &Generics,
    fields: &Fields,
    text: &LitStr,
) -> Option<WhereClause> {
    let mut generics = generics.clone();
    for (field, by) in
        Used::new(class, fields, text).map_or_else(|_| Vec::new(), |used| used.fields)
    {
        if let (false, Some(by)) = (field.secret(), by) {
            let by = Ident::new(by, Span::call_site());
            let bound = quote!(::core::fmt::#by);
            generics.where_clause = Some(bounds::clause(&generics, &[&field.ty], &bound));
        }
    }
    generics.where_clause
}

/// Reports what is wrong with `display = "..."`.
pub fn check(class: &Class, errors: &Errors) {
    let Some(text) = class.options.str("display") else {
        return;
    };
    if !class.options.switch("repr") {
        // Reported among the contradictions.
        return;
    }
    if let Some(path) = class.derived("Display") {
        errors.at(
            path,
            "`display` gives `Display` already; drop it from the derive",
        );
    }
    match &class.body {
        Body::Struct(fields) => check_text(class, fields, text, errors),
        Body::Enum(_) => errors.at(
            text,
            "one format string does not fit all variants; derive `dunder::Display` below and write \
             `#[display(\"...\")]` on each variant",
        ),
    }
}

/// Reports what is wrong with a format string over `fields`.
pub fn check_text(class: &Class, fields: &Fields, text: &LitStr, errors: &Errors) {
    if let Err(message) = Used::new(class, fields, text) {
        errors.at(text, message);
    }
}

/// A format string with the fields that it names.
struct Used<'a> {
    /// The fields in order, with the trait each is printed by.
    fields: Vec<(&'a Field, Option<&'static str>)>,
    /// The string; with names in the place of numbers, which `format_args!` would want all of.
    literal: Literal,
}

impl<'a> Used<'a> {
    fn new(class: &Class, fields: &'a Fields, text: &LitStr) -> Result<Self, String> {
        let value = text.value();
        let mut used = Self {
            fields: Vec::new(),
            literal: text.token(),
        };
        let Some(mentions) = mentions(&value) else {
            return Ok(used);
        };
        let (mut rewritten, mut copied, mut next) = (String::new(), 0, 0);
        for Mention { at, by } in mentions {
            let mut name = value[at.clone()].to_owned();
            if name.is_empty() && by.is_some() {
                name = next.to_string();
                next += 1;
            }
            let field = find(class, fields, &name, at.is_empty())?;
            rewritten.push_str(&value[copied..at.start]);
            rewritten.push_str(&crate::names::plain(&field.name));
            copied = at.end;
            used.fields.push((field, by));
        }
        rewritten.push_str(&value[copied..]);
        if rewritten != value {
            let span = text.span();
            used.literal = Literal::string(&rewritten);
            used.literal.set_span(span);
        }
        Ok(used)
    }
}

fn find<'a>(
    class: &Class,
    fields: &'a Fields,
    name: &str,
    bare: bool,
) -> Result<&'a Field, String> {
    let labels: Vec<_> = fields.list.iter().map(Field::label).collect_vec();
    if let Some(place) = labels.iter().position(|label| label == name) {
        let field = &fields.list[place];
        if field.init_only() {
            return Err(format!(
                "`{name}` is init-only and not stored, so it cannot be printed"
            ));
        }
        return Ok(field);
    }
    let class = &class.ident;
    let labels = labels.iter().map(String::as_str).collect_vec();
    if fields.list.is_empty() {
        let shown = if bare {
            String::new()
        } else {
            format!(" `{name}`")
        };
        return Err(format!("no field{shown}: `{class}` has no fields here"));
    }
    let number = name.bytes().all(|byte| byte.is_ascii_digit());
    if number && matches!(fields.list[0].member, Member::Named(_)) {
        let written = if bare {
            "{}".to_owned()
        } else {
            format!("{{{name}}}")
        };
        return Err(format!(
            "the fields of `{class}` have names: write `{{{}}}` for `{written}`\nfields: {}",
            fields.list[0].label(),
            listed(&labels)
        ));
    }
    if name.contains(['.', '(', '[', '*']) {
        return Err(format!(
            "a format string names fields only, not `{name}`\nfields: {}",
            listed(&labels)
        ));
    }
    let meant = match did_you_mean(name, &labels) {
        Some(meant) => format!("; did you mean `{meant}`?"),
        None => String::new(),
    };
    Err(format!(
        "no field `{name}` in `{class}`{meant}\nfields: {}",
        listed(&labels)
    ))
}
