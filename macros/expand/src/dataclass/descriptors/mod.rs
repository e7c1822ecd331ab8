//! Described fields: stored as `Field<T, Owner, INDEX>`, guarded by their descriptors, read by getters, changed by
//! setters.

mod argument;
pub mod bounds;
pub mod check;
mod constants;
pub mod default;
pub(super) mod docs;
mod getter;
pub(super) mod guard;
mod literal;
#[cfg(feature = "regex")]
pub mod pattern;
mod update;

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::class::{Class, Field};
use crate::dataclass::companions;
use crate::names::local;

/// The fields that are stored as `Field<…>`.
pub fn described(class: &Class) -> impl Iterator<Item = &Field> {
    class.stored().filter(|field| class.describes(field))
}

/// The value of a field as it is stored, in a function that returns a `Result` where the field can refuse it.
#[must_use]
pub fn make(class: &Class, field: &Field, value: &TokenStream) -> TokenStream {
    if !class.describes(field) {
        return value.clone();
    }
    let private = class.krate.private();
    if field.fallible() {
        quote!(#private::validation::guarded(#value)?)
    } else {
        quote!(#private::validation::certain(#value))
    }
}

/// The impls that tell of each described field what it is called and what guards it.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let private = class.krate.private();
    let impls = described(class).map(|field| {
        let impls = impls(class, field);
        let (cfgs, constants) = (
            field.cfgs(),
            constants::checks(&private, &class.generics, field),
        );
        if constants.is_empty() {
            return impls;
        }
        quote!(#impls #(#cfgs)* const _: () = { #constants };)
    });
    impls.chain([update::emit(class)]).collect_tokens()
}

fn impls(class: &Class, field: &Field) -> TokenStream {
    let private = class.krate.private();
    let validation = quote!(#private::validation);
    let (params, this, clause) = class.split();
    let attributes = class.impl_attributes();
    let (cfgs, index, ty) = (field.cfgs(), field.index, &field.ty);
    let (owner, name) = (crate::names::plain(&class.ident), field.label());
    let secret = field.secret().then(|| quote!(.secret()));
    let value = crate::names::local("value");
    let start = quote! {
        #validation::Attempt::new(<Self as #validation::Described<#index>>::FIELD)
    };
    let body = guard::body(&private, &start, field);
    let guarded_clause = bounds::clause(class, field);
    let per_field = (!class.owns_changes() && !class.frozen(field) && field.observers.is_none())
        .then(|| {
            quote! {
                #(#cfgs)*
                #attributes
                impl #params #validation::PerField<#index> for #this #clause {}
            }
        });
    quote! {
        #(#cfgs)*
        #attributes
        impl #params #validation::Described<#index> for #this #clause {
            const FIELD: &'static #validation::FieldName =
                &#validation::FieldName::new(#owner, #name) #secret;
        }
        #(#cfgs)*
        #attributes
        impl #params #validation::Guarded<#ty, #index> for #this #guarded_clause {
            #[inline]
            fn guard(#value: #ty) -> ::core::result::Result<#ty, #validation::ValidationError> {
                #body
            }
        }
        #per_field
    }
}

/// The getters, the setters, and `update`.
#[must_use]
pub fn methods(class: &Class) -> Vec<TokenStream> {
    let cached = class.cached().iter();
    described(class)
        .flat_map(|field| [getter::method(class, field), setter(class, field)])
        .chain(cached.map(|field| getter::method(class, field)))
        .flatten()
        .chain(update::method(class))
        .collect_vec()
}

/// `set_x`, where the field may change.
fn setter(class: &Class, field: &Field) -> Option<TokenStream> {
    if class.frozen(field) || !field.options.switch("set") {
        return None;
    }
    let private = class.krate.private();
    let validation = quote!(#private::validation);
    let Field {
        vis, member, name, ..
    } = field;
    let (cfgs, set) = (field.cfgs(), field.method("set"));
    let (parameter, value) = crate::dataclass::constructor::parameter(field);
    let made = make(class, field, &value);
    let fallible = class.coupled() || field.fallible();
    let doc = docs::about(&format!("Sets `{}`.", field.label()), field);
    let docs = crate::dataclass::docs([doc.as_str()].into_iter().chain(
        fallible.then_some("\n# Errors\n\nEvery violation; the field then keeps its value."),
    ));
    let output =
        fallible.then(|| quote!(-> ::core::result::Result<(), #validation::ValidationError>));
    let clause = bounds::on_self(class, [field]);
    let (this, old) = (local("this"), local("old"));
    let ok = fallible.then(|| quote!(::core::result::Result::Ok(())));
    let tell = companions::tell(class, [(field, quote!(&#old))]);
    let body = if class.coupled() {
        let forget = companions::forget(class, &this.to_token_stream());
        let commit = quote! {
            #validation::commit(self, |#this| {
                ::core::mem::swap(&mut #this.#member, &mut #old);
                #forget
            })
        };
        let end = tell.map_or_else(|| commit.clone(), |tell| quote!(#commit?; #tell #ok));
        quote!(let mut #old = #made; #end)
    } else {
        let forget = companions::forget(class, &quote!(self));
        let put = if tell.is_some() {
            quote!(let #old = ::core::mem::replace(&mut self.#member, #made);)
        } else {
            quote!(self.#member = #made;)
        };
        quote!(#put #forget #tell #ok)
    };
    Some(quote! {
        #(#cfgs)*
        #docs
        #[inline]
        #vis fn #set(&mut self, #name: #parameter) #output #clause {
            #body
        }
    })
}
