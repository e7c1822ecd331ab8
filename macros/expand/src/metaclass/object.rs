//! `impl Object`: the fields by number.

use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::WhereClause;

use super::{Place, Places, depends, import, is_struct, module, params};
use crate::class::{Class, Field, Size, bounds, types};
use crate::collect::Collect as _;
use crate::dataclass::constructor::{self, Source};
use crate::dataclass::members;
use crate::names::{self, local};

/// `impl Object`.
pub(super) fn emit(class: &Class) -> TokenStream {
    if !is_struct(class) {
        return TokenStream::new();
    }
    let metaclass = module();
    let attributes = class.impl_attributes();
    let (params, this, _) = class.split();
    let clause = clause(class);
    let places = Places::of(class);
    let (read, write, build) = (
        read(class, &places),
        write(class, &places),
        build(class, &places),
    );
    let import = import(class);
    quote! {
        const _: () = {
            #import
            #attributes
            impl #params #metaclass::Object for #this #clause {
                #read
                #write
                #build
            }
        };
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
    let metaclass = module();
    let index = local("index");
    let reachable = places
        .list
        .iter()
        .filter(|place| reachable(class, place.field));
    let arms = reachable.map(|place| {
        let (cfgs, pattern) = (place.field.cfgs(), &place.pattern);
        let value = members::reference(class, place.field);
        quote!(#(#cfgs)* #pattern => #value,)
    });
    let arms = arms.collect_vec();
    let none = quote!(::core::option::Option::None);
    let body = if arms.is_empty() {
        quote!({ let _ = #index; #none })
    } else {
        let number = places.number(&metaclass, &index);
        quote!(::core::option::Option::Some(match #number { #(#arms)* _ => return #none }))
    };
    quote! {
        fn field_at(
            &self,
            #index: ::core::primitive::usize,
        ) -> ::core::option::Option<&dyn ::core::any::Any> {
            #body
        }
    }
}

fn write(class: &Class, places: &Places) -> TokenStream {
    let metaclass = module();
    let private = class.krate.private();
    let (index, fill) = (local("index"), local("fill"));
    // What is guarded goes through its setter; of the rest, one call takes whichever it is.
    let (mut guarded, mut open) = (Vec::new(), Vec::new());
    for Place { field, pattern, .. } in &places.list {
        let (cfgs, ty, member) = (field.cfgs(), &field.ty, &field.member);
        let fixed = class.frozen(field) || !field.options.switch("set");
        if !reachable(class, field) || class.describes(field) && fixed {
            continue;
        }
        if !class.describes(field) {
            open.push(quote!(#(#cfgs)* #pattern => &mut self.#member,));
            continue;
        }
        let set = field.method("set");
        let set = quote!(Self::#set(self, #metaclass::taken::<Self, #ty>(#fill, #index)?));
        let set = if class.coupled() || field.fallible() {
            set
        } else {
            quote!({ #set; ::core::result::Result::Ok(()) })
        };
        guarded.push(quote!(#(#cfgs)* #pattern => #set,));
    }
    let number = places.number(&metaclass, &index);
    let refused = quote!(#metaclass::refused::<Self>(#index));
    let rest = if open.is_empty() {
        refused
    } else {
        let place = quote!(match #number { #(#open)* _ => return #refused });
        quote!(#metaclass::put::<Self>(#place, #fill, #index))
    };
    let body = match (guarded.is_empty(), open.is_empty()) {
        (true, true) => quote!(let _ = #fill; #rest),
        (true, false) => rest,
        (false, _) => quote!(match #number { #(#guarded)* _ => #rest }),
    };
    quote! {
        fn fill_field(
            &mut self,
            #index: ::core::primitive::usize,
            #fill: &mut #metaclass::Fill<'_>,
        ) -> ::core::result::Result<(), #private::validation::ValidationError> {
            #body
        }
    }
}

/// As deserialising does: what is given goes through the descriptors, the rest takes its default, then come `post_init`
/// and the rules.
fn build(class: &Class, places: &Places) -> TokenStream {
    if let Size::None = class.size() {
        return TokenStream::new();
    }
    let metaclass = module();
    let private = class.krate.private();
    let fill = local("fill");
    let place = |field: &Field| {
        let mut places = places.list.iter();
        let place = places.find(|place| place.field.index == field.index);
        place.filter(|_| reachable(class, field))
    };
    let mut asking = Asking {
        class,
        building: local("building"),
        row: Vec::new(),
        asked: TokenStream::new(),
        needed: TokenStream::new(),
    };
    for field in class.fields() {
        match (place(field), field.default()) {
            (Some(place), None) => asking.join(place),
            (Some(place), Some(_)) => asking.optional(place),
            (None, None) => asking.lacks(field),
            (None, Some(_)) => {}
        }
    }
    asking.ask();
    let Asking {
        building,
        asked,
        needed,
        ..
    } = asking;
    let body = constructor::body(class, &|field| {
        let given = constructor::variable(class, field);
        match (field.default(), place(field)) {
            (None, _) => Source::Value(quote!(#given)),
            (Some(_), Some(_)) => Source::Or(quote!(#given)),
            (Some(_), None) => Source::Default,
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
            #asked
            #needed
            #building.finish()?;
            #body
        }
    }
}

/// How the values of the fields are asked for: in the order of declaration, and all before one is missed.
struct Asking<'a> {
    class: &'a Class,
    building: Ident,
    /// Fields that need a value, to be asked for together.
    row: Vec<&'a Place<'a>>,
    asked: TokenStream,
    needed: TokenStream,
}

impl<'a> Asking<'a> {
    /// As many values as `Row` of the runtime has room for.
    const ROW: usize = 12;

    fn join(&mut self, place: &'a Place<'a>) {
        let alone = |place: &Place| !place.field.cfgs().is_empty();
        if self.row.len() == Self::ROW || alone(place) || self.row.iter().any(|place| alone(place))
        {
            self.ask();
        }
        self.row.push(place);
    }

    /// Asks for the row. Its places follow one another, since a field without one ends it.
    fn ask(&mut self) {
        let row = std::mem::take(&mut self.row);
        let Some(first) = row.first() else { return };
        let name = local(&format!("row_{}", first.field.index));
        let (class, building) = (self.class, &self.building);
        let types = row.iter().map(|place| &place.field.ty);
        let position = &first.position;
        let row_of = quote!(#building.row::<Self, (#(#types,)*)>(#position));
        let given = row
            .iter()
            .map(|place| constructor::variable(class, place.field));
        self.need(first.field, &name, &row_of, &quote!((#(#given,)*)));
    }

    fn lacks(&mut self, field: &Field) {
        self.ask();
        let (ty, label, building) = (&field.ty, field.label(), &self.building);
        let given = constructor::variable(self.class, field);
        let lacks = quote!(#building.lacks::<#ty>(#label));
        self.need(field, &given, &lacks, &given.to_token_stream());
    }

    fn need(&mut self, field: &Field, name: &Ident, asked: &TokenStream, pattern: &TokenStream) {
        let (cfgs, building) = (field.cfgs(), &self.building);
        let cfgs = quote!(#(#cfgs)*);
        self.asked.extend(quote!(#cfgs let #name = #asked;));
        self.needed.extend(quote! {
            #cfgs
            let ::core::option::Option::Some(#pattern) = #name else {
                return ::core::result::Result::Err(#building.into_error());
            };
        });
    }

    fn optional(&mut self, place: &Place) {
        self.ask();
        let Place {
            field, position, ..
        } = place;
        let (cfgs, ty, building) = (field.cfgs(), &field.ty, &self.building);
        let given = constructor::variable(self.class, field);
        self.asked
            .extend(quote!(#(#cfgs)* let #given = #building.given::<Self, #ty>(#position);));
    }
}
