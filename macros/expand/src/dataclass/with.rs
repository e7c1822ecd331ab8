//! `with_*`: the same with another value, keyword style.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::class::{Class, Field, Size};

/// One consuming method for each stored field.
#[must_use]
pub fn methods(class: &Class) -> Vec<TokenStream> {
    if class.is_enum() || !class.options.switch("with") || matches!(class.size(), Size::None) {
        return Vec::new();
    }
    // What `new` does not take is no keyword argument either.
    class
        .stored()
        .filter(|field| field.options.switch("init"))
        .map(|field| method(class, field))
        .collect_vec()
}

fn method(class: &Class, field: &Field) -> TokenStream {
    let Field {
        vis, member, name, ..
    } = field;
    let (cfgs, with) = (field.cfgs(), field.method("with"));
    let (parameter, value) = super::constructor::parameter(field);
    let made = super::descriptors::make(class, field, &value);
    let rules = super::rule::check(class, &quote!(self));
    let forget = super::companions::forget(class, &quote!(self));
    let fallible = class.coupled() || field.fallible();
    let line = format!("The same with another `{}`.", field.label());
    let doc = super::descriptors::docs::line(&line, field);
    let (docs, output) = super::constructor::returns(class, fallible, &doc);
    let this = if fallible {
        quote!(::core::result::Result::Ok(self))
    } else {
        quote!(self)
    };
    let mut needs = super::descriptors::bounds::predicates(class, [field]).unwrap_or_default();
    if let Size::If(ty) = class.size() {
        needs.push(quote!(#ty: ::core::marker::Sized));
    }
    let clause = super::constructor::clause(&needs);
    quote! {
        #(#cfgs)*
        #docs
        #[inline]
        #vis fn #with(mut self, #name: #parameter) -> #output #clause {
            self.#member = #made;
            #forget
            #rules
            #this
        }
    }
}
