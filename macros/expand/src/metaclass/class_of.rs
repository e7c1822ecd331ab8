//! `impl ClassOf<M>`: the class as a metaclass sees it, its check, and its registration.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Type, WhereClause};

use super::{Place, Places, depends, is_generic, module, params};
use crate::class::descriptor::Argument;
use crate::class::{Class, Descriptor, Field, MetaOption};
use crate::collect::Collect as _;
use crate::dataclass::metadata::text;
use crate::names::{adopt, version};

/// A class and one of its metaclasses.
pub(super) struct Sight<'a> {
    pub(super) class: &'a Class,
    /// Which of its metaclasses.
    pub(super) at: usize,
    pub(super) metaclass: Ident,
    /// The metaclass.
    pub(super) alias: Ident,
    pub(super) places: Places<'a>,
}

/// All that one metaclass asks for.
pub(super) fn emit(class: &Class, at: usize) -> TokenStream {
    let meta = &class.metas[at];
    let path = &meta.path;
    let sight = Sight {
        class,
        at,
        metaclass: module(),
        // At the user's, where an error about what is no metaclass belongs.
        alias: Ident::new("__DunderMetaclass", ends(path).0),
        places: Places::of(class),
    };
    let alias = &sight.alias;
    let implementation = sight.implementation();
    let check = super::check::emit(&sight);
    let registration = sight.registration();
    let import = super::import(class);
    quote! {
        // Whoever gives all options that there are is right too.
        #[allow(clippy::needless_update)]
        const _: () = {
            #import
            // Through an alias, so that a name that is none is told of once.
            type #alias = #path;
            #implementation
            #check
            #registration
        };
    }
}

