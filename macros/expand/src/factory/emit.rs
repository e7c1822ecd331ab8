//! The factory, and what hangs on the trait object.
//!
//! Type parameters are not hygienic: those made here have names that nobody writes.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::format_ident;
use syn::parse_quote;

use super::model::Model;
use super::persist;
use crate::names::{local, plain};

/// What stands beside the trait.
pub(super) fn emit(model: &Model) -> TokenStream {
    let factory = namespace(model);
    let functions = functions(model);
    let object = object(model);
    let serde = persist::impls(model);
    quote!(#factory #functions #object #serde)
}

/// The factory's type; it has no values.
fn namespace(model: &Model) -> TokenStream {
    let (vis, name, object) = (&model.item.vis, &model.name, model.object());
    let doc = format!("Makes [`{}`] trait objects by key.", model.item.ident);
    let generics = model.generics();
    let (_, _, clause) = generics.split_for_impl();
    if generics.params.is_empty() {
        quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #vis enum #name {}
        }
    } else {
        quote! {
            #[doc = #doc]
            #[allow(dead_code)]
            #vis struct #name #generics (::core::marker::PhantomData<fn(&(#object))>) #clause;
        }
    }
}

/// `create` and the rest.
fn functions(model: &Model) -> TokenStream {
    let factory = super::path(&model.krate);
    let (vis, name, object) = (&model.item.vis, &model.name, model.object());
    let generics = model.generics();
    let (impl_generics, type_generics, clause) = generics.split_for_impl();
    let names: Vec<_> = model.args.iter().map(|arg| &arg.name).collect_vec();
    let types: Vec<_> = model.args.iter().map(|arg| &arg.ty).collect_vec();
    // Hygienic, so that no argument's name meets them.
    let [key, constructor] = ["key", "constructor"].map(local);
    let any_constructor = quote! {
        impl ::core::ops::Fn(#(#types),*) -> __Returned
            + ::core::marker::Send + ::core::marker::Sync + 'static
    };
    let bounds = quote!(where __Returned: #factory::Outcome<__How, #object>);
    let shared = quote! {
        ::std::sync::Arc::new(move |#(#names: #types),*| {
            #factory::Outcome::outcome(#constructor(#(#names),*))
        })
    };
    let registry = quote!(<#object as #factory::Product>::registry());
    quote! {
        #[allow(dead_code)]
        impl #impl_generics #name #type_generics #clause {
            /// Makes what is registered under `key`.
            ///
            /// # Errors
            ///
            /// If nothing, or more than one type, is registered under `key`; if the constructor fails.
            #[inline]
            #vis fn create(
                #key: &::core::primitive::str #(, #names: #types)*
            ) -> ::core::result::Result<<#object as #factory::Product>::Pointer, #factory::FactoryError> {
                #factory::create::<#object>(#key, |#constructor| match #constructor {
                    #factory::Constructor::Infallible(#constructor) => {
                        ::core::result::Result::Ok(#constructor(#(#names),*))
                    }
                    #factory::Constructor::Fallible(#constructor) => #constructor(#(#names),*),
                })
            }

            /// The keys, sorted; without aliases.
            #[must_use]
            #vis fn keys() -> ::std::vec::Vec<&'static ::core::primitive::str> {
                #registry.keys()
            }

            /// Whether something is registered under `key`.
            #[must_use]
            #vis fn contains(key: &::core::primitive::str) -> ::core::primitive::bool {
                #registry.contains(key)
            }

            /// Whether each key stands for one type; for a test.
            ///
            /// # Errors
            ///
            /// All keys that are registered more than once, with the places; or that there are no keys at all.
            #vis fn verify() -> ::core::result::Result<(), #factory::FactoryError> {
                #registry.verify()
            }

            /// Whether `keys` are all there; for a test, since a crate that is not linked cannot be missed from inside.
            ///
            /// # Errors
            ///
            /// The keys that are not there.
            #vis fn require(
                keys: &[&::core::primitive::str]
            ) -> ::core::result::Result<(), #factory::FactoryError> {
                #registry.require(keys)
            }

            /// Registers a constructor at run time, until the guard drops.
            ///
            /// # Errors
            ///
            /// If the key is taken.
            #[track_caller]
            #vis fn register<__How, __Returned>(
                key: &::core::primitive::str,
                #constructor: #any_constructor,
            ) -> ::core::result::Result<#factory::Registration<#object>, #factory::FactoryError>
            #bounds
            {
                #registry.register::<__Returned>(key, #shared)
            }

            /// Puts a constructor under `key` for the whole program, until the guard drops, whether the key is taken
            /// or not.
            #[track_caller]
            #vis fn replace<__How, __Returned>(
                key: &::core::primitive::str,
                #constructor: #any_constructor,
            ) -> #factory::Registration<#object>
            #bounds
            {
                #registry.replace::<__Returned>(key, #shared)
            }

            /// Puts a constructor under `key` for this thread, until the guard drops, whether the key is taken or not.
            #[track_caller]
            #vis fn scoped<__How, __Returned>(
                key: &::core::primitive::str,
                #constructor: #any_constructor,
            ) -> #factory::Scoped<#object>
            #bounds
            {
                #registry.scoped::<__Returned>(key, #shared)
            }
        }
    }
}

