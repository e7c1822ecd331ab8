//! The twin: the class as it stands in the input.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{Path, Type};

use super::attributes::{Attributes, Item, Side, cfg};
use super::generics::{clause, spelt_out, with_de};
use super::readers::Reader;
use crate::class::descriptor::Descriptor;
use crate::class::{Body, Class, Field, Shape, bounds, types};
use crate::dataclass::default;
use crate::dataclass::rules::Run;
use crate::names::mentions;

/// What the generated strings call `dunder::__private::serde`.
pub(super) const SERDE: &str = "__dunder_serde";

/// How a class is read.
pub(super) struct Reading<'a> {
    pub(super) class: &'a Class,
    /// serde's attributes on the class.
    pub(super) container: Attributes,
    /// The twin's name.
    pub(super) twin: Ident,
    /// `::dunder::__private::serde`.
    pub(super) serde: TokenStream,
}

/// How a field is read.
pub(super) struct Plan<'a> {
    pub(super) field: &'a Field,
    pub(super) attributes: Attributes,
    /// As a `Given`: its own default is made with the class, since it may name earlier fields.
    pub(super) given: bool,
    /// As a `Concealed`: serde's errors must not show it.
    pub(super) secret: bool,
    /// By way of the class.
    pub(super) reader: Option<Reader>,
}

/// Whether a field is read through its class's raw form.
pub(super) fn nested(field: &Field) -> bool {
    nested_step(&field.descriptors).is_some()
}

/// The place of its `nested`, for errors about what is in the field.
pub(super) fn nested_span(field: &Field) -> proc_macro2::Span {
    nested_step(&field.descriptors).map_or_else(|| field.span(), Descriptor::span)
}

fn nested_step(list: &[Descriptor]) -> Option<&Descriptor> {
    list.iter().find_map(|step| match step.rule.run {
        Run::Nested => Some(step),
        Run::Each | Run::Values => nested_step(step.inner()),
        _ => None,
    })
}

