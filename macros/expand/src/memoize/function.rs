//! `handle = name`: a function that returns the handle, and holds the cache and the original body.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

use super::bounds::{cloner, probe};
use super::emit::{bindings, shared_engine, weight};
use super::handle::unused;
use super::key::{Argument, Part};
use super::model::{Model, Storage};
use super::store;
use crate::function::{SelfArgument, angled, borrows, ungroup};
use crate::names::{local, plain};

/// `name`, `Self::name::<T>`.
pub(super) fn path(model: &Model, name: &Ident, associated: bool) -> TokenStream {
    let turbofish = angled(&model.parted.passed).map(|passed| quote!(::#passed));
    if associated {
        quote!(Self::#name #turbofish)
    } else {
        quote!(#name #turbofish)
    }
}

/// `let handle = …; let site = …;`.
pub(super) fn site(model: &Model, path: &TokenStream) -> TokenStream {
    let (handle, place, site) = (local("handle"), local("place"), local("site"));
    let engine = engine(model);
    quote! {
        let #handle = #path();
        let #place = #handle.place();
        let #site = #place.#engine;
    }
}

fn engine(model: &Model) -> TokenStream {
    let output = model.output();
    match model.storage {
        Storage::ThreadLocal => quote!(local_engine::<_, #output>()),
        _ => shared_engine(model, &TokenStream::new()),
    }
}

/// The call of the original by the handle.
pub(super) fn uncached_call(model: &Model) -> TokenStream {
    let handle = local("handle");
    let receiver = model
        .function
        .sig
        .receiver
        .as_ref()
        .map(|receiver| receiver.self_token.to_token_stream());
    let names = model.arguments.iter();
    let names = names.map(|argument| argument.name.to_token_stream());
    let arguments = receiver.into_iter().chain(names);
    quote!(#handle.uncached(#(#arguments),*))
}

/// The function that returns the handle.
pub(super) fn emit(model: &Model, name: &Ident) -> TokenStream {
    let private = model.krate.private();
    let function = &model.function;
    let vis = &function.vis;
    let cfgs = function.cfgs();
    let output = model.output();
    let (generics, clause) = (&function.sig.generics, &function.sig.generics.where_clause);
    let generics = (!generics.params.is_empty()).then(|| {
        let params = &generics.params;
        quote!(<#params>)
    });
    let constants = &model.parameters;
    let doc = format!(
        "The handle of the memoized function `{}`: its cache, and what can be asked of it.",
        plain(&function.sig.ident)
    );
    let kinds = kinds(model);
    let kinds = quote!((#(#kinds,)*));
    let (chain, make) = match model.storage {
        Storage::ThreadLocal => (
            quote! {
                #private::memo::thread_local! {
                    static CHAIN: #private::memo::LocalChain = const { #private::memo::LocalChain::new() };
                }
            },
            quote!(local),
        ),
        _ => (
            quote!(static CHAIN: #private::memo::Chain = #private::memo::Chain::new();),
            quote!(shared),
        ),
    };
    let calls = calls(model);
    let backed =
        store::opener(model).map(|opener| quote!(.backed(|| #private::memo::clear_store(#opener))));
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #[allow(dead_code, clippy::type_complexity)]
        #[inline]
        #vis fn #name #generics () -> #private::memo::Handle<#kinds, #output> #clause {
            #chain
            #private::memo::Handle::new(
                #private::memo::Place::#make(&CHAIN, #private::memo::mark(&|| ()), #constants) #backed,
                #calls,
            )
        }
    }
}

/// The closures behind the handle. Each takes the arguments as one tuple, `self` under another name.
fn calls(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let this = Ident::new("__dunder_self", Span::call_site());
    let receiver = model.function.sig.receiver.as_ref();
    let names: Vec<TokenStream> = receiver
        .map(|_| this.to_token_stream())
        .into_iter()
        .chain(
            model
                .arguments
                .iter()
                .map(|argument| argument.name.to_token_stream()),
        )
        .collect_vec();
    let names = quote!((#(#names,)*));
    let probe = renamed(probe(model, &this.to_token_stream()), &this);
    let (place, value) = (local("place"), local("value"));
    let (weight, weighed) = (weight(model, &quote!(&#value)), local("weight"));
    let engine = engine(model);
    let output = model.output();
    let receiver_unused = receiver.map(|_| quote!(let _ = &#this;));
    let unused = unused(model);
    let unused = quote!(#receiver_unused #unused);
    let uncached = if model.function.sig.asyncness.is_some() {
        // Its future has no name to put into the handle's type.
        let text = format!(
            "`{}` is async: call it to run it",
            plain(&model.function.sig.ident)
        );
        {
            let all = model.arguments.iter().map(|argument| &argument.name);
            quote!(|#names| { #receiver_unused #(let _ = &#all;)* ::core::panic!(#text) })
        }
    } else {
        let mutable = receiver
            .filter(|receiver| receiver.mutability.is_some())
            .map(|_| quote!(let mut #this = #this;));
        let bind = bindings(model);
        let body = renamed(model.function.inside(), &this);
        quote!(|#names| -> #output { #mutable #bind #body })
    };
    let cloner = cloner(model);
    let look = |method: TokenStream| quote!(|#place, #names| { #unused #place.#engine.#method });
    let (invalidate, contains, peek) = (
        look(quote!(invalidate(&#probe))),
        look(quote!(contains(&#probe))),
        look(quote!(peek(&#probe, #cloner))),
    );
    quote! {
        #private::memo::Calls {
            invalidate: #invalidate,
            contains: #contains,
            peek: #peek,
            insert: |#place, #names, #value| {
                #unused
                let #weighed = #weight;
                #place.#engine.put(&#probe, #value, #weighed)
            },
            uncached: #uncached,
        }
    }
}

/// `self` under another name, other than in items of their own.
fn renamed(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut in_item = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(name) if name == "self" && !in_item => {
                let mut this = this.clone();
                this.set_span(name.span().resolved_at(Span::call_site()));
                TokenTree::Ident(this)
            }
            TokenTree::Ident(name) if ["impl", "trait"].iter().any(|item| name == item) => {
                in_item = true;
                TokenTree::Ident(name)
            }
            TokenTree::Group(group) if in_item => {
                in_item = group.delimiter() != proc_macro2::Delimiter::Brace;
                TokenTree::Group(group)
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), renamed(group.stream(), this));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        })
        .collect_tokens()
}

/// How each argument is passed, `self` first.
fn kinds(model: &Model) -> Vec<TokenStream> {
    let private = model.krate.private();
    let receiver = model
        .function
        .sig
        .receiver
        .as_ref()
        .map(|receiver| receiver_kind(receiver, &private));
    receiver
        .into_iter()
        .chain(
            model
                .arguments
                .iter()
                .map(|argument| kind(argument, &private)),
        )
        .collect_vec()
}

fn receiver_kind(receiver: &SelfArgument, private: &TokenStream) -> TokenStream {
    if receiver.reference.is_some() {
        return quote!(#private::memo::Ref<Self>);
    }
    reference_or_value(&receiver.ty, private)
}

fn kind(argument: &Argument, private: &TokenStream) -> TokenStream {
    match argument.part {
        Part::OptionalReference => {
            let ty = argument.keyed();
            quote!(#private::memo::OptionRef<#ty>)
        }
        _ => reference_or_value(&argument.ty, private),
    }
}

fn reference_or_value(ty: &Type, private: &TokenStream) -> TokenStream {
    match ungroup(ty) {
        Type::Reference(reference)
            if reference
                .lifetime
                .as_ref()
                .is_none_or(|l| l.ident != "static") =>
        {
            let elem = &reference.elem;
            if reference.mutability.is_some() {
                quote!(#private::memo::Mut<#elem>)
            } else {
                quote!(#private::memo::Ref<#elem>)
            }
        }
        ty => quote!(#private::memo::Val<#ty>),
    }
}

/// What the type of a handle function cannot express: the argument and what is in the way.
pub(super) fn obstacle(argument: &Argument) -> Option<&'static str> {
    let held = match ungroup(&argument.ty) {
        Type::Reference(reference) => &reference.elem,
        Type::ImplTrait(_) => return Some("has no nameable type"),
        ty => ty,
    };
    let inside = match argument.part {
        Part::OptionalReference => argument.keyed(),
        _ => held,
    };
    if matches!(ungroup(inside), Type::ImplTrait(_)) {
        return Some("has no nameable type");
    }
    borrows(inside).then_some("borrows inside its type")
}
