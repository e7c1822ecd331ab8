//! `T::builder()...build()`.
//!
//! ```text
//! pub struct PointBuilder<S0 = Unset, S1 = Unset> { draft: <Point as Drafted>::Draft, state: PhantomData<(S0, S1)> }
//!
//! impl<S0, S1> PointBuilder<S0, S1> {
//!     pub fn x(mut self, x: f64) -> PointBuilder<Set, S1> where S0: Open { .. }
//!     pub fn build(self) -> Point where S1: Has<fields::y> { .. }
//! }
//! ```
//!
//! One state for each field tells whether it has its value, so a second call and a missing field are unmet
//! bounds, whose message names the field. The values lie in a draft apart from the states: a setter moves it as a
//! whole, where moving field by field would make as many moves as the square of the fields.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{GenericParam, Generics, parse_quote};

use super::constructor::{Source, body, clause, needs, returns};
use crate::class::{Body, Class, Field, Shape, Size};
use crate::names::{at, local, plain, respan, spell_out_self};

/// The builder's type, its methods, and the draft that it fills.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let Some(builder) = Builder::of(class) else {
        return TokenStream::new();
    };
    let (item, methods, draft) = (builder.item(), builder.methods(), builder.draft());
    quote! {
        #item
        const _: () = {
            #draft
            #methods
        };
    }
}

/// `T::builder()`, and what `build` does.
#[must_use]
pub fn methods(class: &Class) -> Vec<TokenStream> {
    let Some(builder) = Builder::of(class) else {
        return Vec::new();
    };
    vec![builder.start(), builder.end()]
}

struct Builder<'a> {
    class: &'a Class,
    /// `PointBuilder`.
    name: Ident,
    /// The parameters of the class, spelt for use outside its impls.
    generics: Generics,
    /// The class with its arguments.
    this: TokenStream,
    /// The fields that have a setter, and the parameter that holds the state of each.
    fields: Vec<(&'a Field, Ident)>,
}

impl<'a> Builder<'a> {
    /// `None` where none is asked for, or none is possible.
    fn of(class: &'a Class) -> Option<Self> {
        let Body::Struct(fields) = &class.body else {
            return None;
        };
        let possible = fields.shape != Shape::Tuple && !matches!(class.size(), Size::None);
        if !class.options.flag("builder") || !possible {
            return None;
        }
        let (params, this, where_clause) = class.split();
        let mut generics = class.generics.clone();
        let spelt = spell_out_self(params.to_token_stream(), &this);
        // `T: From<Self>` would mean the builder; a bound is parsed again only where it has to be.
        if spelt.to_string() != params.to_token_stream().to_string()
            && let Ok(parsed) = syn::parse2::<Generics>(spelt)
        {
            generics.params = parsed.params;
        }
        generics.where_clause = where_clause
            .and_then(|clause| syn::parse2(spell_out_self(clause.to_token_stream(), &this)).ok());
        let settable = fields
            .list
            .iter()
            .filter(|field| field.options.switch("init"));
        Some(Self {
            class,
            name: format_ident!("{}Builder", plain(&class.ident), span = class.ident.span()),
            generics,
            this,
            fields: settable
                .map(|field| (field, class.fresh(&format!("S{}", field.index))))
                .collect_vec(),
        })
    }

