//! `#[factory(serde)]`: what makes a product's key part of its documents.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::TokenStream;
use syn::parse_quote;

use super::model::Model;
use crate::block::Trait;
use crate::names::respan;

/// The trait, under one that tells what a product is.
pub(super) fn item(model: &Model) -> Trait {
    let mut item = model.item.clone();
    if model.serde.is_some() {
        let factory = super::path(&model.krate);
        item.supertraits.push(parse_quote!(#factory::Concrete));
    }
    item
}

/// The statement that answers a registry which asks how a registered type is written and read.
pub(super) fn answer(model: &Model) -> Option<TokenStream> {
    let factory = super::path(&model.krate);
    model.serde.as_ref().map(|_| {
        quote! {
            if #factory::fill_persist::<Self, __Made>(slot, |made| ::std::boxed::Box::new(made)) {
                return;
            }
        }
    })
}

/// What a registered type has to be.
pub(super) fn bound(model: &Model) -> Option<TokenStream> {
    let factory = super::path(&model.krate);
    model.serde.as_ref().map(|_| quote!(+ #factory::Persistent))
}

/// `Serialize` for the trait object, `Deserialize` for a box of it.
pub(super) fn impls(model: &Model) -> Option<TokenStream> {
    let persist = model.serde.as_ref()?;
    let factory = super::path(&model.krate);
    let object = model.object();
    let generics = model.generics();
    let (impl_generics, _, clause) = generics.split_for_impl();
    let mut with_lifetime = generics.clone();
    with_lifetime.params.insert(0, parse_quote!('de));
    let (de_generics, _, _) = with_lifetime.split_for_impl();
    let tagging = match (&persist.tag, &persist.content) {
        (Some(tag), Some(content)) => {
            quote!(#factory::Tagging::Adjacent { fields: &[#tag, #content] })
        }
        (Some(tag), None) => quote!(#factory::Tagging::Internal { tag: #tag }),
        (None, _) => quote!(#factory::Tagging::External),
    };
    // At the option's place, where the error about a missing feature belongs.
    let at = persist.at;
    let macro_path = respan(factory.clone(), at);
    let serde = quote!(#factory::serde);
    let impls = quote! {
        #[automatically_derived]
        impl #impl_generics #serde::Serialize for #object #clause {
            fn serialize<__Serializer>(
                &self,
                serializer: __Serializer,
            ) -> ::core::result::Result<__Serializer::Ok, __Serializer::Error>
            where
                __Serializer: #serde::Serializer,
            {
                let value = #factory::Concrete::__dunder_any(self);
                #factory::serialize::<Self, __Serializer>(value, #tagging, serializer)
            }
        }

        #[automatically_derived]
        impl #de_generics #serde::Deserialize<'de> for ::std::boxed::Box<#object> #clause {
            fn deserialize<__Deserializer>(
                deserializer: __Deserializer,
            ) -> ::core::result::Result<Self, __Deserializer::Error>
            where
                __Deserializer: #serde::Deserializer<'de>,
            {
                #factory::deserialize::<#object, __Deserializer>(deserializer, #tagging)
            }
        }
    };
    Some(quote_spanned!(at=> #macro_path::persist! { #impls }))
}