impl Sight<'_> {
    fn implementation(&self) -> TokenStream {
        let Self {
            class,
            metaclass,
            alias,
            ..
        } = self;
        let attributes = class.impl_attributes();
        let (params, this, _) = class.split();
        let clause = self.clause();
        let fields = quote!(#metaclass::fields::<Self>());
        let info = self.info(
            &quote!(<Self as #metaclass::Class>::CLASS),
            &fields,
            None,
            &|_| true,
        );
        let class_of = adopt(quote!(#metaclass::ClassOf<#alias>), alias.span());
        quote! {
            #attributes
            impl #params #class_of for #this #clause {
                const INFO: &'static #metaclass::ClassInfo<#alias> = #info;
            }
        }
    }

    /// The class's own bounds, what reaching its fields needs, and a description of each type that depends on a
    /// parameter.
    fn clause(&self) -> WhereClause {
        let Self {
            class,
            metaclass,
            alias,
            ..
        } = self;
        let mut clause = super::object::clause(class);
        let parameters = params(class, false);
        for Place { field, .. } in &self.places.list {
            let ty = &field.ty;
            if field.cfgs().is_empty() && depends(&parameters, ty) {
                clause
                    .predicates
                    .push(syn::parse_quote!(#alias: #metaclass::DescribeField<#ty>));
            }
        }
        clause
    }

    /// The table. `unknown` says of which types nothing is known, `keeps` which options there are.
    pub(super) fn info(
        &self,
        class_info: &TokenStream,
        fields_info: &TokenStream,
        unknown: Option<&dyn Fn(&Type) -> bool>,
        keeps: &dyn Fn(&MetaOption) -> bool,
    ) -> TokenStream {
        let Self {
            class,
            at: which,
            metaclass,
            alias,
            places,
        } = self;
        let on_class = self.literal("CLASS", &class.metas[*which].options, keeps);
        let on_class = on_class.unwrap_or_else(|| quote!(<#alias as #metaclass::Metaclass>::CLASS));
        let types = places.list.iter().map(|Place { field, .. }| {
            let (cfgs, ty) = (field.cfgs(), &field.ty);
            // At the type, where the error for one that the metaclass does not describe belongs.
            let (begin, end) = ends(ty);
            let before = adopt(quote!(<#alias as #metaclass::DescribeField), begin);
            let after = adopt(quote!(::TYPE), end);
            let described = quote!(#before<#ty>>#after);
            let described = match unknown {
                None => described,
                Some(unknown) if unknown(ty) => quote!(::core::option::Option::None),
                Some(_) => quote!(::core::option::Option::Some(#described)),
            };
            quote!(#(#cfgs)* #described)
        });
        let new = Ident::new(
            if unknown.is_some() { "known" } else { "new" },
            Span::call_site(),
        );
        // What some fields say.
        let (mut options, mut rules) = (Vec::new(), Vec::new());
        for Place {
            field, position, ..
        } in &places.list
        {
            let cfgs = field.cfgs();
            if let Some(literal) = self.literal("FIELD", &field.metas[*which], keeps) {
                options.push(quote!(#(#cfgs)* (#position, #literal)));
            }
            if let Some(list) = self::rules(metaclass, field) {
                rules.push(quote!(#(#cfgs)* (#position, #list)));
            }
        }
        let options = (!options.is_empty()).then(|| quote!(.options([#(#options),*])));
        let rules = (!rules.is_empty()).then(|| quote!(.rules(&[#(#rules),*])));
        let fields = quote! {
            &#metaclass::Fields::#new(#fields_info, &[#(#types),*]) #options #rules
        };
        quote! {
            &#metaclass::ClassInfo::new(#class_info, ::core::module_path!(), #on_class, #fields)
        }
    }

    /// The options given, as a struct literal over the defaults. At the user's token, since rustc takes the literal for
    /// the user's then, and suggests what was meant by a key that is none.
    fn literal(
        &self,
        defaults: &str,
        options: &[MetaOption],
        keeps: &dyn Fn(&MetaOption) -> bool,
    ) -> Option<TokenStream> {
        let Self {
            metaclass, alias, ..
        } = self;
        let options = options.iter().filter(|option| keeps(option)).collect_vec();
        let span = options.first()?.key.span();
        let ty = if defaults == "CLASS" {
            "OnClass"
        } else {
            "OnField"
        };
        let ty = Ident::new(ty, Span::call_site());
        let defaults = Ident::new(defaults, Span::call_site());
        let given = options.iter().map(|MetaOption { key, value }| match value {
            Some(value) => quote!(#key: #value),
            None => quote_spanned!(key.span()=> #key: true),
        });
        let ty = adopt(quote!(#metaclass::#ty::<#alias>), span);
        let defaults = quote!(<#alias as #metaclass::Metaclass>::#defaults);
        let mut fields = Group::new(Delimiter::Brace, quote!(#(#given,)* ..#defaults));
        fields.set_span(span);
        Some(quote!(#ty #fields))
    }

    /// The type for what is said outside its impls: its lifetimes are `'static`.
    pub(super) fn this(&self) -> TokenStream {
        let ident = &self.class.ident;
        let lifetimes = self.class.generics.lifetimes().map(|_| quote!('static));
        quote!(#ident<#(#lifetimes),*>)
    }

    /// `M::classes()` lists it.
    fn registration(&self) -> Option<TokenStream> {
        if is_generic(self.class) {
            return None;
        }
        let (metaclass, alias, this) = (&self.metaclass, &self.alias, self.this());
        let path = text(&self.class.metas[self.at].path);
        let name = format!("{}/{path}/{}", self.class.ident, version());
        Some(quote! {
            #metaclass::submit! {
                #name
                #metaclass::Registered::new::<#alias>(
                    <#this as #metaclass::ClassOf<#alias>>::INFO,
                    ::core::line!(),
                    ::core::column!(),
                )
            }
        })
    }
}

/// Where the tokens begin and end: an expression between these is shown under all of them.
fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens
        .to_token_stream()
        .into_iter()
        .map(|token| token.span());
    let begin = spans.next().unwrap_or_else(Span::call_site);
    (begin, spans.last().unwrap_or(begin))
}

/// The descriptors of a field, as written.
fn rules(metaclass: &Ident, field: &Field) -> Option<TokenStream> {
    let rules = field.descriptors.iter().map(|descriptor| {
        let (name, argument) = (descriptor.rule.key.name, argument(descriptor));
        quote!(#metaclass::RuleInfo::new(#name, #argument))
    });
    (!field.descriptors.is_empty()).then(|| quote!(&[#(#rules),*]))
}

fn argument(descriptor: &Descriptor) -> String {
    match &descriptor.argument {
        Argument::None => String::new(),
        Argument::Expr(tokens, _) => text(tokens),
        Argument::Str(literal) => text(literal),
        Argument::Inner(list) => {
            let list = list.iter().map(|inner| {
                let (name, argument) = (inner.rule.key.name, argument(inner));
                match &inner.argument {
                    Argument::None => name.to_owned(),
                    Argument::Inner(_) => format!("{name}({argument})"),
                    _ => format!("{name} = {argument}"),
                }
            });
            list.collect_vec().join(", ")
        }
    }
}
