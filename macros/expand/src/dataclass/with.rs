//! `with_*`: the same with another value, keyword style.

use proc_macro2::TokenStream;
use quote::quote;

use crate::class::{Class, Field};

/// One consuming method for each stored field.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if class.is_enum() || !class.options.switch("with") || class.fields().is_empty() {
        return TokenStream::new();
    }
    let methods = class.stored().map(|field| method(class, field));
    super::inherent(class, methods)
}

fn method(class: &Class, field: &Field) -> TokenStream {
    let Field {
        vis, member, name, ..
    } = field;
    let (cfgs, with) = (field.cfgs(), field.method("with"));
    let (parameter, value) = super::constructor::parameter(field);
    let doc = format!(" The same with another `{}`.", field.label());
    let made = super::descriptors::make(class, field, &value);
    let rules = super::rule::check(class, &quote!(self));
    let (must_use, output, this) = if class.coupled() || field.fallible() {
        let (errors, output) = super::constructor::output(class);
        (errors, output, quote!(::core::result::Result::Ok(self)))
    } else {
        (quote!(#[must_use]), quote!(Self), quote!(self))
    };
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #must_use
        #[inline]
        #vis fn #with(mut self, #name: #parameter) -> #output {
            self.#member = #made;
            #rules
            #this
        }
    }
}
