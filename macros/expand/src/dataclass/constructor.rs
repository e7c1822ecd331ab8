//! `new`: the required fields, in order; the rest take their defaults. For an enum, one constructor per variant.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::ToTokens;

use crate::class::{Body, Class, Field, FieldDefault, Size, Variant, bounds, types};
use crate::names::{at, local, mentions};

/// The constructors.
#[must_use]
pub fn methods(class: &Class) -> Vec<TokenStream> {
    if !class.options.switch("new") || matches!(class.size(), Size::None) {
        return Vec::new();
    }
    match &class.body {
        Body::Struct(_) => vec![of_struct(class, &Ident::new("new", class.ident.span()))],
        Body::Enum(variants) => variants
            .iter()
            .filter(|variant| earlier(variants, variant).is_none())
            .map(|variant| of_variant(class, variant))
            .collect_vec(),
    }
}

fn of_struct(class: &Class, new: &Ident) -> TokenStream {
    let vis = &class.vis;
    let required: Vec<_> = class
        .fields()
        .iter()
        .filter(|field| field.required())
        .collect_vec();
    let parameters = required.iter().map(|field| {
        let (cfgs, name, (ty, _)) = (field.cfgs(), variable(class, field), parameter(field));
        quote!(#(#cfgs)* #name: #ty)
    });
    let constness = is_const(class).then(|| quote!(const));
    let body = body(class, &|field: &Field| {
        if !field.required() {
            Source::Default
        } else if hides_another(class, field) {
            let name = variable(class, field);
            let identity = if field.into() {
                quote!(::core::convert::Into::into)
            } else {
                quote!(::core::convert::identity)
            };
            Source::Value(quote!(#identity(#name)))
        } else {
            Source::Value(parameter(field).1)
        }
    });
    let clause = clause(&needs(class));
    let (docs, output) = returns(class, class.fallible(), &documentation(class, &required));
    quote! {
        #docs
        #vis #constness fn #new(#(#parameters),*) -> #output #clause {
            #body
        }
    }
}

/// Whether the default of an earlier field names something else that is called as this one: a function `port` for the
/// default of a field in front of `port`, which a parameter `port` would hide.
fn hides_another(class: &Class, field: &Field) -> bool {
    class.fields().iter().any(|earlier| {
        earlier.index < field.index
            && earlier.options.expr("default").is_some_and(|default| {
                mentions(&default.to_token_stream(), &field.name.to_string())
            })
    })
}

/// The variable for what is given for a field. Where it would hide another name, no expression of the user's sees it.
#[must_use]
pub fn variable(class: &Class, field: &Field) -> Ident {
    let name = &field.name;
    if !hides_another(class, field) {
        return name.clone();
    }
    Ident::new(
        &name.to_string(),
        Span::mixed_site().located_at(name.span()),
    )
}

/// The docs and the return type of what makes one: a `Result` only where something can fail.
#[must_use]
pub fn returns(class: &Class, fallible: bool, doc: &str) -> (TokenStream, TokenStream) {
    if fallible {
        let private = class.krate.private();
        let docs = super::docs([
            doc,
            "",
            "# Errors",
            "",
            "Every violation of the descriptors and rules.",
        ]);
        (
            docs,
            quote!(::core::result::Result<Self, #private::validation::ValidationError>),
        )
    } else {
        let docs = super::docs([doc]);
        (quote!(#docs #[must_use]), quote!(Self))
    }
}

/// What making one asks of the parameters, beyond what the class does: `Default` for those of fields that have
/// their type's own, what the descriptors need, and a size.
#[must_use]
pub fn needs(class: &Class) -> Vec<TokenStream> {
    let own = class
        .fields()
        .iter()
        .filter(|field| matches!(field.default(), Some(FieldDefault::OfType)));
    let params = syn::Generics {
        where_clause: None,
        ..class.generics.clone()
    };
    let default = quote!(::core::default::Default);
    let clause = bounds::clause(&params, &own.map(|field| &field.ty).collect_vec(), &default);
    let size = match class.size() {
        Size::If(ty) => Some(quote!(#ty: ::core::marker::Sized)),
        _ => None,
    };
    let descriptors = super::descriptors::bounds::predicates(class, class.stored());
    clause
        .predicates
        .iter()
        .map(ToTokens::to_token_stream)
        .chain(descriptors.into_iter().flatten())
        .chain(size)
        .collect_vec()
}

/// `where` and the predicates; nothing if there are none.
#[must_use]
pub fn clause(predicates: &[TokenStream]) -> Option<TokenStream> {
    (!predicates.is_empty()).then(|| quote!(where #(#predicates),*))
}

/// Where the value of a field comes from.
pub enum Source {
    /// This expression.
    Value(TokenStream),
    /// Its default.
    Default,
    /// This `Option`; its default where that is `None`.
    Or(TokenStream),
}

/// As [`body_from`], where each source gives the field's own type.
#[must_use]
pub fn body(class: &Class, source: &dyn Fn(&Field) -> Source) -> TokenStream {
    body_from(class, source, &|_, _| None)
}

/// The statements that make a value: each field from its source, in the order of declaration, so that a default can
/// name the fields before it; then come `post_init` and the rules.
///
/// All descriptors run before anything is refused, so that a caller hears of every violation at once. What a source
/// gives for a field goes into a described one by what `reader` makes of it, where that makes something.
#[must_use]
pub fn body_from(
    class: &Class,
    source: &dyn Fn(&Field) -> Source,
    reader: &dyn Fn(&Field, &TokenStream) -> Option<TokenStream>,
) -> TokenStream {
    let Body::Struct(fields) = &class.body else {
        return TokenStream::new();
    };
    let private = class.krate.private();
    let violations = local("violations");
    let some = quote!(::core::option::Option::Some);
    let none = quote!(::core::option::Option::None);
    let mut lets = Vec::new();
    let mut unsure: Vec<&Field> = Vec::new();
    for (place, field) in fields.list.iter().enumerate() {
        let (cfgs, name, ty, index) = (field.cfgs(), &field.name, &field.ty, field.index);
        let source = source(field);
        let value = match (&source, field.default()) {
            (Source::Value(value), _) => value.clone(),
            (_, Some(default)) => default.value(ty),
            (Source::Or(_), None) => FieldDefault::OfType.value(ty),
            // Reported by the check: there is no value to give.
            (Source::Default, None) => quote!(#private::class::missing()),
        };
        // Only a default names other fields; what is given does not.
        let is_default = !matches!(source, Source::Value(_));
        let earlier: Vec<_> = fields.list[..place]
            .iter()
            .filter(|earlier| is_default && mentions(&value, &earlier.name.to_string()))
            .collect_vec();
        // A default that names a field which may have been refused has a value only if that has one.
        let needed: Vec<_> = earlier
            .iter()
            .copied()
            .filter(|earlier| unsure.iter().any(|field| field.index == earlier.index))
            .collect_vec();
        let value = earlier
            .iter()
            .filter(|earlier| {
                class.describes(earlier) && !needed.iter().any(|field| field.index == earlier.index)
            })
            .rfold(value, |value, earlier| {
                let name = &earlier.name;
                let view = view(class, earlier, &quote!(&#name));
                quote!({ let #name = #view; #value })
            });
        let described = |function: &str| {
            let function = Ident::new(function, Span::call_site());
            quote!(#private::validation::#function::<#ty, Self, #index>)
        };
        let certain = |value: &TokenStream| {
            if class.describes(field) {
                let certain = described("certain");
                quote!(#certain(#value))
            } else {
                value.clone()
            }
        };
        let refuses = class.describes(field) && field.fallible();
        if !refuses && needed.is_empty() {
            let value = match &source {
                Source::Value(_) | Source::Default => value,
                Source::Or(given) => {
                    quote!(match #given { #some(#name) => #name, #none => #value })
                }
            };
            if class.describes(field) {
                let value = certain(&value);
                lets.push(quote!(#(#cfgs)* let #name = #value;));
            } else if *name != value.to_string() {
                lets.push(quote!(#(#cfgs)* let #name: #ty = #value;));
            }
            continue;
        }
        let made = |value: &TokenStream, read: Option<TokenStream>| {
            if refuses {
                let read = read.unwrap_or_else(|| {
                    let guarded = described("guarded");
                    quote!(#guarded(#value))
                });
                quote!(#violations.take(#read))
            } else {
                let value = certain(value);
                quote!(#some(#value))
            }
        };
        let read_by = match &source {
            Source::Value(_) => reader(field, &value),
            _ => None,
        };
        let certainly = needed.iter().rfold(made(&value, read_by), |made, earlier| {
            let name = &earlier.name;
            let value = view(class, earlier, &name.to_token_stream());
            quote! {
                match &#name {
                    #some(#name) => { let #name = #value; #made }
                    #none => #none,
                }
            }
        });
        let made = match &source {
            Source::Value(_) | Source::Default => certainly,
            Source::Or(given) => {
                let read = name.to_token_stream();
                let read = made(&read, reader(field, &read));
                quote!(match #given { #some(#name) => #read, #none => #certainly })
            }
        };
        lets.push(quote!(#(#cfgs)* let #name = #made;));
        unsure.push(field);
    }
    let all = unsure.iter().map(|field| {
        let (cfgs, name) = (field.cfgs(), &field.name);
        quote! {
            #(#cfgs)*
            let #some(#name) = #name else {
                return ::core::result::Result::Err(#violations.into_error());
            };
        }
    });
    let literal = fields.literal(&quote!(Self), &|field| field.name.to_token_stream());
    let start = (!unsure.is_empty())
        .then(|| quote!(let mut #violations = #private::validation::Violations::new();));
    let end = finish(class, &literal);
    quote!(#start #(#lets)* #(#all)* #end)
}

/// What a default sees of an earlier field that is stored as `Field`, or may have none: the value itself where a copy
/// costs nothing, else a reference.
fn view(class: &Class, field: &Field, place: &TokenStream) -> TokenStream {
    let value = if class.describes(field) {
        let private = class.krate.private();
        quote!(#private::validation::Field::get(#place))
    } else {
        place.clone()
    };
    if types::is_copy(&field.ty) {
        quote!(*#value)
    } else {
        value
    }
}

/// The last steps: `post_init`, then the rules.
fn finish(class: &Class, literal: &TokenStream) -> TokenStream {
    let (this, private) = (local("this"), class.krate.private());
    let init_only = class
        .fields()
        .iter()
        .filter(|field| field.init_only())
        .map(|field| {
            let (cfgs, name) = (field.cfgs(), &field.name);
            quote!(#(#cfgs)* #name)
        })
        .collect_vec();
    let options = &class.options;
    // At the path, so that an error about what it gives back is told there.
    let call = |path: &syn::Path| {
        let arguments = quote!(&mut #this, #(#init_only),*);
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(at(path));
        quote!(#path #arguments)
    };
    let post_init = match (options.path("post_init"), options.path("try_post_init")) {
        (Some(path), _) => {
            let call = call(path);
            Some(quote_spanned!(at(path)=> #private::validation::done(#call);))
        }
        (None, Some(path)) => {
            let call = call(path);
            Some(quote_spanned!(at(path)=> #private::validation::finished(#call)?;))
        }
        (None, None) => {
            // Reported by the check: nothing takes the init-only values.
            (!init_only.is_empty()).then(|| quote!(let _ = (&mut #this, #(#init_only),*);))
        }
    };
    let rules = super::rule::check(class, &quote!(#this));
    let made = if class.fallible() {
        quote!(::core::result::Result::Ok(#this))
    } else {
        this.to_token_stream()
    };
    match (post_init, rules) {
        (None, None) if class.fallible() => quote!(::core::result::Result::Ok(#literal)),
        (None, None) => literal.clone(),
        (None, rules) => quote!(let #this = #literal; #rules #made),
        (post_init, rules) => quote!(let mut #this = #literal; #post_init #rules #made),
    }
}

/// The type of a parameter for the field, and the parameter's value as the field's type.
#[must_use]
pub fn parameter(field: &Field) -> (TokenStream, TokenStream) {
    let (ty, name) = (&field.ty, &field.name);
    if field.into() {
        (
            quote!(impl ::core::convert::Into<#ty>),
            quote!(::core::convert::Into::into(#name)),
        )
    } else {
        (ty.to_token_stream(), name.to_token_stream())
    }
}

fn is_const(class: &Class) -> bool {
    class.options.any(&["post_init", "try_post_init"]).is_none()
        && class.fields().iter().all(|field| match field.default() {
            _ if class.describes(field) => false,
            Some(default) => default.is_const(&field.ty),
            None => !field.into(),
        })
}

fn documentation(class: &Class, required: &[&Field]) -> String {
    let name = &class.ident;
    let optional = class.fields().iter().any(|field| !field.required());
    let given = required
        .iter()
        .map(|field| format!("`{}`", field.label()))
        .collect_vec();
    match (given.is_empty(), optional) {
        (true, false) => format!("Makes a `{name}`."),
        (true, true) => format!("Makes a `{name}` of defaults."),
        (false, false) => format!("Makes a `{name}` from {}.", given.join(", ")),
        (false, true) => {
            format!(
                "Makes a `{name}` from {}; the other fields take their defaults.",
                given.join(", ")
            )
        }
    }
}

/// An earlier variant whose constructor has the name that this one's would have.
#[must_use]
pub fn earlier<'a>(variants: &'a [Variant], variant: &Variant) -> Option<&'a Variant> {
    let name = of_name(variant);
    let always = |variant: &Variant| !variant.attrs.iter().any(|attr| attr.path().is_ident("cfg"));
    let before = variants
        .iter()
        .take_while(|other| other.ident != variant.ident);
    let mut alike = before.filter(|other| always(other) && of_name(other) == name);
    alike.next().filter(|_| always(variant))
}

/// The name of the constructor of a variant: `circle` of `Circle`.
#[must_use]
pub fn of_name(variant: &Variant) -> Ident {
    snake_case(&variant.ident)
}

fn of_variant(class: &Class, variant: &Variant) -> TokenStream {
    let vis = &class.vis;
    let ident = &variant.ident;
    let name = snake_case(ident);
    let cfgs = super::item::attributes_named(&variant.attrs, "cfg");
    let list = &variant.fields.list;
    let parameters = list.iter().map(|field| {
        let (cfgs, name, (ty, _)) = (field.cfgs(), &field.name, parameter(field));
        quote!(#(#cfgs)* #name: #ty)
    });
    let literal = variant
        .fields
        .literal(&quote!(Self::#ident), &|field| parameter(field).1);
    let constness = list
        .iter()
        .all(|field| !field.into())
        .then(|| quote!(const));
    let (docs, output) = returns(
        class,
        false,
        &format!("Makes a `{}::{ident}`.", class.ident),
    );
    quote! {
        #(#cfgs)*
        #docs
        #vis #constness fn #name(#(#parameters),*) -> #output {
            #literal
        }
    }
}

/// `circle` for `Circle`; a name that no function can have gets a `_` behind it.
fn snake_case(ident: &Ident) -> Ident {
    let mut name = String::new();
    let text = crate::names::plain(ident);
    let letters: Vec<char> = text.chars().collect_vec();
    for (place, letter) in letters.iter().enumerate() {
        let after_small =
            place > 0 && (letters[place - 1].is_lowercase() || letters[place - 1].is_numeric());
        let before_small = letters
            .get(place + 1)
            .is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase()
            && place > 0
            && letters[place - 1] != '_'
            && (after_small || before_small)
        {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    function_name(&name, ident.span())
}

fn function_name(name: &str, span: Span) -> Ident {
    match syn::parse_str::<Ident>(name) {
        Ok(_) => Ident::new(name, span),
        Err(_) if matches!(name, "self" | "super" | "crate" | "_") => {
            Ident::new(&format!("{name}_"), span)
        }
        Err(_) => Ident::new_raw(name, span),
    }
}
