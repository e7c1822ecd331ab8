//! What is kept beside the fields: cached values and observers.
//!
//! `#[field(cached = path)]` makes every other field a described one, set through the class's own methods alone, as a
//! `rule` does: nothing that a cached value was computed from changes unnoticed. Which fields a function reads
//! nobody knows, so each change forgets all cached values.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::class::{Class, Field};
use crate::names::{at, local, respan};

/// The statements that forget what `object` has computed.
#[must_use]
pub fn forget(class: &Class, object: &TokenStream) -> TokenStream {
    let cached = class.cached().iter().map(|field| {
        let (cfgs, member) = (field.cfgs(), &field.member);
        quote!(#(#cfgs)* #object.#member.clear();)
    });
    cached.collect_tokens()
}

/// A reference to the cached value, computed where there is none.
#[must_use]
pub fn cached_value(field: &Field) -> Option<TokenStream> {
    let path = field.options.path("cached")?;
    let (member, ty) = (&field.member, &field.ty);
    let (compute, span) = (local("compute"), at(path));
    // As a pointer first, which is where a wrong signature is told of.
    let pointer = quote_spanned!(span=> let #compute: fn(&Self) -> #ty =);
    Some(quote!(self.#member.get(|| { #pointer #path; #compute(self) })))
}

/// The statements that tell the observers of those fields of `self` that have any; each comes with its old value, a
/// reference.
#[must_use]
pub fn tell<'a>(
    class: &Class,
    fields: impl IntoIterator<Item = (&'a Field, TokenStream)>,
) -> Option<TokenStream> {
    let private = class.krate.private();
    let told = local("told");
    let observed: Vec<_> = fields
        .into_iter()
        .filter_map(|(field, old)| Some((field, field.observers.as_ref()?, old)))
        .collect_vec();
    let several = observed.len() > 1;
    let tell = observed.iter().map(|(field, observers, old)| {
        let (cfgs, member) = (field.cfgs(), &field.member);
        let get = quote!(#private::validation::Field::get);
        let changed = if several {
            quote!(#told.changed)
        } else {
            quote!(#private::class::changed)
        };
        // All of it at the type, which may be no `PartialEq`.
        let call = quote!(#changed(&self.#observers, #get(#old), #get(&self.#member)););
        let call = respan(call, at(&field.ty));
        quote!(#(#cfgs)* #call)
    });
    let tell: TokenStream = tell.collect_tokens();
    match observed.len() {
        0 => None,
        1 => Some(tell),
        _ => Some(quote! {
            let mut #told: #private::class::Told = ::core::default::Default::default();
            #tell
            #told.resume();
        }),
    }
}

/// `on_x_change`.
#[must_use]
pub fn methods(class: &Class) -> Vec<TokenStream> {
    class
        .stored()
        .filter_map(|field| subscribe(class, field))
        .collect_vec()
}

fn subscribe(class: &Class, field: &Field) -> Option<TokenStream> {
    let observers = field.observers.as_ref()?;
    let krate = &class.krate;
    let (cfgs, vis, ty, label) = (field.cfgs(), &field.vis, &field.ty, field.label());
    let name = quote::format_ident!("on_{}_change", field.stem, span = field.span());
    let docs = super::docs([&*format!(
        "Calls `observer` with the old and the new value whenever `{label}` changes, until the subscription is\n\
         dropped."
    )]);
    // A type that may not live long enough is told of at the field.
    let call = respan(quote!(self.#observers.on(observer)), at(ty));
    Some(quote! {
        #(#cfgs)*
        #docs
        #vis fn #name(
            &self,
            observer: impl ::core::ops::Fn(&#ty, &#ty)
                + ::core::marker::Send + ::core::marker::Sync + 'static,
        ) -> #krate::Subscription {
            #call
        }
    })
}

/// The fields of the struct that keep them.
#[must_use]
pub fn stored<'a>(class: &'a Class, fields: &'a crate::class::Fields) -> Vec<(usize, TokenStream)> {
    let private = class.krate.private();
    // serde has nothing to do with them.
    let skip = class
        .derived("Serialize")
        .map(|_| quote!(#[serde(skip)]))
        .into_token_stream();
    let cached = fields.cached.iter().map(|field| {
        let (attrs, member, ty) = (&field.attrs, &field.member, &field.ty);
        let tokens = quote!(#(#attrs)* #skip #member: #private::class::Cached<#ty>);
        (field.index, tokens)
    });
    let observers = fields.list.iter().filter_map(|field| {
        let (cfgs, name, ty) = (field.cfgs(), field.observers.as_ref()?, &field.ty);
        let tokens = quote!(#(#cfgs)* #skip #name: #private::class::Observers<#ty>);
        Some((field.index, tokens))
    });
    cached.chain(observers).collect_vec()
}
