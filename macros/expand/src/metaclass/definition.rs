//! `#[metaclass] impl Metaclass for Orm { … }`.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{ImplItem, ImplItemFn, ItemImpl, parse_quote};

use crate::errors::Errors;
use crate::names::{Krate, adopt, again, at, beginning};
use crate::options::Options;

const EXPECTED: &str = "`#[metaclass]` goes on an `impl dunder::Metaclass for …`";

/// The item, with `check` beside it: no trait has a `const fn`.
pub(super) fn emit(item: TokenStream, options: &Options, errors: &Errors) -> TokenStream {
    let krate = Krate::new(options.path("crate").cloned());
    let Ok(mut block) = syn::parse2::<ItemImpl>(item.clone()) else {
        match syn::parse2::<syn::Item>(item.clone()) {
            // An `impl` with a mistake in it is rustc's to tell.
            Err(error) if begins_with_impl(&item) => errors.push(error),
            _ => errors.at_span(beginning(item.clone()), EXPECTED),
        }
        return item;
    };
    let Some((path, _)) = &block.trait_ else {
        let this = block.self_ty.to_token_stream();
        errors.at(
            &block.self_ty,
            format_args!("{EXPECTED}: write `impl dunder::Metaclass for {this}`"),
        );
        return item;
    };
    let is_metaclass = path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "Metaclass");
    if !is_metaclass {
        errors.at(path, EXPECTED);
        return item;
    }
    if let Some(again) = again(&block.attrs, "metaclass") {
        errors.at(again, "`#[metaclass]` stands here twice: remove one");
        return TokenStream::new();
    }
    let check = take_check(&mut block, errors);
    let constants = constants(&block, &krate);
    let more = complete(&mut block, &krate);
    let checks = checks(&mut block, &krate, check);
    let private = krate.private();
    let (params, _, clause) = block.generics.split_for_impl();
    let this = &block.self_ty;
    quote! {
        #block
        #checks
        #[automatically_derived]
        impl #params #private::metaclass::Marked for #this #clause {}
        #more
        #constants
    }
}

/// What its types must not be, told where they are named.
fn constants(block: &ItemImpl, krate: &Krate) -> TokenStream {
    let private = krate.private();
    if !block.generics.params.is_empty() {
        return TokenStream::new();
    }
    let mut tokens = TokenStream::new();
    for item in &block.items {
        let ImplItem::Type(item) = item else { continue };
        if ["OnClass", "OnField", "OnType"]
            .iter()
            .any(|name| item.ident == name)
        {
            let (this, name) = (&block.self_ty, &item.ident);
            let metaclass = quote!(#private::metaclass);
            let call = quote!(#metaclass::constant::<<#this as #metaclass::Metaclass>::#name>());
            let call = adopt(call, name.span());
            tokens.extend(quote!(const _: () = #call;));
        }
    }
    tokens
}

fn begins_with_impl(item: &TokenStream) -> bool {
    let mut tokens = item.clone().into_iter();
    tokens.any(|token| matches!(token, proc_macro2::TokenTree::Ident(ident) if ident == "impl"))
}

/// Takes `check` out of the block.
fn take_check(block: &mut ItemImpl, errors: &Errors) -> Option<ImplItemFn> {
    let (mut checks, items): (Vec<_>, _) = std::mem::take(&mut block.items)
        .into_iter()
        .partition(|item| matches!(item, ImplItem::Fn(function) if function.sig.ident == "check"));
    block.items = items;
    if checks.len() > 1
        && let Some(second) = checks.pop()
    {
        errors.at(second, "`check` is given twice; remove one");
    }
    let Some(ImplItem::Fn(check)) = checks.pop() else {
        return None;
    };
    if check.sig.constness.is_none() {
        errors.at(
            check.sig.fn_token,
            "`check` runs when a class is compiled: write `const fn check`",
        );
    }
    Some(check)
}

/// Adds what is left out: a metaclass without options of a kind, or without contributions of types.
fn complete(block: &mut ItemImpl, krate: &Krate) -> Option<TokenStream> {
    let private = krate.private();
    let has = |block: &ItemImpl, name: &str| {
        block.items.iter().any(|item| match item {
            ImplItem::Type(item) => item.ident == name,
            ImplItem::Const(item) => item.ident == name,
            _ => false,
        })
    };
    for (ty, default) in [("OnClass", "CLASS"), ("OnField", "FIELD")] {
        if has(block, ty) || has(block, default) {
            continue;
        }
        let (ty, default) = (ident(ty), ident(default));
        let none = quote!(#private::metaclass::NoOptions);
        block.items.push(parse_quote!(type #ty = #none;));
        block
            .items
            .push(parse_quote!(const #default: #none = #none {};));
    }
    if has(block, "OnType") {
        return None;
    }
    block.items.push(parse_quote!(
        type OnType = ();
    ));
    let mut generics = block.generics.clone();
    generics
        .params
        .push(parse_quote!(__T: ?::core::marker::Sized));
    let (params, _, clause) = generics.split_for_impl();
    let this = &block.self_ty;
    Some(quote! {
        #[automatically_derived]
        impl #params #private::metaclass::DescribeField<__T> for #this #clause {
            const TYPE: () = ();
        }
    })
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The function that generated code checks a class by, and `check` of the trait, which calls it.
fn checks(block: &mut ItemImpl, krate: &Krate, check: Option<ImplItemFn>) -> TokenStream {
    let private = krate.private();
    let metaclass = quote!(#private::metaclass);
    let class = crate::names::local("class");
    let signature = quote! {
        (#class: &#metaclass::ClassInfo<Self>) -> ::core::result::Result<(), #metaclass::Issue>
    };
    let nothing = quote!(let _ = #class; ::core::result::Result::Ok(()));
    let (own, body) = match check {
        // Reported.
        Some(mut check) if check.sig.constness.is_none() => {
            check.sig.ident = Ident::new("__dunder_own_check", check.sig.ident.span());
            (Some(quote!(#[allow(dead_code)] #check)), nothing)
        }
        Some(mut check) => {
            // What is wrong with its signature is told there, once.
            let span = at(&check.sig);
            check.sig.ident = Ident::new("__dunder_own_check", check.sig.ident.span());
            let body = quote_spanned!(span=> Self::__dunder_own_check(#class));
            (Some(quote!(#[doc(hidden)] #check)), body)
        }
        None => (None, quote!(let _ = #class; ::core::result::Result::Ok(()))),
    };
    block.items.push(parse_quote! {
        fn check #signature {
            Self::__dunder_check(#class)
        }
    });
    let (params, _, clause) = block.generics.split_for_impl();
    let this = &block.self_ty;
    quote! {
        impl #params #this #clause {
            #own
            #[doc(hidden)]
            #[allow(missing_docs)]
            pub const fn __dunder_check #signature {
                #body
            }
        }
    }
}
