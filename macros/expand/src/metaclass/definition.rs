//! `#[metaclass] impl Metaclass for Orm { … }`.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::parse_quote;

use crate::block::{self, Impl, Item};
use crate::errors::Errors;
use crate::function::Function;
use crate::names::{Krate, adopt, again, at, beginning};
use crate::options::Options;

const EXPECTED: &str = "`#[metaclass]` goes on an `impl dunder::Metaclass for …`";

/// The item, with `check` beside it: no trait has a `const fn`.
pub(super) fn emit(item: TokenStream, options: &Options, errors: &Errors) -> TokenStream {
    let krate = Krate::new(options.path("crate").cloned());
    if !block::is(&item, "impl") {
        errors.at_span(beginning(item.clone()), EXPECTED);
        return item;
    }
    let Some(mut block) = errors.absorb(syn::parse2::<Impl>(item.clone())) else {
        return item;
    };
    let Some(path) = &block.of_trait else {
        let this = block.this.to_token_stream();
        errors.at(
            &block.this,
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
    let this = &block.this;
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
fn constants(block: &Impl, krate: &Krate) -> TokenStream {
    let private = krate.private();
    if !block.generics.params.is_empty() {
        return TokenStream::new();
    }
    let mut tokens = TokenStream::new();
    for item in &block.items.list {
        let Item::Type(name, _) = item else { continue };
        if ["OnClass", "OnField", "OnType"]
            .iter()
            .any(|known| name == known)
        {
            let this = &block.this;
            let metaclass = quote!(#private::metaclass);
            let call = quote!(#metaclass::constant::<<#this as #metaclass::Metaclass>::#name>());
            let call = adopt(call, name.span());
            tokens.extend(quote!(const _: () = #call;));
        }
    }
    tokens
}

/// Takes `check` out of the block.
fn take_check(block: &mut Impl, errors: &Errors) -> Option<Box<Function>> {
    let mut checks = Vec::new();
    for item in std::mem::take(&mut block.items.list) {
        match item {
            Item::Function(function) if function.sig.ident == "check" => checks.push(function),
            item => block.items.list.push(item),
        }
    }
    if checks.len() > 1
        && let Some(second) = checks.pop()
    {
        errors.at(second, "`check` is given twice; remove one");
    }
    let check = checks.pop()?;
    if check.sig.constness.is_none() {
        errors.at(
            check.sig.fn_token,
            "`check` runs when a class is compiled: write `const fn check`",
        );
    }
    Some(check)
}

/// Adds what is left out: a metaclass without options of a kind, or without contributions of types.
fn complete(block: &mut Impl, krate: &Krate) -> Option<TokenStream> {
    let private = krate.private();
    let has = |block: &Impl, name: &str| {
        block.items.list.iter().any(|item| match item {
            Item::Type(own, _) | Item::Const(own, _) => own == name,
            _ => false,
        })
    };
    for (ty, default) in [("OnClass", "CLASS"), ("OnField", "FIELD")] {
        if has(block, ty) || has(block, default) {
            continue;
        }
        let (ty, default) = (ident(ty), ident(default));
        let none = quote!(#private::metaclass::NoOptions);
        let options = quote!(type #ty = #none; const #default: #none = #none {};);
        block.items.list.push(Item::Other(options));
    }
    if has(block, "OnType") {
        return None;
    }
    let of_types = quote! {
        type OnType = ();
    };
    block.items.list.push(Item::Other(of_types));
    let mut generics = block.generics.clone();
    generics
        .params
        .push(parse_quote!(__T: ?::core::marker::Sized));
    let (params, _, clause) = generics.split_for_impl();
    let this = &block.this;
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
fn checks(block: &mut Impl, krate: &Krate, check: Option<Box<Function>>) -> TokenStream {
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
    block.items.list.push(Item::Other(quote! {
        fn check #signature {
            Self::__dunder_check(#class)
        }
    }));
    let (params, _, clause) = block.generics.split_for_impl();
    let this = &block.this;
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
