//! `JsonSchema`: schemars describes a twin with the declared types; the descriptors' part is added to that.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, TokenStream};
use quote::format_ident;
use syn::{Attribute, Path};

use super::attributes::{Attributes, Side};
use super::generics::{clause, spelt_out};
use super::has_own_default;
use super::names;
use super::raw::shape;
use crate::class::descriptor::{Argument, Descriptor};
use crate::class::{Class, Field, Shape, bounds, types};
use crate::dataclass::descriptors::guard;
use crate::dataclass::rules::Run;
use crate::dataclass::{default, descriptors};
use crate::names::{local, mentions};

/// `impl JsonSchema`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    let Some(derive) = super::taken_by_schema(class) else {
        return TokenStream::new();
    };
    let describing = Describing::of(class);
    let twin = describing.item(derive);
    let Describing { name, schema, .. } = &describing;
    let (params, this, _) = class.split();
    let (_, arguments, _) = class.generics.split_for_impl();
    let marks = class.impl_attributes();
    let lints = class.lints();
    let mut needs: Vec<_> = descriptors::described(class)
        .flat_map(|field| {
            let own = descriptors::bounds::clause(class, field);
            let known = class
                .generics
                .where_clause
                .iter()
                .flat_map(|clause| &clause.predicates)
                .count();
            let added = own.predicates.into_iter().skip(known);
            added.map(|predicate| quote!(#predicate)).collect_vec()
        })
        .collect_vec();
    needs.push(quote!(#name #arguments: #schema::JsonSchema));
    let clause = clause(class, &needs);
    let (twin_text, class_text) = (name.to_string(), crate::names::plain(&class.ident));
    let (generator, object) = (local("generator"), local("schema"));
    let instance = describing.instance();
    let fields = class.fields().iter().map(|field| describing.field(field));
    quote! {
        #[doc(hidden)]
        #lints
        const _: () = {
            #twin
            #marks
            impl #params #schema::JsonSchema for #this #clause {
                fn inline_schema() -> ::core::primitive::bool {
                    <#name #arguments as #schema::JsonSchema>::inline_schema()
                }
                fn schema_name() -> #schema::Cow<'static, ::core::primitive::str> {
                    #schema::named(
                        <#name #arguments as #schema::JsonSchema>::schema_name(),
                        #twin_text,
                        #class_text,
                    )
                }
                fn schema_id() -> #schema::Cow<'static, ::core::primitive::str> {
                    <#name #arguments as #schema::JsonSchema>::schema_id()
                }
                fn json_schema(#generator: &mut #schema::SchemaGenerator) -> #schema::Schema {
                    #[allow(unused_imports)]
                    use #schema::NotSerialize as _;
                    let mut #object = <#name #arguments as #schema::JsonSchema>::json_schema(#generator);
                    #instance
                    #(#fields)*
                    #object
                }
            }
        };
    }
}

/// How a class is described.
struct Describing<'a> {
    class: &'a Class,
    container: Attributes,
    name: Ident,
    /// `::dunder::__private::schema`.
    schema: TokenStream,
    rules: TokenStream,
}

