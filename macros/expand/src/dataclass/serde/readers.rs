//! Fields that are read by way of the class, which says it of each in one place: what is missing there is told once.

use crate::tokens::quote;
use proc_macro2::{Span, TokenStream};
use quote::format_ident;
use syn::{Generics, Ident, Lifetime, LitStr, Type, parse_quote};

use super::attributes::{Attributes, Side};
use super::generics::{clause, predicates, spelt_out, with_de};
use super::raw::{Plan, Reading, SERDE, is_borrowed};
use crate::class::{Field, bounds, types};
use crate::collect::Collect as _;
use crate::names::{local, mentions, respan};

/// How the class reads a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// As a `Nested`, through `FromRaw`.
    Nested,
    /// As a `Plain`, since serde may not know its type.
    Plain,
}

impl Reader {
    /// The type around the field's in the twin.
    pub(super) fn wrapper(self) -> &'static str {
        match self {
            Self::Nested => "Nested",
            Self::Plain => "Plain",
        }
    }
}

impl Reading<'_> {
    /// What making the class asks of its parameters for the sake of nested fields.
    pub(super) fn nested_bounds(&self, plans: &[Plan]) -> Vec<TokenStream> {
        let serde = &self.serde;
        plans
            .iter()
            .filter(|plan| plan.nested() && self.generic(plan.field) && !self.recursive(plan.field))
            .map(|plan| {
                let ty = &plan.field.ty;
                quote!(#ty: #serde::FromRaw)
            })
            .collect_vec()
    }

    /// What serde is to ask for in place of what it makes of the wrapper's arguments, which name the class too.
    pub(super) fn bound(&self, plan: &Plan, needs: &[TokenStream]) -> Option<String> {
        let field = plan.field;
        if !self.has_types() || plan.attributes.has("bound") {
            return None;
        }
        let list = match plan.reader? {
            Reader::Nested if !self.generic(field) => Vec::new(),
            // A class within itself needs what its other fields do.
            Reader::Nested if self.recursive(field) => needs.to_vec(),
            Reader::Nested => {
                let ty = &field.ty;
                let serde = format_ident!("{SERDE}");
                vec![quote!(#ty: #serde::FromRaw<Raw: #serde::Deserialize<'de>>)]
            }
            Reader::Plain if self.container.has("bound") => Vec::new(),
            Reader::Plain => self.inferred(field, needs),
        };
        let list = list
            .iter()
            .map(|predicate| spelt_out(self.class, predicate).to_string())
            .collect_vec();
        Some(list.join(", "))
    }

    /// Whether the class has type parameters.
    pub(super) fn has_types(&self) -> bool {
        self.class.generics.type_params().next().is_some()
    }

    /// As serde infers it from the type as declared; what a class within itself needs comes with it.
    fn inferred(&self, field: &Field, needs: &[TokenStream]) -> Vec<TokenStream> {
        let serde = format_ident!("{SERDE}");
        let ty = spelt_out(self.class, &field.ty);
        let mut generics = self.class.generics.clone();
        generics.where_clause = None;
        let ty: Type = parse_quote!(#ty);
        let clause = bounds::clause(&generics, &[&ty], &quote!(#serde::Deserialize<'de>));
        let mut list = clause
            .predicates
            .into_iter()
            .map(|predicate| quote!(#predicate))
            .collect_vec();
        if self.recursive(field) {
            list.extend_from_slice(needs);
        }
        list
    }

    /// What the twin is read under, as far as it helps to read the field.
    fn known(&self, plans: &[Plan], of: &Plan, needs: &[TokenStream]) -> Vec<TokenStream> {
        let written = |attributes: &Attributes| {
            let bounds = attributes.all("bound");
            bounds
                .filter_map(|item| item.literal(Side::Deserialize))
                .flat_map(|text: LitStr| predicates(&text))
                .collect_vec()
        };
        let mut list = written(&self.container);
        for plan in plans {
            let own = plan.field.index == of.field.index;
            if !own && !plan.field.cfgs().is_empty() {
                continue;
            }
            list.extend(written(&plan.attributes));
            let infers = plan.reader == Some(Reader::Plain) && !plan.attributes.has("bound");
            if infers && !self.container.has("bound") {
                list.extend(self.inferred(plan.field, needs));
            }
        }
        list
    }

    /// `'de: 'a` for what the twin borrows from the input.
    fn borrowed(&self, plans: &[Plan], de: &Lifetime) -> Option<TokenStream> {
        let mut lifetimes: Vec<TokenStream> = Vec::new();
        for plan in plans {
            let ty = spelt_out(self.class, &plan.field.ty);
            let told = plan.attributes.has("borrow");
            if !told && !is_borrowed(&plan.field.ty) {
                continue;
            }
            let params = self.class.generics.lifetimes();
            let params = params.map(|param| param.lifetime.clone());
            let every = params.chain([Lifetime::new("'static", Span::call_site())]);
            let listed = plan.attributes.text("borrow", Side::Deserialize);
            lifetimes.extend(
                every
                    .filter(|lifetime| match &listed {
                        Some(listed) => listed
                            .split('+')
                            .any(|one| one.trim() == lifetime.to_string()),
                        None => mentions(&ty, &lifetime.ident.to_string()),
                    })
                    .map(|lifetime| quote!(#lifetime)),
            );
        }
        (!lifetimes.is_empty()).then(|| quote!(#de: #(#lifetimes)+*))
    }

    /// The impls by which fields are read.
    pub(super) fn readers(&self, plans: &[Plan], needs: &[TokenStream]) -> TokenStream {
        let (de, with_de) = with_de(self.class);
        let readers = plans.iter().filter_map(|plan| {
            let way = match plan.reader? {
                Reader::Nested => self.nested(plan, needs, &de),
                Reader::Plain => self.plain(plan, plans, needs, &de),
            };
            Some(self.implement(plan, &way, &de, &with_de))
        });
        readers.collect_tokens()
    }

    /// The impl by which one field is read.
    fn implement(&self, plan: &Plan, way: &Way, de: &Lifetime, with_de: &Generics) -> TokenStream {
        let Self { class, serde, .. } = self;
        let (_, this, _) = class.split();
        let (params, _, _) = with_de.split_for_impl();
        let marks = class.impl_attributes();
        let (cfgs, ty, index) = (plan.field.cfgs(), &plan.field.ty, plan.field.index);
        let clause = clause(class, &way.needs);
        let Way {
            name,
            method,
            result,
            body,
            ..
        } = way;
        let deserializer = local("deserializer");
        quote! {
            #(#cfgs)*
            #marks
            impl #params #serde::#name<#de, #ty, #index> for #this #clause {
                fn #method<__D: #serde::Deserializer<#de>>(
                    #deserializer: __D,
                ) -> ::core::result::Result<#result, __D::Error> {
                    #body
                }
            }
        }
    }

    /// That the twin of a class within itself is read.
    fn twin_is_read(&self, de: &Lifetime) -> TokenStream {
        let Self {
            class, twin, serde, ..
        } = self;
        let (_, arguments, _) = class.generics.split_for_impl();
        quote!(#twin #arguments: #serde::Deserialize<#de>)
    }

    fn nested(&self, plan: &Plan, needs: &[TokenStream], de: &Lifetime) -> Way {
        let serde = &self.serde;
        let (ty, index) = (&plan.field.ty, plan.field.index);
        let needs = if !self.generic(plan.field) {
            Vec::new()
        } else if self.recursive(plan.field) {
            let mut needs = needs.to_vec();
            needs.push(self.twin_is_read(de));
            needs
        } else {
            vec![quote!(#ty: #serde::FromRaw<Raw: #serde::Deserialize<#de>>)]
        };
        let deserializer = local("deserializer");
        let span = super::raw::nested_span(plan.field);
        Way {
            needs,
            name: format_ident!("ReadNested"),
            method: format_ident!("read_nested"),
            result: quote!(#serde::Nested<#ty, Self, #index>),
            // A type that cannot be read is told of here, once.
            body: respan(
                quote!(#serde::read::<#ty, Self, #index, __D>(#deserializer)),
                span,
            ),
        }
    }

    fn plain(&self, plan: &Plan, plans: &[Plan], needs: &[TokenStream], de: &Lifetime) -> Way {
        let serde = &self.serde;
        let ty = &plan.field.ty;
        let mut more = Vec::new();
        if self.generic(plan.field) {
            more = self.known(plans, plan, needs);
            if self.recursive(plan.field) {
                more.push(self.twin_is_read(de));
            }
        }
        more.extend(self.borrowed(plans, de));
        let deserializer = local("deserializer");
        // A type that cannot be read is told of here, once: by us, or by serde, which says what in it is at fault.
        let function = match types::named(ty) {
            Some((_, arguments)) if arguments.is_empty() => quote!(read_plain),
            _ => quote!(read_plain_of),
        };
        let function = respan(quote!(#serde::#function), crate::names::at(ty));
        Way {
            needs: more,
            name: format_ident!("ReadPlain"),
            method: format_ident!("read_plain"),
            result: quote!(#ty),
            body: quote!(#function::<#ty, __D>(#deserializer)),
        }
    }
}

/// What the impls for the ways to read a field differ in.
struct Way {
    /// What it asks for.
    needs: Vec<TokenStream>,
    /// The trait, and its method.
    name: Ident,
    method: Ident,
    result: TokenStream,
    body: TokenStream,
}
