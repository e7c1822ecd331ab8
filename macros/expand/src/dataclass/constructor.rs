//! `new`: the required fields, in order; the rest take their defaults. For an enum, one constructor per variant.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Member, Path};

use crate::class::{Body, Class, Field, Variant};
use crate::names::local;

/// The constructor.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if !class.options.switch("new") {
        return TokenStream::new();
    }
    match &class.body {
        Body::Struct(_) => {
            let new = Ident::new("new", class.ident.span());
            super::inherent(class, [of_struct(class, &new)])
        }
        Body::Enum(variants) if variants.is_empty() => TokenStream::new(),
        Body::Enum(variants) => super::inherent(
            class,
            variants.iter().map(|variant| of_variant(class, variant)),
        ),
    }
}

fn of_struct(class: &Class, new: &Ident) -> TokenStream {
    let vis = &class.vis;
    let required: Vec<_> = class
        .fields()
        .iter()
        .filter(|field| field.required())
        .collect();
    let parameters = required.iter().map(|field| {
        let (cfgs, name, (ty, _)) = (field.cfgs(), &field.name, parameter(field));
        quote!(#(#cfgs)* #name: #ty)
    });
    let constness = is_const(class).then(|| quote!(const));
    let body = body(class, |field| field.required().then(|| parameter(field).1));
    let doc = documentation(class, &required);
    quote! {
        #[doc = #doc]
        #[must_use]
        #vis #constness fn #new(#(#parameters),*) -> Self {
            #body
        }
    }
}

/// The statements that make a value: each field is what `given` says, else its default, in the order of
/// declaration, so that a default can name the fields before it; then comes `post_init`.
#[must_use]
pub fn body(class: &Class, given: impl Fn(&Field) -> Option<TokenStream>) -> TokenStream {
    let mut lets = Vec::new();
    for field in class.fields() {
        let (cfgs, name, ty) = (field.cfgs(), &field.name, &field.ty);
        let value = match (given(field), field.default()) {
            (Some(value), _) if *name == value.to_string() => continue,
            (Some(value), _) => value,
            (None, Some(default)) => default.value(ty),
            // Reported by the check: there is no value to give.
            (None, None) => quote!(::core::unreachable!()),
        };
        lets.push(quote!(#(#cfgs)* let #name: #ty = #value;));
    }
    let Body::Struct(fields) = &class.body else {
        return TokenStream::new();
    };
    let literal = fields.pattern(&quote!(Self), |field| Some(field.name.to_token_stream()));
    match class.options.path("post_init") {
        None => quote!(#(#lets)* #literal),
        Some(path) => {
            let (this, call) = (local("this"), post_init(class, path));
            quote!(#(#lets)* let mut #this = #literal; #call; #this)
        }
    }
}

fn post_init(class: &Class, path: &Path) -> TokenStream {
    let this = local("this");
    let arguments = class
        .fields()
        .iter()
        .filter(|field| field.init_only())
        .map(|field| {
            let (cfgs, name) = (field.cfgs(), &field.name);
            quote!(#(#cfgs)* #name)
        });
    quote!(#path(&mut #this, #(#arguments),*))
}

/// The type of a parameter for the field, and the parameter's value as the field's type.
#[must_use]
pub fn parameter(field: &Field) -> (TokenStream, TokenStream) {
    let (ty, name) = (&field.ty, &field.name);
    if field.into() {
        (
            quote!(impl ::core::convert::Into<#ty>),
            quote!(::core::convert::Into::into(#name)),
        )
    } else {
        (ty.to_token_stream(), name.to_token_stream())
    }
}

fn is_const(class: &Class) -> bool {
    class.options.any(&["post_init", "try_post_init"]).is_none()
        && class.fields().iter().all(|field| match field.default() {
            _ if class.describes(field) => false,
            Some(default) => default.is_const(&field.ty),
            None => !field.into(),
        })
}

fn documentation(class: &Class, required: &[&Field]) -> String {
    let name = &class.ident;
    let optional = class.fields().iter().any(|field| !field.required());
    let given = required
        .iter()
        .map(|field| format!("`{}`", field.label()))
        .collect::<Vec<_>>();
    match (given.is_empty(), optional) {
        (true, false) => format!(" Makes a `{name}`."),
        (true, true) => format!(" Makes a `{name}` of defaults."),
        (false, false) => format!(" Makes a `{name}` from {}.", given.join(", ")),
        (false, true) => {
            format!(
                " Makes a `{name}` from {}; the other fields take their defaults.",
                given.join(", ")
            )
        }
    }
}

fn of_variant(class: &Class, variant: &Variant) -> TokenStream {
    let vis = &class.vis;
    let ident = &variant.ident;
    let name = snake_case(ident);
    let cfgs = super::item::attributes_named(&variant.attrs, "cfg");
    let list = &variant.fields.list;
    let parameters = list.iter().map(|field| {
        let (cfgs, name, (ty, _)) = (field.cfgs(), &field.name, parameter(field));
        quote!(#(#cfgs)* #name: #ty)
    });
    let literal = variant.fields.pattern(&quote!(Self::#ident), |field| {
        let (_, value) = parameter(field);
        Some(match &field.member {
            Member::Named(member) if *member == value.to_string() => member.to_token_stream(),
            _ => value,
        })
    });
    let constness = list
        .iter()
        .all(|field| !field.into())
        .then(|| quote!(const));
    let doc = format!(" Makes a `{}::{ident}`.", class.ident);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[must_use]
        #vis #constness fn #name(#(#parameters),*) -> Self {
            #literal
        }
    }
}

/// `circle` for `Circle`; a name that no function can have gets a `_` behind it.
fn snake_case(ident: &Ident) -> Ident {
    let mut name = String::new();
    let text = crate::names::plain(ident);
    let letters: Vec<char> = text.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let after_small =
            place > 0 && (letters[place - 1].is_lowercase() || letters[place - 1].is_numeric());
        let before_small = letters
            .get(place + 1)
            .is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase()
            && place > 0
            && letters[place - 1] != '_'
            && (after_small || before_small)
        {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    function_name(&name, ident.span())
}

fn function_name(name: &str, span: Span) -> Ident {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, span),
        Err(_) if matches!(name, "self" | "super" | "crate" | "_") => {
            Ident::new(&format!("{name}_"), span)
        }
        Err(_) => Ident::new_raw(name, span),
    }
}
