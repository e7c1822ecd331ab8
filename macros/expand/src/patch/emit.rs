//! The function with a gate before its body:
//!
//! ```text
//! fn log(msg: &str) -> String {
//!     if ::dunder::__private::patch::live() {
//!         if let Some(patch) = log::__dunder_patchable().find() {
//!             return ::dunder::__private::patch::cold(move || patch.call(msg));
//!         }
//!     }
//!     …
//! }
//! ```
//!
//! and its handle, in `handle.rs`.

use crate::tokens::quote;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Lifetime;

use super::handle;
use super::model::Model;
use crate::function::Signature;
use crate::names::local;

pub(super) fn emit(model: &Model) -> TokenStream {
    let function = function(model);
    let handle = handle::of(model);
    quote!(#function #handle)
}

pub(super) fn function(model: &Model) -> TokenStream {
    let function = &model.function;
    let (attrs, vis, sig) = (&function.attrs, &function.vis, forwarding(model));
    let gate = gate(model);
    let patterns = function.sig.arguments.iter().filter_map(|argument| {
        let (pat, name) = (&argument.pat, &argument.name);
        let named = pat.is_wild() || pat.name.is_some();
        (!named).then(|| quote!(let #pat = #name;))
    });
    let body = function.body.as_ref().map(proc_macro2::Group::stream);
    quote! {
        #(#attrs)*
        #vis #sig {
            #gate
            #(#patterns)*
            #body
        }
    }
}

/// The signature as written, with names for the arguments that are patterns.
fn forwarding(model: &Model) -> Signature {
    let mut sig = model.function.sig.clone();
    for argument in &mut sig.arguments {
        if argument.pat.name.is_none() {
            argument.name_only();
        }
    }
    sig
}

fn gate(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let patch = local("patch");
    let handle = handle::expression(model);
    let receiver = model.function.sig.receiver.as_ref();
    let receiver = receiver.map(|receiver| receiver.self_token.to_token_stream());
    let names = model.function.sig.arguments.iter();
    let arguments = names.map(|argument| argument.name.to_token_stream());
    let arguments = receiver.into_iter().chain(arguments);
    let call = quote!(#patch.call(#(#arguments),*));
    if model.is_async() {
        let (running, gate) = (local("running"), Lifetime::new("'gate", Span::mixed_site()));
        // The patch is gone before the await, as it is not `Send` and the future may have to be.
        return quote! {
            #gate: {
                if !#private::patch::live() {
                    break #gate;
                }
                let #running = match #handle.find() {
                    ::core::option::Option::Some(#patch) => #call,
                    ::core::option::Option::None => break #gate,
                };
                return #running.await;
            }
        };
    }
    quote! {
        if #private::patch::live() {
            if let ::core::option::Option::Some(#patch) = #handle.find() {
                return #private::patch::cold(move || #call);
            }
        }
    }
}

/// The name that `self` has where it is an argument like others.
pub(super) fn this() -> Ident {
    Ident::new("this", Span::mixed_site())
}
