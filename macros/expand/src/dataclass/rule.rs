//! `rule = path`: invariants over several fields, looked at after every change.

use crate::tokens::quote;
use proc_macro2::TokenStream;

use crate::class::Class;
use crate::names::local;

/// `impl Coupled`: the rules, in the order written.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if !class.coupled() {
        return TokenStream::new();
    }
    let private = class.krate.private();
    let (params, this, clause) = class.split();
    let attributes = class.impl_attributes();
    let violations = local("violations");
    let rules = class.options.paths("rule").map(|path| {
        // As a pointer first, which is where a wrong signature is told of.
        let span = crate::names::at(path);
        let rule = proc_macro2::Ident::new("__rule", span);
        crate::tokens::quote_spanned! {span=>
            let #rule: fn(&Self) -> #private::validation::rules::Verdict = #path;
            #violations.rule(#rule(self));
        }
    });
    quote! {
        #attributes
        impl #params #private::validation::Coupled for #this #clause {
            fn rules(&self, #violations: &mut #private::validation::Violations) {
                #(#rules)*
            }
        }
    }
}

/// `impl Validate`, for a class that is `nested` in another: its descriptors hold, since nothing gets past them, and so
/// do its rules, but for fields that the class's own module has swapped.
#[must_use]
pub fn validate(class: &Class) -> TokenStream {
    if !class.coupled() && super::descriptors::described(class).next().is_none() {
        return TokenStream::new();
    }
    let private = class.krate.private();
    let (params, this, clause) = class.split();
    let attributes = class.impl_attributes();
    let body = if class.coupled() {
        quote!(#private::validation::hold(self))
    } else {
        quote!(::core::result::Result::Ok(()))
    };
    quote! {
        #attributes
        impl #params #private::validation::Validate for #this #clause {
            fn validate(&self) -> ::core::result::Result<(), #private::validation::ValidationError> {
                #body
            }
        }
    }
}

/// The statement that leaves with an error if `object` breaks a rule.
#[must_use]
pub fn check(class: &Class, object: &TokenStream) -> Option<TokenStream> {
    let private = class.krate.private();
    class
        .coupled()
        .then(|| quote!(#private::validation::hold(&#object)?;))
}