impl Plan<'_> {
    /// Whether the twin has more than what serde's functions give.
    fn wraps(&self) -> bool {
        self.given || self.secret || self.reader.is_some()
    }

    /// Whether it is read through its class's raw form.
    pub(super) fn nested(&self) -> bool {
        self.reader == Some(Reader::Nested)
    }

    /// The type in the twin.
    fn wrapped(&self, reading: &Reading, mut ty: TokenStream) -> TokenStream {
        let serde = &reading.serde;
        if let Some(reader) = self.reader {
            let (owner, index) = (reading.owner(), self.field.index);
            let wrapper = format_ident!("{}", reader.wrapper());
            ty = quote!(#serde::#wrapper<#ty, #owner, #index>);
        }
        if self.secret {
            ty = quote!(#serde::Concealed<#ty>);
        }
        if self.given {
            ty = quote!(#serde::Given<#ty>);
        }
        ty
    }

    /// A value as the twin has it.
    fn of(&self, serde: &TokenStream, mut value: TokenStream) -> TokenStream {
        let wrappers = [
            self.reader.map(Reader::wrapper),
            self.secret.then_some("Concealed"),
            self.given.then_some("Given"),
        ];
        for name in wrappers.into_iter().flatten() {
            let name = format_ident!("{name}");
            value = quote!(#serde::#name::of(#value));
        }
        value
    }

    /// The variable for what the twin has.
    pub(super) fn given_name(&self) -> Ident {
        crate::names::local(&format!("given_{}", self.field.index))
    }

    /// What the twin has, as the `Option` of a `Given` or the value itself.
    pub(super) fn unwrapped(&self, serde: &TokenStream) -> TokenStream {
        let name = &self.given_name();
        let plain = self.reader == Some(Reader::Plain);
        let inside = |mut value: TokenStream| {
            if self.secret {
                value = quote!(#serde::Concealed::into_inner(#value));
            }
            if plain {
                value = quote!(#serde::Plain::into_inner(#value));
            }
            value
        };
        if !self.given {
            return inside(name.to_token_stream());
        }
        let given = quote!(#serde::Given::into_option(#name));
        if !self.secret && !plain {
            return given;
        }
        let value = crate::names::local("value");
        let inside = inside(value.to_token_stream());
        quote!(::core::option::Option::map(#given, |#value| #inside))
    }
}

impl<'a> Reading<'a> {
    pub(super) fn of(class: &'a Class) -> Self {
        let private = class.krate.private();
        Self {
            class,
            container: Attributes::of(&class.attrs, "serde"),
            twin: class.fresh(&format!("Raw{}", crate::names::plain(&class.ident))),
            serde: quote!(#private::serde),
        }
    }

    /// Whether what is missing comes from an instance that the user's own code makes.
    fn by_hand(&self) -> bool {
        self.container.has("default") && !self.by_fields()
    }

    /// Whether what is missing comes from the fields' defaults: `#[serde(default)]` on a class whose `Default` is
    /// made of them.
    fn by_fields(&self) -> bool {
        self.container.bare("default") && default::answers(self.class)
    }

    /// The fields in order, those for `post_init` alone among them.
    pub(super) fn plans(&self) -> Vec<Plan<'a>> {
        let class = self.class;
        class
            .fields()
            .iter()
            .map(|field| self.plan(field))
            .collect_vec()
    }

    fn plan(&self, field: &'a Field) -> Plan<'a> {
        let attributes = Attributes::of(&field.attrs, "serde");
        let custom = attributes.has_any(&["with", "deserialize_with"]);
        let reader = if custom || super::skipped(&attributes) {
            None
        } else if nested(field) {
            Some(Reader::Nested)
        } else {
            let default_of_flat = attributes.has("flatten") && attributes.bare("default");
            let known = is_known(&field.ty) || default_of_flat && self.has_types();
            (!known).then_some(Reader::Plain)
        };
        let optional = attributes.bare("default") || self.by_fields();
        // serde would ask for the `Default` of all parameters, which the reader's type names.
        let by_class = reader.is_some_and(|it| it == Reader::Nested || self.has_types());
        let own = field.options.expr("default").is_some();
        let lost = self.by_hand() && field.init_only();
        let given = !attributes.valued("default")
            && !attributes.has("flatten")
            && (own && (optional || super::skipped(&attributes)) || by_class && optional || lost);
        Plan {
            field,
            attributes,
            given,
            secret: field.secret(),
            reader,
        }
    }

    /// The twin, with the user's `Deserialize`.
    pub(super) fn item(&self, derive: &Path, plans: &[Plan], needs: &[TokenStream]) -> TokenStream {
        let Self {
            class, twin, serde, ..
        } = self;
        let attributes = self.container();
        let generics = &class.generics;
        let clause = spelt_out(class, &clause(class, &[]));
        let fields = plans.iter().map(|plan| self.field(plan, needs));
        let body = match shape(class) {
            Shape::Named => quote!(#clause { #(#fields),* }),
            Shape::Tuple => quote!((#(#fields),*) #clause;),
            Shape::Unit => quote!(#clause;),
        };
        let functions = plans.iter().map(|plan| self.functions(plan));
        let serde_name = format_ident!("{SERDE}");
        quote! {
            #[allow(unused_imports)]
            use #serde as #serde_name;
            #(#functions)*
            #[doc(hidden)]
            #[allow(unreachable_pub, private_bounds, private_interfaces, clippy::pedantic)]
            #[derive(#derive)]
            #attributes
            pub struct #twin #generics #body
        }
    }

    /// The container attributes: the user's, and the name that messages and formats show.
    fn container(&self) -> TokenStream {
        let name = crate::names::plain(&self.class.ident);
        let kind = match shape(self.class) {
            Shape::Named => "struct",
            Shape::Tuple => "tuple struct",
            Shape::Unit => "unit struct",
        };
        let expecting = format!("{kind} {name}");
        let copied = self.container.emit(&|item| match item.key.as_str() {
            "default" if self.by_fields() => None,
            "default" if item.text(Side::Deserialize).is_some() => {
                Some(quote!(default = "__dunder_default"))
            }
            // The other direction.
            "into" => None,
            _ => item.same(),
        });
        let rename = self.container.text("rename", Side::Deserialize).is_none();
        let rename = rename.then(|| quote!(#[serde(rename(deserialize = #name))]));
        let expecting =
            (!self.container.has("expecting")).then(|| quote!(#[serde(expecting = #expecting)]));
        quote!(#copied #rename #expecting)
    }

    fn field(&self, plan: &Plan, needs: &[TokenStream]) -> TokenStream {
        let Plan {
            field,
            attributes,
            given,
            ..
        } = plan;
        let class = self.class;
        let cfgs = field.cfgs();
        let name = match &field.member {
            syn::Member::Named(ident) => Some(quote!(#ident:)),
            syn::Member::Unnamed(_) => None,
        };
        let copied = attributes.emit(&|item| match (item.key.as_str(), &item.meta) {
            ("default", syn::Meta::Path(_)) if *given => None,
            ("with" | "deserialize_with", _) if plan.wraps() => {
                let function = reader(field);
                Some(quote!(deserialize_with = #function))
            }
            ("default", syn::Meta::NameValue(_)) if plan.wraps() => {
                let function = fallback(field);
                Some(quote!(default = #function))
            }
            _ => item.same(),
        });
        let mut ty = spelt_out(class, &field.ty);
        let mut more = TokenStream::new();
        if let Some(bound) = self.bound(plan, needs) {
            more.extend(quote!(#[serde(bound(deserialize = #bound))]));
        }
        ty = plan.wrapped(self, ty);
        if plan.wraps() && is_borrowed(&field.ty) && !attributes.has("borrow") {
            more.extend(quote!(#[serde(borrow)]));
        }
        if *given {
            let missing = format!("{SERDE}::Given::missing");
            more.extend(quote!(#[serde(default = #missing)]));
        } else if self.by_fields() && !attributes.has_any(&["default", "flatten"]) {
            more.extend(quote!(#[serde(default)]));
        }
        quote!(#(#cfgs)* #copied #more #name #ty)
    }

    /// The user's functions for a field, which know of the value alone: what reads it, and what it is where it is missing.
    fn functions(&self, plan: &Plan) -> TokenStream {
        let Plan {
            field, attributes, ..
        } = plan;
        if !plan.wraps() {
            return TokenStream::new();
        }
        let Self { class, serde, .. } = self;
        let ty = spelt_out(class, &field.ty);
        let wrapped = plan.wrapped(self, ty.clone());
        // A parameter that the type does not name could not be inferred.
        let params = class.generics.params.iter().filter(|param| {
            let name = match param {
                syn::GenericParam::Lifetime(param) => &param.lifetime.ident,
                syn::GenericParam::Type(param) => &param.ident,
                syn::GenericParam::Const(param) => &param.ident,
            };
            mentions(&wrapped, &name.to_string())
        });
        let params = params.map(without_default).collect_vec();
        // As the type asks for it that names them all.
        let clause = plan.reader.map(|_| spelt_out(class, &clause(class, &[])));
        let functions = attributes.items.iter().filter_map(|item| {
            let (cfgs, condition) = (field.cfgs(), cfg(&item.conditions));
            let made = plan.of(serde, quote!(value));
            if item.key == "default" {
                let path: syn::ExprPath = item.literal(Side::Deserialize)?.parse().ok()?;
                let name = format_ident!("{}", fallback(field));
                return Some(quote! {
                    #(#cfgs)*
                    #condition
                    fn #name<#(#params),*>() -> #wrapped #clause {
                        let value: #ty = #path();
                        #made
                    }
                });
            }
            let path = deserializer(item)?;
            let name = format_ident!("{}", reader(field));
            let (de, _) = with_de(class);
            let conceal = plan.secret.then(|| quote!(.map_err(#serde::conceal)));
            Some(quote! {
                #(#cfgs)*
                #condition
                fn #name<#de, #(#params,)* __D: #serde::Deserializer<#de>>(
                    deserializer: __D,
                ) -> ::core::result::Result<#wrapped, __D::Error> #clause {
                    let value: #ty = #path(deserializer) #conceal?;
                    ::core::result::Result::Ok(#made)
                }
            })
        });
        functions.collect_tokens()
    }

    /// The class, with its parameters.
    pub(super) fn owner(&self) -> TokenStream {
        self.class.split().1
    }

    /// Whether the type of a field depends on the class's parameters.
    pub(super) fn generic(&self, field: &Field) -> bool {
        let ty = Type::Verbatim(spelt_out(self.class, &field.ty));
        bounds::mentions(&self.class.generics, &ty)
    }

    /// Whether a field may hold the class itself.
    pub(super) fn recursive(&self, field: &Field) -> bool {
        let ty = spelt_out(self.class, &field.ty);
        mentions(&ty, &self.class.ident.to_string())
    }

    /// `Default` of the twin, from an instance that the user's own code makes.
    pub(super) fn default(&self, plans: &[Plan]) -> TokenStream {
        if !self.by_hand() {
            return TokenStream::new();
        }
        let Self {
            class, twin, serde, ..
        } = self;
        let (params, this, _) = class.split();
        let (_, arguments, _) = class.generics.split_for_impl();
        let private = class.krate.private();
        let fields = |each: &dyn Fn(&Plan) -> TokenStream, of: &TokenStream, twin: bool| {
            let Body::Struct(fields) = &class.body else {
                return TokenStream::new();
            };
            let entries = plans
                .iter()
                .filter(|plan| twin || !plan.field.init_only())
                .map(|plan| {
                    let (cfgs, member) = (plan.field.cfgs(), &plan.field.member);
                    let value = each(plan);
                    match member {
                        syn::Member::Named(name) if *name == value.to_string() => {
                            quote!(#(#cfgs)* #member)
                        }
                        syn::Member::Named(_) => quote!(#(#cfgs)* #member: #value),
                        syn::Member::Unnamed(_) => value,
                    }
                });
            match fields.shape {
                Shape::Named => quote!(#of { #(#entries),* }),
                Shape::Tuple => quote!(#of(#(#entries),*)),
                Shape::Unit => of.clone(),
            }
        };
        let marks = class.impl_attributes();
        let ident = &class.ident;
        let pattern = fields(
            &|plan| plan.field.name.to_token_stream(),
            &quote!(#ident),
            false,
        );
        let literal = fields(
            &|plan| {
                let name = &plan.field.name;
                let value = if class.describes(plan.field) {
                    quote!(#private::validation::Field::into_inner(#name))
                } else {
                    name.to_token_stream()
                };
                if plan.field.init_only() {
                    quote!(#serde::Given::missing())
                } else {
                    plan.of(serde, value)
                }
            },
            &quote!(#twin),
            true,
        );
        let path = self.container.all("default").find_map(|item| {
            item.literal(Side::Deserialize)?
                .parse::<syn::ExprPath>()
                .ok()
        });
        match path {
            Some(path) => {
                let clause = clause(class, &[]);
                quote! {
                    fn __dunder_default #params () -> #twin #arguments #clause {
                        let #pattern: #this = #path();
                        #literal
                    }
                }
            }
            None => {
                let clause = clause(class, &[quote!(#this: ::core::default::Default)]);
                quote! {
                    #marks
                    impl #params ::core::default::Default for #twin #arguments #clause {
                        fn default() -> Self {
                            let #pattern = <#this as ::core::default::Default>::default();
                            #literal
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn shape(class: &Class) -> Shape {
    match &class.body {
        Body::Struct(fields) => fields.shape,
        Body::Enum(_) => Shape::Unit,
    }
}

fn reader(field: &Field) -> String {
    format!("__dunder_given_{}", field.index)
}

/// The user's function for a value that is missing.
fn fallback(field: &Field) -> String {
    format!("__dunder_default_{}", field.index)
}

/// The user's function that reads a field.
fn deserializer(item: &Item) -> Option<TokenStream> {
    let path: syn::ExprPath = match item.key.as_str() {
        "with" | "deserialize_with" => item.literal(Side::Deserialize)?.parse().ok()?,
        _ => return None,
    };
    Some(if item.key == "with" {
        quote!(#path::deserialize)
    } else {
        quote!(#path)
    })
}

fn without_default(param: &syn::GenericParam) -> TokenStream {
    let mut param = param.clone();
    match &mut param {
        syn::GenericParam::Type(param) => param.default = None,
        syn::GenericParam::Const(param) => param.default = None,
        syn::GenericParam::Lifetime(_) => {}
    }
    param.to_token_stream()
}

/// Whether serde is sure to read a type, treats it by its name (what it borrows, `PhantomData`), or finds parameters in it
/// where no bound of ours would be.
fn is_known(ty: &Type) -> bool {
    let named = |name| types::named(ty).is_some_and(|(found, _)| found == name);
    types::is_std(ty)
        || is_borrowed(ty)
        || named("PhantomData")
        || named("Cow")
        || mentions(&ty.to_token_stream(), "dyn")
}

/// What serde borrows from the input without being told: `&str` and `&[u8]`, also in an `Option`.
pub(super) fn is_borrowed(ty: &Type) -> bool {
    match types::ungroup(types::option(ty).unwrap_or(ty)) {
        Type::Reference(reference) => match types::ungroup(&reference.elem) {
            Type::Slice(slice) => types::named(&slice.elem).is_some_and(|(name, _)| name == "u8"),
            elem => types::named(elem).is_some_and(|(name, _)| name == "str"),
        },
        _ => false,
    }
}
