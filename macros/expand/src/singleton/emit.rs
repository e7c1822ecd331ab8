//! What stands beside the item: the cell, and the functions that read and override it.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::TokenStream;
use syn::Visibility;

use super::model::{Model, Source};
use crate::block::Item;
use crate::names::Krate;

/// The module that singletons' expansions name.
pub(super) fn path(krate: &Krate) -> TokenStream {
    let private = krate.private();
    quote!(#private::singleton)
}

/// The impls.
pub(super) fn emit(model: &Model) -> TokenStream {
    let singleton = path(&model.krate);
    let this = &model.this;
    let generics = model.bounded();
    let (parameters, _, clause) = generics.split_for_impl();
    let cell = cell(model, &singleton);
    let instance = instance(model, &singleton);
    let vis = visibility(model);
    let existing = model.adds("existing").then(|| {
        quote! {
            /// The instance, if it has been made.
            #[must_use]
            #vis fn existing() -> ::core::option::Option<&'static Self> {
                <Self as #singleton::Singleton>::existing()
            }
        }
    });
    let scoped = model.adds("scoped").then(|| {
        quote! {
            /// Puts `instance` in the place of the instance, for this thread, until the guard drops.
            ///
            /// The value is leaked: a reference to it may be kept past the guard, and it is never dropped.
            #vis fn scoped(instance: Self) -> #singleton::Scoped<Self> {
                <Self as #singleton::Singleton>::scoped(instance)
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #parameters #singleton::Singleton for #this #clause {
            #[inline]
            fn cell() -> &'static #singleton::Cell<Self> {
                #cell
            }
        }

        #[allow(dead_code)]
        impl #parameters #this #clause {
            #instance

            #existing
            #scoped
        }
    }
}

/// The place of the instance. A static in a generic function is one for all instances of the function, so a generic
/// singleton's cells are found by type.
fn cell(model: &Model, singleton: &TokenStream) -> TokenStream {
    let this = &model.this;
    if model.is_generic() {
        quote! {
            static CELLS: #singleton::Chain = #singleton::Chain::new();
            CELLS.get(#singleton::Cell::<Self>::new)
        }
    } else {
        quote! {
            static CELL: #singleton::Cell<#this> = #singleton::Cell::new();
            &CELL
        }
    }
}

/// `instance()`, for a type; an `impl` has its constructor.
fn instance(model: &Model, singleton: &TokenStream) -> Option<TokenStream> {
    let Source::Type { vis, ident, init } = &model.source else {
        return None;
    };
    // Which instances of a generic type there is a `Default` for is asked where one is used.
    let clause = (init.is_none() && model.is_generic())
        .then(|| quote_spanned!(ident.span()=> where Self: #singleton::ByDefault));
    let init = match init {
        Some(init) => quote!(#init),
        None => {
            let make = quote_spanned!(ident.span()=> <Self as #singleton::ByDefault>::by_default());
            quote!(|| #make)
        }
    };
    let init = if model.poison {
        quote!(#singleton::poisoning::<Self, _>(#init))
    } else {
        init
    };
    Some(quote! {
        /// The instance, made at the first use.
        ///
        /// # Panics
        ///
        /// If making it panics, and where making it needs it; the next use tries again.
        #[inline]
        #[track_caller]
        #vis fn instance() -> &'static Self #clause {
            <Self as #singleton::Singleton>::cell().get_or_init(#init)
        }
    })
}

/// The functions are as visible as what gives the instance.
fn visibility(model: &Model) -> Visibility {
    match &model.source {
        Source::Type { vis, .. } => vis.clone(),
        Source::Impl {
            block,
            constructors,
            ..
        } => match constructors.first().map(|&at| &block.items.list[at]) {
            Some(Item::Function(function)) => function.vis.clone(),
            _ => Visibility::Inherited,
        },
    }
}
