//! The metaclass's `check`, run on the class when it is compiled.

use crate::tokens::quote;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};

use super::class_of::Sight;
use super::{Place, depends, is_generic, params};
use crate::dataclass::metadata;
use crate::names::{adopt, local};

/// A constant that does not come to be where `check` finds an issue: the arrow is at the call for the place.
pub(super) fn emit(sight: &Sight) -> TokenStream {
    let Sight { class, alias, .. } = sight;
    let meta = &class.metas[sight.at];
    if meta.broken {
        return TokenStream::new();
    }
    let (statements, info) = subject(sight);
    let check = adopt(quote!(#alias::__dunder_check), alias.span());
    let mut tell = Tell {
        sight,
        checked: local("checked"),
        calls: TokenStream::new(),
    };
    for Place {
        field, position, ..
    } in &sight.places.list
    {
        let cfgs = field.cfgs();
        let cfgs = quote!(#(#cfgs)*);
        for option in &field.metas[sight.at] {
            let name = option.name();
            tell.at(
                &cfgs,
                option.key.span(),
                "option",
                &quote!(, #position, #name),
            );
        }
        tell.at(&cfgs, field.span(), "field", &quote!(, #position));
    }
    let none = TokenStream::new();
    for option in &meta.options {
        let name = option.name();
        tell.at(&none, option.key.span(), "class_option", &quote!(, #name));
    }
    tell.at(&none, class.ident.span(), "class", &none);
    let Tell { checked, calls, .. } = tell;
    quote! {
        const _: () = {
            #statements
            let #checked = #check(#info);
            #calls
        };
    }
}

/// The calls, one for each place where an issue can belong.
struct Tell<'a> {
    sight: &'a Sight<'a>,
    checked: Ident,
    calls: TokenStream,
}

impl Tell<'_> {
    fn at(&mut self, cfgs: &TokenStream, span: Span, place: &str, arguments: &TokenStream) {
        let (metaclass, checked) = (&self.sight.metaclass, &self.checked);
        let place = Ident::new(place, span);
        let path = adopt(quote!(#metaclass::#place), span);
        let mut arguments = Group::new(Delimiter::Parenthesis, quote!(&#checked #arguments));
        arguments.set_span(span);
        self.calls.extend(quote!(#cfgs #path #arguments;));
    }
}

/// The table to check. Of a generic class it is one of its own, without what depends on a parameter: the class's table
/// is there once for each instance, and in a crate that has none it would not be checked at all.
fn subject(sight: &Sight) -> (TokenStream, TokenStream) {
    let Sight {
        class,
        metaclass,
        alias,
        ..
    } = sight;
    if !is_generic(class) {
        let this = sight.this();
        let info = quote!(<#this as #metaclass::ClassOf<#alias>>::INFO);
        return (TokenStream::new(), info);
    }
    let plain = metadata::info(class);
    let mut types = params(class, false);
    // Outside its impls the class has no `Self`.
    types.push("Self".to_owned());
    let lifetimes = params(class, true);
    let unknown = |ty: &syn::Type| depends(&types, ty) || depends(&lifetimes, ty);
    let name = quote::format_ident!("__DUNDER_CLASS");
    let private = class.krate.private();
    let info = sight.info(
        &quote!(#name),
        &quote!(#name.fields()),
        Some(&unknown),
        &|option| !depends(&types, &option.value),
    );
    (
        quote!(const #name: #private::class::ClassInfo = #plain;),
        info,
    )
}
