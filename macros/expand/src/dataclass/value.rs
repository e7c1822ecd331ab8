//! `dunder::to_dict`, `dunder::to_tuple`: an object's fields as values that share nothing with it.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

use super::repr;
use crate::class::{Body, Class, Field, Shape, Variant, bounds, types};
use crate::names::{local, plain};

/// `impl ToValue`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let krate = &class.krate;
    let private = krate.private();
    let (params, this, _) = class.split();
    let (attributes, form) = (class.impl_attributes(), local("form"));
    let types = class
        .all_fields()
        .filter(|field| is_open(field))
        .map(|field| &field.ty)
        .collect_vec();
    let clause = bounds::clause(&class.generics, &types, &quote!(#krate::ToValue));
    let body = match &class.body {
        Body::Struct(_) if super::members::listed(class) => {
            quote!(#private::value::listed(self, #form))
        }
        Body::Struct(fields) => {
            let values = fields
                .list
                .iter()
                .filter(|field| !field.init_only())
                .map(|field| value(class, field, &repr::of_self(class, field), &form));
            quote!(#private::value::object::<Self, _>(#form, [#(#values),*]))
        }
        Body::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        Body::Enum(variants) => {
            let arms = variants.iter().map(|variant| arm(class, variant, &form));
            quote!(match self { #(#arms)* })
        }
    };
    let imports = (!super::members::listed(class)).then(|| {
        quote! {
            #[allow(unused_imports)]
            use #private::value::{ByDebug as _, ByName as _, ByRepr as _, ByValue as _};
            let _ = #form;
        }
    });
    quote! {
        #attributes
        impl #params #krate::ToValue for #this #clause {
            fn to_value(&self, #form: #private::value::Form) -> #private::value::Value {
                #imports
                #body
            }
        }
    }
}

fn arm(class: &Class, variant: &Variant, form: &Ident) -> TokenStream {
    let private = class.krate.private();
    let name = plain(&variant.ident);
    let list = &variant.fields.list;
    let values: Vec<_> = list
        .iter()
        .map(|field| value(class, field, &repr::binding(field).to_token_stream(), form))
        .collect_vec();
    let body = match (variant.fields.shape, list.as_slice()) {
        (Shape::Unit, _) => quote!(#private::value::unit(#name)),
        (Shape::Tuple, [_]) => quote!(#private::value::newtype(#form, #name, #(#values)*)),
        (Shape::Tuple, _) => quote!(#private::value::tuple(#form, #name, [#(#values),*])),
        (Shape::Named, _) => {
            let names = list.iter().map(|field| {
                let (cfgs, label) = (field.cfgs(), field.label());
                quote!(#(#cfgs)* #label)
            });
            quote!(#private::value::named(#form, #name, [#(#names),*], [#(#values),*]))
        }
    };
    repr::arm(variant, &is_open, &body)
}

/// The value of the field at `place`, which is a reference.
fn value(class: &Class, field: &Field, place: &TokenStream, form: &Ident) -> TokenStream {
    let private = class.krate.private();
    let (cfgs, ty) = (field.cfgs(), &field.ty);
    if !is_open(field) {
        return quote!(#(#cfgs)* #private::value::secret());
    }
    // What is sure to have a value need not be probed.
    if types::is_std(ty) {
        return quote!(#(#cfgs)* #private::value::ToValue::to_value(#place, #form));
    }
    let ty = class.describes(field).then(|| quote!(::<#ty>));
    quote!(#(#cfgs)* (&&&#private::value::Of #ty (#place)).__dunder_value(#form))
}

fn is_open(field: &Field) -> bool {
    !field.secret() && !field.init_only()
}
