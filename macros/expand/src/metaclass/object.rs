//! `impl Object`: the fields by number.

use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::WhereClause;

use super::{Place, Places, depends, is_struct, module, params};
use crate::class::{Class, Field, Size, bounds, types};
use crate::dataclass::constructor::{self, Source};
use crate::names::{self, local};

/// `impl Object`.
pub(super) fn emit(class: &Class) -> TokenStream {
    if !is_struct(class) {
        return TokenStream::new();
    }
    let metaclass = module(class);
    let attributes = class.impl_attributes();
    let (params, this, _) = class.split();
    let clause = clause(class);
    let places = Places::of(class);
    let (read, write, build) = (
        read(class, &places),
        write(class, &places),
        build(class, &places),
    );
    quote! {
        #attributes
        impl #params #metaclass::Object for #this #clause {
            #read
            #write
            #build
        }
    }
}

/// The class's own bounds, and what reaching and making it needs of its parameters.
pub(super) fn clause(class: &Class) -> WhereClause {
    let mut clause = class
        .generics
        .where_clause
        .clone()
        .unwrap_or_else(|| syn::parse_quote!(where));
    if class.generics.type_params().next().is_none() {
        return clause;
    }
    for field in class.stored().filter(|field| reachable(class, field)) {
        let ty = &field.ty;
        if bounds::mentions(&class.generics, ty) {
            clause.predicates.push(syn::parse_quote!(#ty: 'static));
        }
    }
    for need in constructor::needs(class) {
        clause.predicates.push(syn::parse_quote!(#need));
    }
    clause
}

/// Whether a field can be passed as `Any`: it borrows nothing, has a size, and lies where it can be referred to.
fn reachable(class: &Class, field: &Field) -> bool {
    let lifetimes = params(class, true);
    let borrows = depends(&lifetimes, &field.ty)
        || !lifetimes.is_empty() && names::mentions(&field.ty.to_token_stream(), "Self");
    !borrows
        && !types::is_unsized(&field.ty)
        && !bounds::mentions_unsized(&class.generics, &field.ty)
        && !class.packed()
}

fn read(class: &Class, places: &Places) -> TokenStream {
    let metaclass = module(class);
    let private = class.krate.private();
    let index = local("index");
    let reachable = places
        .list
        .iter()
        .filter(|place| reachable(class, place.field));
    let arms = reachable.map(|Place { field, number, .. }| {
        let (cfgs, member, ty, index) = (field.cfgs(), &field.member, &field.ty, field.index);
        let value = if class.describes(field) {
            quote!(#private::validation::Field::<#ty, Self, #index>::get(&self.#member))
        } else {
            quote!(&self.#member)
        };
        quote!(#(#cfgs)* #number => ::core::option::Option::Some(#value),)
    });
    let number = places.number(&metaclass, &quote!(#index));
    quote! {
        fn field_at(
            &self,
            #index: ::core::primitive::usize,
        ) -> ::core::option::Option<&dyn ::core::any::Any> {
            match #number {
                #(#arms)*
                _ => ::core::option::Option::None,
            }
        }
    }
}

fn write(class: &Class, places: &Places) -> TokenStream {
    let metaclass = module(class);
    let private = class.krate.private();
    let (index, fill) = (local("index"), local("fill"));
    let arms = places.list.iter().map(|place| {
        let (field, number) = (place.field, place.number);
        let (cfgs, ty, member) = (field.cfgs(), &field.ty, &field.member);
        let taken = quote!(#metaclass::taken::<Self, #ty>(#fill, #index)?);
        let body = if !reachable(class, field) {
            refused(&metaclass, &index)
        } else if !class.describes(field) {
            quote!(#metaclass::put::<Self, #ty>(&mut self.#member, #fill, #index))
        } else if class.frozen(field) || !field.options.switch("set") {
            refused(&metaclass, &index)
        } else {
            let set = field.method("set");
            let set = quote!(Self::#set(self, #taken));
            if class.coupled() || field.fallible() {
                set
            } else {
                quote!({ #set; ::core::result::Result::Ok(()) })
            }
        };
        quote!(#(#cfgs)* #number => #body,)
    });
    let number = places.number(&metaclass, &quote!(#index));
    quote! {
        fn fill_field(
            &mut self,
            #index: ::core::primitive::usize,
            #fill: &mut #metaclass::Fill<'_>,
        ) -> ::core::result::Result<(), #private::validation::ValidationError> {
            match #number {
                #(#arms)*
                _ => ::core::result::Result::Err(#metaclass::no_field(#index)),
            }
        }
    }
}

fn refused(metaclass: &TokenStream, index: &Ident) -> TokenStream {
    quote!(::core::result::Result::Err(#metaclass::not_settable::<Self>(#index)))
}

/// As deserialising does: what is given goes through the descriptors, the rest takes its default, then come `post_init`
/// and the rules.
fn build(class: &Class, places: &Places) -> TokenStream {
    if let Size::None = class.size() {
        return TokenStream::new();
    }
    let metaclass = module(class);
    let private = class.krate.private();
    let (fill, building) = (local("fill"), local("building"));
    let given = |field: &Field| local(&format!("given_{}", field.index));
    let place = |field: &Field| {
        let mut places = places.list.iter();
        places.find(|place| place.field.index == field.index)
    };
    let reaches = |field: &Field| place(field).is_some() && reachable(class, field);
    let mut asked = TokenStream::new();
    let mut needed = TokenStream::new();
    // All in one, where no part of it is under `cfg`: then there is one branch for rustc to look at.
    let (mut patterns, mut asks) = (Vec::new(), Vec::new());
    let conditional = class.fields().iter().any(|field| !field.cfgs().is_empty());
    let refutable = class.fields().iter().any(|field| field.default().is_none());
    let otherwise = if conditional || refutable {
        quote! {
            else {
                return ::core::result::Result::Err(#building.into_error());
            };
        }
    } else {
        quote!(;)
    };
    for field in class.fields() {
        let (cfgs, ty, given) = (field.cfgs(), &field.ty, given(field));
        let optional = field.default().is_some();
        let ask = match place(field).filter(|_| reaches(field)) {
            Some(Place { position, .. }) => {
                let how = format_ident!("{}", if optional { "given" } else { "taken" });
                quote!(#building.#how::<Self, #ty>(#position))
            }
            None if optional => continue,
            None => {
                let label = field.label();
                quote!(#building.lacks::<#ty>(#label))
            }
        };
        let pattern = if optional {
            given.to_token_stream()
        } else {
            quote!(::core::option::Option::Some(#given))
        };
        if !conditional {
            patterns.push(pattern);
            asks.push(ask);
            continue;
        }
        asked.extend(quote!(#(#cfgs)* let #given = #ask;));
        if !optional {
            needed.extend(quote!(#(#cfgs)* let #pattern = #given #otherwise));
        }
    }
    let all =
        (!patterns.is_empty()).then(|| quote!(let (#(#patterns,)*) = (#(#asks,)*) #otherwise));
    let body = constructor::body(class, &|field| {
        let given = given(field);
        match (field.default().is_some(), reaches(field)) {
            (false, _) => Source::Value(quote!(#given)),
            (true, true) => Source::Or(quote!(#given)),
            (true, false) => Source::Default,
        }
    });
    let body = if class.fallible() {
        body
    } else {
        quote!(::core::result::Result::Ok({ #body }))
    };
    quote! {
        fn build(
            #fill: &mut #metaclass::Fill<'_>,
        ) -> ::core::result::Result<Self, #private::validation::ValidationError>
        where
            Self: ::core::marker::Sized,
        {
            let mut #building = #metaclass::Building::new(#fill);
            #all
            #asked
            #needed
            #building.finish()?;
            #body
        }
    }
}