impl<'a> Describing<'a> {
    fn of(class: &'a Class) -> Self {
        let private = class.krate.private();
        Self {
            class,
            container: Attributes::of(&class.attrs, "serde"),
            name: class.fresh(&format!("Schema{}", crate::names::plain(&class.ident))),
            schema: quote!(#private::schema),
            rules: quote!(#private::validation::rules),
        }
    }

    /// The twin, with the user's `JsonSchema`.
    fn item(&self, derive: &Path) -> TokenStream {
        let Self {
            class,
            name,
            container,
            ..
        } = self;
        let serde = container.emit(&|item| match item.key.as_str() {
            "default" | "into" => None,
            _ => item.same(),
        });
        let more = others(&class.attrs);
        let generics = &class.generics;
        let clause = spelt_out(class, &clause(class, &[]));
        let fields = class.fields().iter().map(|field| {
            let (cfgs, ty) = (field.cfgs(), spelt_out(class, &field.ty));
            let name = match &field.member {
                syn::Member::Named(ident) => Some(quote!(#ident:)),
                syn::Member::Unnamed(_) => None,
            };
            let attributes = Attributes::of(&field.attrs, "serde");
            let own = self.has_default(field, &attributes);
            let serde = attributes.emit(&|item| match item.key.as_str() {
                "default" if own => None,
                _ => item.same(),
            });
            // It is read, and not there to be written.
            let read = (field.init_only() && !attributes.has_any(&["skip", "skip_serializing"]))
                .then(|| quote!(#[serde(skip_serializing)]));
            let more = others(&field.attrs);
            quote!(#(#cfgs)* #(#more)* #serde #read #name #ty)
        });
        let body = match shape(class) {
            Shape::Named => quote!(#clause { #(#fields),* }),
            Shape::Tuple => quote!((#(#fields),*) #clause;),
            Shape::Unit => quote!(#clause;),
        };
        quote! {
            #[allow(dead_code, clippy::pedantic)]
            #[derive(#derive)]
            #(#more)*
            #serde
            struct #name #generics #body
        }
    }

    /// Whether the class, not schemars, says what stands in for a missing value.
    fn has_default(&self, field: &Field, attributes: &Attributes) -> bool {
        has_own_default(field)
            || self.container.has("default")
                && !attributes.has_any(&["default", "flatten", "skip", "skip_deserializing"])
    }

    /// The instance that `#[serde(default)]` on a class takes missing values from, where that is made by hand.
    fn instance(&self) -> Option<TokenStream> {
        let class = self.class;
        if !self.by_hand() {
            return None;
        }
        let path = self.container.all("default").find_map(|item| {
            item.literal(Side::Deserialize)?
                .parse::<syn::ExprPath>()
                .ok()
        });
        let made = match path {
            Some(path) => quote!(#path()),
            None => quote!(<Self as ::core::default::Default>::default()),
        };
        let instance = local("instance");
        let (_, this, _) = class.split();
        Some(quote!(let #instance: #this = #made;))
    }

    fn by_hand(&self) -> bool {
        self.container.has("default")
            && self.class.generics.params.is_empty()
            && !(self.container.bare("default") && default::answers(self.class))
    }

    /// What the class adds to the schema of a field.
    fn field(&self, field: &Field) -> TokenStream {
        let Self {
            class,
            container,
            schema,
            ..
        } = self;
        let attributes = Attributes::of(&field.attrs, "serde");
        if attributes.has_any(&["flatten", "skip"]) {
            return TokenStream::new();
        }
        let (object, property) = (local("schema"), local("property"));
        let (generator, name) = (local("generator"), names::of(field, container));
        let rules = self.rules(&field.descriptors, &field.ty, &property);
        let frozen = (class.describes(field) && class.frozen(field) && !field.init_only())
            .then(|| quote!(#schema::mark(#property, "readOnly");));
        let secret = field.secret().then(|| quote!(#schema::secret(#property);));
        let own = self.has_default(field, &attributes);
        let default = own.then(|| self.default(field)).flatten();
        let default = default.map(|value| quote!(#schema::default(#property, #value);));
        let place = if names::stands_for_the_whole(class, container) {
            quote!(::core::option::Option::Some(&mut #object))
        } else {
            match &field.member {
                syn::Member::Named(_) => quote!(#schema::property(&mut #object, #name)),
                syn::Member::Unnamed(index) => {
                    let index = index.index as usize;
                    quote!(#schema::item(&mut #object, #index))
                }
            }
        };
        let optional = own.then(|| quote!(#schema::optional(&mut #object, #generator, #name);));
        let inside: TokenStream = [Some(rules), frozen, secret, default]
            .into_iter()
            .flatten()
            .collect_tokens();
        let cfgs = field.cfgs();
        let inside = (!inside.is_empty())
            .then(|| quote!(if let ::core::option::Option::Some(#property) = #place { #inside }));
        quote!(#(#cfgs)* { #optional #inside })
    }

    /// The default of a field as JSON, if it can be told without an instance.
    fn default(&self, field: &Field) -> Option<TokenStream> {
        let Self { class, schema, .. } = self;
        let ty = &field.ty;
        if field.secret() {
            return None;
        }
        if self.by_hand() && !has_own_default(field) {
            let (instance, member) = (local("instance"), &field.member);
            let stored = !field.init_only();
            return stored.then(|| quote!(#schema::Probe(&#instance.#member).to_value()));
        }
        let value = match field.default() {
            Some(default) => default.value(ty),
            None if bounds::mentions(&class.generics, ty) => return None,
            None => crate::class::FieldDefault::OfType.value(ty),
        };
        let earlier = &class.fields()[..field.index];
        let free = !earlier
            .iter()
            .any(|earlier| mentions(&value, &earlier.name.to_string()));
        let made = local("value");
        free.then(|| {
            quote!({
                let #made: #ty = #value;
                #schema::Probe(&#made).to_value()
            })
        })
    }

    /// The statements that write descriptors into the schema `property` of a `ty`.
    fn rules(&self, list: &[Descriptor], ty: &syn::Type, property: &Ident) -> TokenStream {
        let ty = types::ruled(ty);
        let steps = list.iter().filter(|step| !step.broken);
        steps
            .map(|step| self.rule(step, ty, property))
            .collect_tokens()
    }

    fn rule(&self, step: &Descriptor, ty: &syn::Type, property: &Ident) -> TokenStream {
        let Self { schema, rules, .. } = self;
        match (step.rule.run, &step.argument) {
            (Run::CheckOf("OneOf"), _) => {
                let (Some(written), Some(shape)) = (step.written(), step.shape()) else {
                    return TokenStream::new();
                };
                let options = guard::list_as_floats(written, shape, ty);
                let option = local("option");
                quote! {
                    #schema::one_of(
                        #property,
                        (#options).iter().map(|#option| #schema::Probe(#option).to_value()).collect(),
                    );
                }
            }
            (Run::Pattern, Argument::Str(text)) => quote!(#schema::pattern(#property, #text);),
            (Run::Unique, _) => quote!(#schema::unique(#property);),
            (Run::Each | Run::Keys | Run::Values, Argument::Inner(inner)) => {
                let (function, projected) = match step.rule.run {
                    Run::Each => ("items", quote!(<#ty as #rules::Items>::Item)),
                    Run::Keys => ("keys", quote!(<#ty as #rules::Entries>::Key)),
                    _ => ("values", quote!(<#ty as #rules::Entries>::Value)),
                };
                let function = format_ident!("{function}");
                let projected: syn::Type = syn::parse_quote!(#projected);
                let item = step.item(ty).unwrap_or(&projected);
                let inside = self.rules(inner, item, property);
                if inside.is_empty() {
                    return inside;
                }
                quote! {
                    if let ::core::option::Option::Some(#property) = #schema::#function(#property) {
                        #inside
                    }
                }
            }
            _ => match guard::rule(rules, step, ty) {
                Some(rule) => quote!(#schema::rule::<#ty, _>(#property, &#rule);),
                None => TokenStream::new(),
            },
        }
    }
}

/// The attributes besides serde's that schemars reads.
fn others(attrs: &[Attribute]) -> Vec<TokenStream> {
    let docs = attrs.iter().filter(|attr| attr.path().is_ident("doc"));
    let docs = docs.map(|attr| quote!(#attr));
    let schemars = Attributes::of(attrs, "schemars").emit(&super::attributes::Item::same);
    let deprecated = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("deprecated"));
    docs.chain(deprecated.map(|attr| quote!(#attr)))
        .chain([schemars])
        .collect_vec()
}