/// What a registration reaches by the trait's path.
fn object(model: &Model) -> TokenStream {
    let factory = super::path(&model.krate);
    let (object, item) = (model.object(), &model.item);
    let generics = model.generics();
    let (impl_generics, _, clause) = generics.split_for_impl();
    let (name, noun) = (plain(&item.ident), &model.noun);
    let pointer = if model.shared {
        quote!(::std::sync::Arc)
    } else {
        quote!(::std::boxed::Box)
    };
    let registry = if generics.params.is_empty() {
        quote! {
            static REGISTRY: #factory::Registry<#object> = #factory::Registry::new();
            &REGISTRY
        }
    } else {
        quote! {
            static REGISTRIES: #factory::Chain = #factory::Chain::new();
            REGISTRIES.get(#factory::Registry::<Self>::new)
        }
    };
    let names: Vec<_> = model.args.iter().map(|arg| &arg.name).collect_vec();
    let types: Vec<_> = model.args.iter().map(|arg| &arg.ty).collect_vec();
    let unused = model.args.iter().map(|_| quote!(_));
    let constructor = local("constructor");

    let mut make = generics.clone();
    let product = format_ident!("__Product");
    let (_, parameters, _) = item.generics.split_for_impl();
    let ident = &item.ident;
    let implements = quote!(#ident #parameters);
    let (answer, persistent) = (persist::answer(model), persist::bound(model));
    make.params
        .push(parse_quote!(#product: #implements + 'static));
    let (make_generics, _, make_clause) = make.split_for_impl();

    quote! {
        #[automatically_derived]
        impl #impl_generics #factory::Product for #object #clause {
            type Pointer = #pointer<Self>;
            type Constructor = dyn ::core::ops::Fn(#(#types),*)
                -> ::core::result::Result<Self::Pointer, #factory::Failure>
                + ::core::marker::Send + ::core::marker::Sync;
            type Infallible = dyn ::core::ops::Fn(#(#types),*) -> Self::Pointer
                + ::core::marker::Send + ::core::marker::Sync;
            const NAME: &'static ::core::primitive::str = #name;
            const NOUN: &'static ::core::primitive::str = #noun;

            #[inline]
            fn registry() -> &'static #factory::Registry<Self> {
                #registry
            }
        }

        #[automatically_derived]
        impl #make_generics #factory::Make<#product, #pointer<Self>> for #object #make_clause {
            #[inline]
            fn make(value: #product) -> #pointer<Self> {
                #pointer::new(value)
            }
        }

        #[allow(dead_code)]
        impl #impl_generics #object #clause {
            #[doc(hidden)]
            pub const __DUNDER_HOME: #factory::Crate = #factory::here!();

            #[doc(hidden)]
            pub fn __dunder_by_default<__Made>(slot: &mut dyn ::core::any::Any)
            where
                __Made: #implements + #factory::ByDefault #persistent + 'static,
            {
                #answer
                #factory::fill::<Self>(slot, &|#(#unused),*| {
                    #pointer::new(<__Made as #factory::ByDefault>::by_default())
                });
            }

            #[doc(hidden)]
            pub fn __dunder_by<__Made, __Returned>(
                slot: &mut dyn ::core::any::Any,
                #constructor: impl ::core::ops::Fn(#(#types),*) -> __Returned
                    + ::core::marker::Send + ::core::marker::Sync + 'static,
            )
            where
                __Made: #implements #persistent + 'static,
                __Returned: #factory::Constructed<__Made>,
            {
                #answer
                let #constructor = move |#(#names: #types),*| ::core::result::Result::map(
                    #factory::Constructed::constructed(#constructor(#(#names),*)),
                    |made| #pointer::new(made) as #pointer<Self>,
                );
                if <__Returned as #factory::Constructed<__Made>>::FALLIBLE {
                    #factory::fill_fallible::<Self>(slot, ::std::boxed::Box::leak(::std::boxed::Box::new(#constructor)));
                } else {
                    #factory::fill::<Self>(slot, ::std::boxed::Box::leak(::std::boxed::Box::new(
                        move |#(#names: #types),*| ::core::result::Result::unwrap_or_else(
                            #constructor(#(#names),*),
                            #factory::Failure::impossible,
                        ),
                    )));
                }
            }
        }
    }
}
