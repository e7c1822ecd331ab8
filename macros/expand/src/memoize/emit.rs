//! From the model to tokens.
//!
//! ```ignore
//! fn fib(n: u64) -> u64 {
//!     let site = fib::__dunder_site();
//!     let found = site.look(&(by_value(&n),));
//!     match found {
//!         Ok(value) => value,
//!         Err(miss) => {
//!             let value = fib::uncached(n);
//!             site.store(miss, &value, 0);
//!             value
//!         }
//!     }
//! }
//! ```
//!
//! `handle.rs` emits the type `fib` with the cache and the original body.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Attribute;
use syn::spanned::Spanned;

use super::bounds::{self, cloner, probe};
use super::function;
use super::handle;
use super::model::{Handle, Keep, Model, Storage};
use super::store;
use crate::function::Signature;
use crate::names::{local, respan};

pub(super) fn emit(model: &Model) -> TokenStream {
    if model.broken {
        let function = &model.function;
        let handle = matches!(model.handle, Handle::Type).then(|| handle::stub(model));
        return quote!(#function #handle);
    }
    match &model.handle {
        Handle::Type => {
            let function = wrapper(model, &uncached_call(model), &handle::site(model));
            let handle = handle::emit(model);
            quote!(#function #handle)
        }
        Handle::None => wrapper(model, &inline_body(model), &inline_site(model)),
        Handle::Function { name, associated } => {
            let path = function::path(model, name, *associated);
            let site = function::site(model, &path);
            let compute = if model.function.sig.asyncness.is_some() {
                inline_body(model)
            } else {
                function::uncached_call(model)
            };
            let handle = function::emit(model, name);
            let function = wrapper(model, &compute, &site);
            quote!(#function #handle)
        }
    }
}

/// The function that looks first and computes on a miss.
fn wrapper(model: &Model, compute: &TokenStream, site: &TokenStream) -> TokenStream {
    let sig = outer(model);
    let vis = &model.function.vis;
    let attrs = model.function.attrs.iter().map(outer_attr);
    let (at, found, miss, value) = (local("site"), local("found"), local("miss"), local("value"));
    let output = model.output();
    let probe = probe(model, &quote!(self));
    let cloner = cloner(model);
    let place = bounds::place(model);
    let at = respan(at.to_token_stream(), place);
    let store = keep(model, &at, &quote!(#miss), &quote!(#value));
    let is_async = model.function.sig.asyncness.is_some();
    // What waits for others or for a store lets the runtime go on meanwhile.
    let waits = model.single_flight || model.store.is_some();
    let (look, compute) = match (is_async, waits) {
        (false, _) => (
            quote_spanned!(place=> look(&#probe, #cloner)),
            compute.clone(),
        ),
        (true, false) => (
            quote_spanned!(place=> look(&#probe, #cloner)),
            quote!(#compute.await),
        ),
        (true, true) => (
            quote_spanned!(place=> look_async(&#probe, #cloner).await),
            quote!(#miss.run(#compute).await),
        ),
    };
    let looked = quote_spanned!(place=> let #found = #at.#look;);
    // Its name says that the body does not use it; the key does.
    let unused = model
        .arguments
        .iter()
        .any(|argument| argument.name.to_string().starts_with('_'))
        .then(|| quote!(#[allow(clippy::used_underscore_binding)]));
    quote! {
        #(#attrs)*
        #unused
        #vis #sig {
            #site
            #looked
            match #found {
                ::core::result::Result::Ok(#value) => #value,
                ::core::result::Result::Err(#miss) => {
                    let #value: #output = #compute;
                    #store
                    #value
                }
            }
        }
    }
}

/// What `value` weighs.
pub(super) fn weight(model: &Model, value: &TokenStream) -> TokenStream {
    match &model.weigh {
        Some(path) => quote_spanned!(path.span()=> #path(#value)),
        None => quote!(0),
    }
}

/// `site.store(miss, &value, weight)`, if the result is one to keep.
fn keep(model: &Model, at: &TokenStream, miss: &TokenStream, value: &TokenStream) -> TokenStream {
    let private = model.krate.private();
    let weight = weight(model, &quote!(&#value));
    let place = bounds::place(model);
    let is_async = model.function.sig.asyncness.is_some();
    let store = if model.store.is_some() && is_async {
        quote_spanned!(place=> #at.store_async(#miss, &#value, #weight).await;)
    } else {
        quote_spanned!(place=> #at.store(#miss, &#value, #weight);)
    };
    let test = match &model.keep {
        Keep::All => return store,
        Keep::Default => quote!({
            #[allow(unused_imports)]
            use #private::memo::KeptUnlessErr as _;
            #private::memo::Outcome(&#value).is_kept()
        }),
        Keep::Outcome(option) => {
            let test = if option == "ok" {
                quote!(#private::memo::is_ok(&#value))
            } else {
                quote!(#private::memo::is_some(&#value))
            };
            respan(test, option.span().resolved_at(Span::call_site()))
        }
        Keep::If(path) => quote_spanned!(path.span()=> #path(&#value)),
    };
    let pass = model
        .single_flight
        .then(|| quote!(else { #at.pass(#miss, &#value); }));
    quote!(if #test { #store } #pass)
}

/// The signature outside: patterns have become names.
fn outer(model: &Model) -> Signature {
    let mut sig = model.function.sig.clone();
    for argument in &mut sig.arguments {
        argument.name_only();
    }
    sig
}

/// The attributes outside. `expect` is met by the body, so here it is `allow`.
fn outer_attr(attr: &Attribute) -> TokenStream {
    if attr.path().is_ident("expect")
        && let syn::Meta::List(list) = &attr.meta
    {
        let lints = &list.tokens;
        return quote!(#[allow(#lints)]);
    }
    attr.to_token_stream()
}

/// The call of the original, for a function with a handle type.
fn uncached_call(model: &Model) -> TokenStream {
    let path = handle::path(model);
    let arguments = passed(model);
    quote!(#path::uncached(#arguments))
}

/// The arguments, handed on.
pub(super) fn passed(model: &Model) -> TokenStream {
    let names = model.arguments.iter().map(|argument| &argument.name);
    quote!(#(#names),*)
}

/// The patterns of the arguments, bound from the names they have outside.
pub(super) fn bindings(model: &Model) -> TokenStream {
    model
        .arguments
        .iter()
        .filter(|argument| !argument.is_plain())
        .map(|argument| {
            let (pat, name) = (&argument.pat, &argument.name);
            quote!(let #pat = #name;)
        })
        .collect_tokens()
}

/// The body in place, as a closure, so that `return` and `?` leave the body alone.
pub(super) fn inline_body(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let body = model.function.inside();
    let output = model.output();
    let bind = bindings(model);
    if model.function.sig.asyncness.is_some() {
        // The branch that is never taken tells the compiler the type of `return` and `?`.
        quote! {
            (async move {
                #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::empty_loop)]
                if false {
                    let never: #output = loop {};
                    return never;
                }
                #bind
                #body
            })
        }
    } else {
        quote!(#private::memo::run(move || -> #output { #bind #body }))
    }
}

/// The cache in place: the closure's type tells the instances of a generic function and the implementors of a
/// trait apart.
fn inline_site(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let site = local("site");
    let parameters = &model.parameters;
    let place = bounds::place(model);
    let mark = quote!(#private::memo::mark(&|| ()));
    match &model.storage {
        Storage::Shared => {
            let call = shared_engine(model, &quote!(#mark, #parameters,));
            let chain = respan(quote!(CHAIN), place);
            let found = quote_spanned!(place=> let #site = #chain.#call;);
            quote! {
                static CHAIN: #private::memo::Chain = #private::memo::Chain::new();
                #found
            }
        }
        Storage::ThreadLocal => quote! {
            #private::memo::thread_local! {
                static CHAIN: #private::memo::LocalChain = const { #private::memo::LocalChain::new() };
            }
            let #site = #private::memo::local_engine(&CHAIN, #mark, #parameters);
        },
        Storage::PerInstance(field) => {
            let cache = quote_spanned!(field.span()=> &self.#field);
            let function = if model.single_flight {
                quote!(instance_flights)
            } else {
                quote!(instance_engine)
            };
            let proofs = bounds::proofs(model);
            quote!(let #site = #private::memo::#function(#cache, #mark, #parameters, #proofs);)
        }
    }
}

/// The call that finds the cache of all threads, with what shows that it may be one behind `given`.
pub(super) fn shared_engine(model: &Model, given: &TokenStream) -> TokenStream {
    let proofs = bounds::proofs(model);
    let place = bounds::place(model);
    if let Some(backing) = store::backing(model, &quote!(_)) {
        let single_flight = model.single_flight;
        return quote_spanned!(place=> stored::<_, _, #single_flight>(#given #proofs, #backing));
    }
    let method = if model.single_flight {
        quote_spanned!(place=> flights)
    } else {
        quote_spanned!(place=> engine)
    };
    quote_spanned!(place=> #method(#given #proofs))
}

/// The signature of the original, without what only the outside needs.
pub(super) fn inner(model: &Model) -> Signature {
    let mut sig = model.function.sig.clone();
    sig.ident = Ident::new("uncached", Span::call_site());
    sig
}