    /// The class's parameters and one for each state, which `default` gives a default.
    fn stateful(&self, default: Option<&TokenStream>) -> Generics {
        let mut generics = self.generics.clone();
        let states = self.fields.iter().map(|(_, state)| -> GenericParam {
            match default {
                Some(default) => parse_quote!(#state = #default),
                None => parse_quote!(#state),
            }
        });
        generics.params.extend(states);
        generics
    }

    /// The builder's type with `states` as arguments.
    fn with_states(&self, states: impl Iterator<Item = TokenStream>) -> TokenStream {
        let own = self.generics.params.iter().map(|param| match param {
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            GenericParam::Type(param) => param.ident.to_token_stream(),
            GenericParam::Const(param) => param.ident.to_token_stream(),
        });
        let name = &self.name;
        quote!(#name<#(#own,)* #(#states),*>)
    }

    fn item(&self) -> TokenStream {
        let (class, this, name) = (self.class, &self.this, &self.name);
        let (vis, private) = (&class.vis, class.krate.private());
        let lints = class.lints();
        let unset = quote!(#private::builder::Unset);
        let generics = self.stateful(Some(&unset));
        let where_clause = &generics.where_clause;
        let states = self.fields.iter().map(|(_, state)| state);
        let doc = super::docs([&*format!(
            "Makes a [`{0}`], field by field; see [`{0}::builder`].",
            plain(&class.ident)
        )]);
        quote! {
            #doc
            #lints
            #[must_use = "a builder makes nothing before `build`"]
            #[allow(dead_code)]
            #vis struct #name #generics #where_clause {
                draft: <#this as #private::builder::Drafted>::Draft,
                state: ::core::marker::PhantomData<(#(#states,)*)>,
            }
        }
    }

    /// The draft: a type with a name of its own in a scope of its own.
    fn draft(&self) -> TokenStream {
        let (class, this) = (self.class, &self.this);
        let private = class.krate.private();
        let (attributes, lints) = (class.impl_attributes(), class.lints());
        let (draft, owner) = (class.fresh("Draft"), class.fresh("owner"));
        let (params, arguments, where_clause) = self.generics.split_for_impl();
        let entries = self.fields.iter().map(|(field, _)| {
            let (cfgs, name) = (field.cfgs(), &field.name);
            let ty = spell_out_self(field.ty.to_token_stream(), this);
            quote!(#(#cfgs)* #name: ::core::option::Option<#ty>)
        });
        let empty = self.fields.iter().map(|(field, _)| {
            let (cfgs, name) = (field.cfgs(), &field.name);
            quote!(#(#cfgs)* #name: ::core::option::Option::None)
        });
        quote! {
            #lints
            #[allow(dead_code)]
            pub struct #draft #params #where_clause {
                #(#entries,)*
                #owner: ::core::marker::PhantomData<fn() -> #this>,
            }
            #attributes
            impl #params #private::builder::Drafted for #this #where_clause {
                type Draft = #draft #arguments;
                #[inline]
                fn draft() -> Self::Draft {
                    #draft { #(#empty,)* #owner: ::core::marker::PhantomData }
                }
            }
        }
    }

    fn methods(&self) -> TokenStream {
        let (class, this) = (self.class, &self.this);
        let (vis, private) = (&class.vis, class.krate.private());
        let lints = class.lints();
        let generics = self.stateful(None);
        let (params, arguments, where_clause) = generics.split_for_impl();
        let name = &self.name;
        let setters = self
            .fields
            .iter()
            .map(|(field, state)| self.setter(field, state));
        let module = class.fresh("fields");
        let names = self.names(&module);
        let bounds = self.required().map(|(field, state)| {
            // At the field, so that the error shows it.
            let name = &field.name;
            respan(
                quote!(#state: #private::builder::Has<#module::#name>),
                at(name),
            )
        });
        let needs = needs(class);
        let needs = spell_out_self(quote!(#(#needs,)*), this);
        let doc = format!("Makes the [`{}`].", plain(&class.ident));
        let (docs, output) = returns(class, class.fallible(), &doc);
        let output = spell_out_self(output, this);
        let end = class.fresh("__dunder_build");
        quote! {
            #names
            #lints
            #[allow(
                dead_code, private_interfaces,
                clippy::should_implement_trait, clippy::iter_not_returning_iterator
            )]
            impl #params #name #arguments #where_clause {
                #(#setters)*
                #docs
                #vis fn build(self) -> #output where #(#bounds,)* #needs {
                    <#this>::#end(self.draft)
                }
            }
        }
    }

    fn setter(&self, field: &Field, state: &Ident) -> TokenStream {
        let (class, private) = (self.class, self.class.krate.private());
        let (cfgs, name, vis) = (field.cfgs(), &field.name, &class.vis);
        // The last call has the name `build` already.
        let method = if plain(name) == "build" {
            field.method("set")
        } else {
            name.clone()
        };
        let (parameter, value) = super::constructor::parameter(field);
        let parameter = spell_out_self(parameter, &self.this);
        let output = self.with_states(self.fields.iter().map(|(_, other)| {
            if other == state {
                quote!(#private::builder::Set)
            } else {
                other.to_token_stream()
            }
        }));
        let (docs, builder) = (setter_docs(class, field), &self.name);
        let open = respan(quote!(#state: #private::builder::Open), at(name));
        quote! {
            #(#cfgs)*
            #docs
            #[inline]
            #vis fn #method(mut self, #name: #parameter) -> #output
            where
                #open,
            {
                self.draft.#name = ::core::option::Option::Some(#value);
                #builder { draft: self.draft, state: ::core::marker::PhantomData }
            }
        }
    }

    /// The names of the required fields as types, which is how the error about a missing one knows its name. A
    /// trait for each with a message of its own would read better still, but `#[diagnostic::…]` is not to be had
    /// under `no_implicit_prelude`.
    fn names(&self, module: &Ident) -> TokenStream {
        let private = self.class.krate.private();
        let required = || self.required().map(|(field, _)| field);
        let names = required().map(|field| &field.name);
        // Where a field is compiled out, nothing is missing.
        let absent = required().filter_map(|field| {
            let name = &field.name;
            let conditions = field.conditions();
            (!conditions.is_empty()).then(|| {
                quote! {
                    #[cfg(not(all(#(#conditions),*)))]
                    impl #private::builder::Has<#module::#name> for #private::builder::Unset {}
                }
            })
        });
        quote! {
            #[allow(dead_code, non_camel_case_types)]
            mod #module {
                #(pub enum #names {})*
            }
            #(#absent)*
        }
    }

    fn required(&self) -> impl Iterator<Item = &(&'a Field, Ident)> {
        self.fields.iter().filter(|(field, _)| field.required())
    }

    /// `Point::builder()`.
    fn start(&self) -> TokenStream {
        let (class, name) = (self.class, &self.name);
        let (vis, private) = (&class.vis, class.krate.private());
        let unset = self.fields.iter().map(|_| quote!(#private::builder::Unset));
        let output = self.with_states(unset);
        let text = plain(&class.ident);
        let calls: String = self
            .required()
            .map(|(field, _)| format!(".{}(…)", plain(&field.name)))
            .collect();
        let docs = super::docs([&*format!(
            "Makes a `{text}` field by field, in any order: `{text}::builder(){calls}.build()`."
        )]);
        quote! {
            #docs
            #[inline]
            #vis fn builder() -> #output {
                #name {
                    draft: <Self as #private::builder::Drafted>::draft(),
                    state: ::core::marker::PhantomData,
                }
            }
        }
    }

    /// What `build` does: in an impl of the class, where `Self` is what defaults take it for.
    fn end(&self) -> TokenStream {
        let (class, private) = (self.class, self.class.krate.private());
        let (draft, end) = (local("draft"), class.fresh("__dunder_build"));
        let body = body(class, &|field: &Field| {
            let name = &field.name;
            match field.default() {
                _ if !field.options.switch("init") => Source::Default,
                None => Source::Value(quote!(#private::builder::given(#draft.#name))),
                Some(_) => Source::Or(quote!(#draft.#name)),
            }
        });
        let clause = clause(&needs(class));
        let (_, output) = returns(class, class.fallible(), "");
        quote! {
            #[doc(hidden)]
            fn #end(#draft: <Self as #private::builder::Drafted>::Draft) -> #output #clause {
                #body
            }
        }
    }
}

/// As of a setter.
fn setter_docs(class: &Class, field: &Field) -> TokenStream {
    let line = format!("Gives `{}`.", field.label());
    let text = super::descriptors::docs::about(&line, field);
    // Links to what the class has.
    let text = text.replace("Self::", &format!("{}::", plain(&class.ident)));
    super::docs([text.as_str()])
}
