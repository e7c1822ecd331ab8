//! The fields by place: one list for `Repr` and `ToValue`, where both show all fields as they are.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Literal, TokenStream};

use crate::class::{Body, Class, Field, types};
use crate::names::local;

/// Whether the fields of the class are found by place. What prints in a way of its own is not, nor what has to be
/// asked how it prints.
#[must_use]
pub fn listed(class: &Class) -> bool {
    let Body::Struct(fields) = &class.body else {
        return false;
    };
    let shown = |field: &Field| {
        types::is_std(&field.ty)
            && field.options.any(&["repr", "repr_with"]).is_none()
            && !field.secret()
            && !field.init_only()
            && field.cfgs().is_empty()
    };
    class.is_dataclass
        && !fields.list.is_empty()
        && class.options.get("style").is_none()
        && fields.list.iter().all(shown)
        && !class.packed()
}

/// The method of `Class` that finds a field.
#[must_use]
pub fn method(class: &Class) -> Option<TokenStream> {
    if !listed(class) {
        return None;
    }
    let (private, at) = (class.krate.private(), local("at"));
    let last = class.fields().len() - 1;
    let arms = class.fields().iter().enumerate().map(|(place, field)| {
        let (value, number) = (reference(class, field), Literal::usize_unsuffixed(place));
        let pattern = if place == last {
            quote!(_)
        } else {
            quote!(#number)
        };
        quote!(#pattern => #value)
    });
    let arms = arms.collect_vec();
    Some(quote! {
        fn __member(&self, #at: ::core::primitive::usize) -> &dyn #private::class::Member {
            match #at { #(#arms),* }
        }
    })
}

/// The value of a field.
#[must_use]
pub fn reference(class: &Class, field: &Field) -> TokenStream {
    let member = &field.member;
    let dereferenced = class.describes(field).then(|| quote!(*));
    quote!(&#dereferenced self.#member)
}
