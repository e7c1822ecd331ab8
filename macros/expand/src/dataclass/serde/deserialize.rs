//! `Deserialize`: the twin is read, and the class made from it.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;

use super::attributes::Attributes;
use super::generics::{clause, with_de};
use super::names;
use super::raw::{Plan, Reading, shape};
use super::{has_own_default, last};
use crate::class::{Class, Field, Shape, bounds, types};
use crate::dataclass::constructor::{Source, body_from};
use crate::dataclass::descriptors::{self, guard};
use crate::names::local;

/// `impl FromRaw` and `impl Deserialize`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let Some(derive) = super::taken(class) else {
        return TokenStream::new();
    };
    let reading = Reading::of(class);
    let plans = reading.plans();
    let default = reading.default(&plans);
    let Reading { twin, serde, .. } = &reading;
    let (params, this, _) = class.split();
    let (_, arguments, _) = class.generics.split_for_impl();
    let mut needs = descriptors::bounds::predicates(class, class.stored()).unwrap_or_default();
    needs.extend(reading.nested_bounds(&plans));
    needs.extend(plans.iter().filter_map(|plan| default_bound(class, plan)));
    let item = reading.item(derive, &plans, &needs);
    let made_clause = clause(class, &needs);
    let readers = reading.readers(&plans, &needs);
    let (de, with_de) = with_de(class);
    let (de_params, _, _) = with_de.split_for_impl();
    needs.push(quote!(#twin #arguments: #serde::Deserialize<#de>));
    let read_clause = clause(class, &needs);
    let (private, raw) = (class.krate.private(), local("raw"));
    let made = made(&reading, &plans);
    let marks = class.impl_attributes();
    let lints = class.lints();
    quote! {
        #[doc(hidden)]
        #lints
        const _: () = {
            #item
            #default
            #readers
            #marks
            impl #params #serde::FromRaw for #this #made_clause {
                type Raw = #twin #arguments;
                fn from_raw(
                    #raw: #twin #arguments,
                ) -> ::core::result::Result<Self, #private::validation::ValidationError> {
                    #made
                }
            }
            #marks
            impl #de_params #serde::Deserialize<#de> for #this #read_clause {
                fn deserialize<__D: #serde::Deserializer<#de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<Self, __D::Error> {
                    #serde::deserialize(deserializer)
                }
            }
        };
    }
}

/// What the default of a type that is `nested` and may be missing needs of a generic class.
fn default_bound(class: &Class, plan: &Plan) -> Option<TokenStream> {
    let ty = &plan.field.ty;
    let of_type = plan.given && plan.field.options.expr("default").is_none();
    (of_type && bounds::mentions(&class.generics, ty))
        .then(|| quote!(#ty: ::core::default::Default))
}

/// What stops serde's `Deserialize` where it hides behind another name, `use serde::Deserialize as De`, and would leave out
/// `post_init` or a default: an attribute that no other derive minds.
#[must_use]
pub fn refuse_hidden(class: &Class) -> Option<TokenStream> {
    const KNOWN_DERIVES: &[&str] = &[
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "PartialEq",
        "Eq",
        "PartialOrd",
        "Ord",
        "Hash",
        "Serialize",
        "Deserialize",
        "JsonSchema",
    ];
    let container = Attributes::of(&class.attrs, "serde");
    let more = class.options.any(&["post_init", "try_post_init"]).is_some()
        || class.fields().iter().any(has_own_default);
    let taken = container.has_any(&["from", "try_from", "remote", "default"])
        || class.derived("JsonSchema").is_some();
    let known = class.stored().next().is_none() || class.derived("Deserialize").is_some();
    if class.is_enum() || !more || taken || known {
        return None;
    }
    let unknown = |path: &&syn::Path| !KNOWN_DERIVES.contains(&last(path).as_str());
    let unknown: Vec<_> = class.derives.iter().filter(unknown).collect_vec();
    let place = match unknown.as_slice() {
        [] => return None,
        [one] => crate::names::at(one),
        _ => crate::names::at(&class.ident),
    };
    let private = class.krate.private();
    let path = quote!(#private::serde::read_under_another_name).to_string();
    let path = syn::LitStr::new(&path, place);
    Some(quote! {
        #[derive(#private::SerdeAttributes)]
        #[serde(default = #path)]
    })
}

/// The body of `from_raw`: as `new`, with the values of the twin.
fn made(reading: &Reading, plans: &[Plan]) -> TokenStream {
    let Reading {
        class,
        twin,
        serde,
        container,
        ..
    } = reading;
    let raw = local("raw");
    // Under names that no default sees: in one, `port` may be a function, or the field before it that is made by now.
    let names = plans.iter().map(|plan| {
        let (cfgs, given) = (plan.field.cfgs(), plan.given_name());
        match &plan.field.member {
            syn::Member::Named(name) => quote!(#(#cfgs)* #name: #given),
            syn::Member::Unnamed(_) => given.to_token_stream(),
        }
    });
    let pattern = match shape(class) {
        Shape::Named => quote!(#twin { #(#names),* }),
        Shape::Tuple => quote!(#twin(#(#names),*)),
        Shape::Unit => twin.to_token_stream(),
    };
    let plan = |field: &Field| plans.iter().find(|plan| plan.field.index == field.index);
    let body = body_from(
        class,
        &|field| {
            let Some(plan) = plan(field) else {
                return Source::Default;
            };
            let value = plan.unwrapped(serde);
            if plan.given {
                Source::Or(value)
            } else {
                Source::Value(value)
            }
        },
        &|field, value| {
            plan(field)?
                .nested()
                .then(|| read_nested(class, field, value))
        },
    );
    let body = if class.fallible() {
        body
    } else {
        quote!(::core::result::Result::Ok({ #body }))
    };
    let pairs = names::pairs(class, container);
    let private = class.krate.private();
    if pairs.is_empty() || !class.fallible() {
        return quote!(let #pattern = #raw; #body);
    }
    quote! {
        let #pattern = #raw;
        #serde::renamed(
            &[#(#pairs),*],
            move || -> ::core::result::Result<Self, #private::validation::ValidationError> { #body },
        )
    }
}

/// A field read through its class's raw form. Rules of its length need no items: they are looked at whatever is wrong
/// with these.
fn read_nested(class: &Class, field: &Field, value: &TokenStream) -> TokenStream {
    let private = class.krate.private();
    let rules = quote!(#private::validation::rules);
    let ty = types::ruled(&field.ty);
    let (attempt, items) = (local("attempt"), local("items"));
    let checks: Vec<_> = field
        .descriptors
        .iter()
        .filter(|step| matches!(step.rule.key.name, "len" | "non_empty") && !step.broken)
        .filter_map(|step| guard::rule(&rules, step, ty))
        .map(|rule| quote!(#attempt.check(#items, &#rule);))
        .collect_vec();
    if checks.is_empty() {
        return quote!(#value.into_field());
    }
    quote!(#value.into_field_of_length(|#attempt, #items| { #(#checks)* }))
}
