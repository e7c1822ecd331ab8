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
use syn::{FnArg, Lifetime, Pat, Signature};

use super::handle;
use super::model::Model;
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
    let patterns = function.arguments.iter().filter_map(|argument| {
        let (pat, name) = (&argument.pat, &argument.name);
        let plain = matches!(pat, Pat::Wild(_)) || is_plain(pat);
        (!plain).then(|| quote!(let #pat = #name;))
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

/// `x` or `mut x`: the argument can be named.
fn is_plain(pat: &Pat) -> bool {
    matches!(pat, Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none())
}

/// The signature as written, with names for the arguments that are patterns.
fn forwarding(model: &Model) -> Signature {
    let mut sig = model.function.sig.clone();
    let typed = sig.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    for (input, argument) in typed.zip(&model.function.arguments) {
        if !is_plain(&input.pat) {
            let name = &argument.name;
            *input.pat = syn::Pat::Verbatim(name.to_token_stream());
        }
    }
    sig
}

fn gate(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let patch = local("patch");
    let handle = handle::expression(model);
    let receiver = model.function.receiver.as_ref().map(|receiver| {
        let token = &receiver.receiver.self_token;
        token.to_token_stream()
    });
    let names = model.function.arguments.iter();
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
