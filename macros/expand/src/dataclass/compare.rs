//! Equality, order and hash: one set of fields for all of them, so that they cannot disagree.
//!
//! Where std's derives say the same (no parameters, no option on a field), they are added to the derive list: nothing
//! is cheaper, but for the order of fields that are all std's, where comparing two tuples is. Else the impls are
//! written here, with bounds inferred from the compared fields.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;
use syn::{Expr, Type};

use crate::class::{Body, Class, Field, Fields, Variant, bounds, types};
use crate::names::{at, local, respan, used_at};

/// The traits that std's derives can give.
#[must_use]
pub fn derivable(class: &Class) -> Vec<TokenStream> {
    [
        ("PartialEq", quote!(::core::cmp::PartialEq)),
        ("PartialOrd", quote!(::core::cmp::PartialOrd)),
        ("Eq", quote!(::core::cmp::Eq)),
        ("Hash", quote!(::core::hash::Hash)),
        ("Ord", quote!(::core::cmp::Ord)),
    ]
    .into_iter()
    .filter(|(name, _)| gives(class, name) && left_to_std(class, name))
    .map(|(_, path)| path)
    .collect_vec()
}

/// The impls that std's derives cannot give.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    IMPLS
        .iter()
        .filter(|(name, _)| gives(class, name) && !left_to_std(class, name))
        .map(|(_, emit)| emit(class))
        .collect_tokens()
}

type Emit = fn(&Class) -> TokenStream;

const IMPLS: &[(&str, Emit)] = &[
    ("PartialEq", equality),
    ("Eq", full_equality),
    ("Hash", hash),
    ("PartialOrd", order),
    ("Ord", total_order),
];

/// Whether the trait is ours to give: an option asks for it, `==` is there, and no derive below gives it.
fn gives(class: &Class, name: &str) -> bool {
    let (order, hash) = (class.options.flag("order"), class.options.flag("hash"));
    let asked = match name {
        "PartialEq" => true,
        "PartialOrd" => order,
        "Eq" | "Hash" => hash,
        _ => order && hash,
    };
    // What cannot be hashed is reported by the check.
    let hashed = name == "PartialEq"
        || name == "PartialOrd"
        || !class.all_fields().any(|field| unhashable(class, field));
    asked && hashed && class.options.switch("eq") && class.derived(name).is_none()
}

/// Whether a field is compared by the total order of floats. Where it cannot be, the check reports it.
#[must_use]
pub fn is_total(field: &Field) -> bool {
    let ordered = (types::is_primitive(&field.ty) || types::is_string(&field.ty))
        && !types::is_float(&field.ty);
    field.options.flag("total") && !ordered
}

/// Whether a field that is to be hashed has a float in it.
#[must_use]
pub fn unhashable(class: &Class, field: &Field) -> bool {
    class.options.flag("hash")
        && is_compared(field)
        && field.options.any(&["total", "key"]).is_none()
        && types::holds_float(&field.ty)
}

/// Whether std's derive gives this trait.
fn left_to_std(class: &Class, name: &str) -> bool {
    by_derive(class) && !(name.ends_with("Ord") && by_tuple(class))
}

fn by_derive(class: &Class) -> bool {
    // Std bounds every parameter, needed or not; lifetimes and constants are no matter.
    class.generics.type_params().next().is_none()
        && class.all_fields().all(|field| {
            field
                .options
                .any(&["compare", "key", "reverse", "total"])
                .is_none()
        })
}

/// Whether the order is that of two tuples, which is half the work for rustc: the error for a field that
/// has no order would be at no field, so all of them must be sure to have one.
fn by_tuple(class: &Class) -> bool {
    const LONGEST: usize = 12;
    let Body::Struct(fields) = &class.body else {
        return false;
    };
    let packed = || class.attrs.iter().any(|attr| attr.path().is_ident("repr"));
    by_derive(class)
        && (1..=LONGEST).contains(&fields.list.len())
        && !packed()
        && fields.list.iter().all(|field| {
            types::is_std(&field.ty)
                && !class.describes(field)
                && !field.init_only()
                && field.cfgs().is_empty()
        })
}

fn compared(class: &Class) -> impl Iterator<Item = &Field> {
    class
        .all_fields()
        .filter(|field| field.compared() && !field.init_only())
}

fn clause(class: &Class, bound: &TokenStream) -> syn::WhereClause {
    let (total, whole): (Vec<_>, Vec<_>) = compared(class)
        .filter(|field| field.options.get("key").is_none())
        .partition(|field| is_total(field));
    let mut clause = bounds::clause(
        &class.generics,
        &whole.iter().map(|field| &field.ty).collect_vec(),
        bound,
    );
    if !total.is_empty() {
        let private = class.krate.private();
        let bare = syn::Generics {
            where_clause: None,
            ..class.generics.clone()
        };
        let total = total.iter().map(|field| &field.ty).collect_vec();
        let bound = quote!(#private::compare::Total);
        clause
            .predicates
            .extend(bounds::clause(&bare, &total, &bound).predicates);
    }
    clause
}

fn equality(class: &Class) -> TokenStream {
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let clause = clause(class, &quote!(::core::cmp::PartialEq));
    let other = local("other");
    let body = each_pair(class, &other, &quote!(false), |pairs| {
        let parts = pairs.iter().map(|(field, one, other)| {
            let (one, other) = (viewed(class, field, one), viewed(class, field, other));
            let equal = if is_total(field) {
                quote!(::core::cmp::PartialEq::eq(&#one, &#other))
            } else {
                quote!(#one == #other)
            };
            cfg_or(field, at_type(field, equal), &quote!(true))
        });
        let parts: Vec<_> = parts.collect_vec();
        if parts.is_empty() {
            quote!(true)
        } else {
            quote!(#(#parts)&&*)
        }
    });
    quote! {
        #attributes
        impl #params ::core::cmp::PartialEq for #this #clause {
            #[inline]
            fn eq(&self, #other: &Self) -> ::core::primitive::bool {
                #body
            }
        }
    }
}

fn full_equality(class: &Class) -> TokenStream {
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let clause = clause(class, &quote!(::core::cmp::Eq));
    quote! {
        #attributes
        impl #params ::core::cmp::Eq for #this #clause {}
    }
}

fn hash(class: &Class) -> TokenStream {
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let clause = clause(class, &quote!(::core::hash::Hash));
    let (state, hasher) = (local("state"), class.fresh("H"));
    let feed = |field: &Field, place: &TokenStream| {
        let (cfgs, value) = (field.cfgs(), viewed(class, field, place));
        let hash = at_type(field, quote!(::core::hash::Hash::hash(&#value, #state);));
        quote!(#(#cfgs)* #hash)
    };
    let body = match &class.body {
        Body::Struct(fields) => {
            let feeds = fields
                .list
                .iter()
                .filter(|field| is_compared(field))
                .map(|field| feed(field, &place(class, field, &quote!(self))));
            quote!(#(#feeds)*)
        }
        Body::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        Body::Enum(variants) => {
            let arms = variants.iter().map(|variant| {
                let (cfgs, ident) = (
                    super::item::attributes_named(&variant.attrs, "cfg"),
                    &variant.ident,
                );
                let pattern = bindings(&variant.fields, &quote!(Self::#ident), "a");
                let feeds = variant
                    .fields
                    .list
                    .iter()
                    .filter(|field| is_compared(field))
                    .map(|field| {
                        let name = binding("a", field);
                        feed(field, &quote!(*#name))
                    });
                quote!(#(#cfgs)* #pattern => { #(#feeds)* })
            });
            // As std's derive: one variant needs no telling apart.
            let tag = (variants.len() > 1).then(
                || quote!(::core::hash::Hash::hash(&::core::mem::discriminant(self), #state);),
            );
            quote! {
                #tag
                match self { #(#arms)* }
            }
        }
    };
    quote! {
        #attributes
        impl #params ::core::hash::Hash for #this #clause {
            fn hash<#hasher: ::core::hash::Hasher>(&self, #state: &mut #hasher) {
                #body
            }
        }
    }
}

fn order(class: &Class) -> TokenStream {
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let other = local("other");
    let is_total = gives(class, "Ord") || class.derived("Ord").is_some();
    let (bound, body) = if is_total {
        let body = quote!(::core::option::Option::Some(::core::cmp::Ord::cmp(self, #other)));
        (quote!(::core::cmp::Ord), body)
    } else {
        let body = lexicographic(class, &other, false);
        (quote!(::core::cmp::PartialOrd), body)
    };
    let clause = clause(class, &bound);
    quote! {
        #attributes
        impl #params ::core::cmp::PartialOrd for #this #clause {
            #[inline]
            fn partial_cmp(&self, #other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                #body
            }
        }
    }
}

fn total_order(class: &Class) -> TokenStream {
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let other = local("other");
    let clause = clause(class, &quote!(::core::cmp::Ord));
    let body = lexicographic(class, &other, true);
    quote! {
        #attributes
        impl #params ::core::cmp::Ord for #this #clause {
            #[inline]
            fn cmp(&self, #other: &Self) -> ::core::cmp::Ordering {
                #body
            }
        }
    }
}

/// Compares field by field: the first that differs decides.
fn lexicographic(class: &Class, other: &Ident, total: bool) -> TokenStream {
    let (equal, compare) = if total {
        (
            quote!(::core::cmp::Ordering::Equal),
            quote!(::core::cmp::Ord::cmp),
        )
    } else {
        (
            quote!(::core::option::Option::Some(::core::cmp::Ordering::Equal)),
            quote!(::core::cmp::PartialOrd::partial_cmp),
        )
    };
    let differs = match &class.body {
        Body::Enum(list) => {
            // As std's derive has it: the discriminant decides between variants.
            let (ty, place) = (discriminant_type(class), local("place"));
            let places = |value: &TokenStream| {
                let arms = list
                    .iter()
                    .zip(discriminants(list))
                    .map(|(variant, value)| {
                        let (cfgs, ident) = (
                            super::item::attributes_named(&variant.attrs, "cfg"),
                            &variant.ident,
                        );
                        quote!(#(#cfgs)* Self::#ident { .. } => #value,)
                    });
                quote!({
                    let #place: #ty = match #value { #(#arms)* };
                    #place
                })
            };
            let (one, two) = (places(&quote!(self)), places(&other.to_token_stream()));
            quote!(#compare(&#one, &#two))
        }
        Body::Struct(_) => equal.clone(),
    };
    each_pair(class, other, &differs, |pairs| {
        if by_tuple(class) {
            // A primitive by value: a reference is one more region for the borrow checker.
            let side = |field: &Field, place: &TokenStream| {
                let by = (!types::is_primitive(&field.ty)).then(|| quote!(&));
                quote!(#by #place)
            };
            let ones = pairs.iter().map(|(field, one, _)| side(field, one));
            let twos = pairs.iter().map(|(field, _, two)| side(field, two));
            return quote!(#compare(&(#(#ones,)*), &(#(#twos,)*)));
        }
        let Some(((field, one, two), rest)) = pairs.split_first() else {
            return equal.clone();
        };
        let step = |field: &Field, one: &TokenStream, two: &TokenStream| {
            let (one, two) = (viewed(class, field, one), viewed(class, field, two));
            let step = if field.options.flag("reverse") {
                quote!(#compare(&#two, &#one))
            } else {
                quote!(#compare(&#one, &#two))
            };
            at_type(field, step)
        };
        if rest.is_empty() && field.cfgs().is_empty() {
            return step(field, one, two);
        }
        let unequal = local("unequal");
        let steps = pairs.iter().map(|(field, one, two)| {
            let (cfgs, step) = (field.cfgs(), step(field, one, two));
            quote! {
                #(#cfgs)*
                match #step {
                    #equal => {}
                    #unequal => return #unequal,
                }
            }
        });
        quote!(#(#steps)* #equal)
    })
}

/// The discriminant of each variant: what is written, else one more than that of the variant before.
fn discriminants(variants: &[Variant]) -> Vec<TokenStream> {
    let (mut start, mut steps) = (None, 0usize);
    let one = |variant: &Variant| {
        if let Some(expr) = &variant.discriminant {
            (start, steps) = (Some(expr.to_token_stream()), 0);
        }
        let offset = Literal::usize_unsuffixed(steps);
        steps += 1;
        match &start {
            None => quote!(#offset),
            Some(expr) => quote!((#expr) + #offset),
        }
    };
    variants.iter().map(one).collect_vec()
}

/// The type of an enum's discriminants: what `repr` says, else `isize`.
fn discriminant_type(class: &Class) -> TokenStream {
    let lists = class
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("repr"));
    let named = lists
        .filter_map(|attr| attr.meta.require_list().ok())
        .flat_map(|list| list.tokens.clone())
        .find(|token| {
            let name = token.to_string();
            name.starts_with(['i', 'u'])
                && name[1..].starts_with(|c: char| c.is_ascii_digit() || c == 's')
        });
    match named {
        Some(name) => quote!(::core::primitive::#name),
        None => quote!(::core::primitive::isize),
    }
}

type Pair<'a> = (&'a Field, TokenStream, TokenStream);

/// `body` of the pairs of compared fields of `self` and `other`; `differs` where they are different variants.
fn each_pair(
    class: &Class,
    other: &Ident,
    differs: &TokenStream,
    body: impl Fn(&[Pair<'_>]) -> TokenStream,
) -> TokenStream {
    match &class.body {
        Body::Struct(fields) => {
            let pairs: Vec<Pair<'_>> = fields
                .list
                .iter()
                .filter(|field| is_compared(field))
                .map(|field| {
                    let one = place(class, field, &quote!(self));
                    (field, one, place(class, field, &other.to_token_stream()))
                })
                .collect_vec();
            if pairs.is_empty() {
                let (body, ignored) = (body(&pairs), quote!(let _ = #other;));
                return quote!(#ignored #body);
            }
            body(&pairs)
        }
        Body::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        Body::Enum(variants) => {
            let arms = variants.iter().map(|variant| {
                let (cfgs, ident) = (
                    super::item::attributes_named(&variant.attrs, "cfg"),
                    &variant.ident,
                );
                let path = quote!(Self::#ident);
                let (one, two) = (
                    bindings(&variant.fields, &path, "a"),
                    bindings(&variant.fields, &path, "b"),
                );
                let pairs: Vec<Pair<'_>> = variant
                    .fields
                    .list
                    .iter()
                    .filter(|field| is_compared(field))
                    .map(|field| {
                        let (a, b) = (binding("a", field), binding("b", field));
                        (field, quote!(*#a), quote!(*#b))
                    })
                    .collect_vec();
                let body = body(&pairs);
                quote!(#(#cfgs)* (#one, #two) => { #body })
            });
            let rest = (variants.len() > 1).then(|| {
                // With all others compiled out nothing is left for this arm.
                let conditional = variants
                    .iter()
                    .any(|variant| variant.attrs.iter().any(|attr| attr.path().is_ident("cfg")))
                    .then(|| quote!(#[allow(unreachable_patterns)]));
                quote!(#conditional _ => #differs,)
            });
            quote!(match (self, #other) { #(#arms)* #rest })
        }
    }
}

/// The field of an object; in a packed struct a copy of it, since nothing may refer to what lies unaligned.
fn place(class: &Class, field: &Field, object: &TokenStream) -> TokenStream {
    let member = &field.member;
    if class.packed() {
        quote!(({ #object.#member }))
    } else {
        quote!(#object.#member)
    }
}

fn is_compared(field: &Field) -> bool {
    field.compared() && !field.init_only()
}

fn binding(side: &str, field: &Field) -> Ident {
    local(&format!("{side}{}", field.index))
}

/// A pattern that binds the compared fields.
fn bindings(fields: &Fields, path: &TokenStream, side: &str) -> TokenStream {
    let entries = fields
        .list
        .iter()
        .filter(|field| is_compared(field))
        .map(|field| {
            let (cfgs, member, name) = (field.cfgs(), &field.member, binding(side, field));
            quote!(#(#cfgs)* #member: #name)
        });
    quote!(#path { #(#entries,)* .. })
}

/// The value that is compared in place of the field: itself, its key, or its total form.
fn viewed(class: &Class, field: &Field, place: &TokenStream) -> TokenStream {
    let private = class.krate.private();
    let ty: &Type = &field.ty;
    if let Some(key) = field.options.expr("key")
        && sees_self(key).is_none()
    {
        let key = function(key, field);
        return quote!(#private::compare::key::<#ty, _>(&#place, #key));
    }
    if is_total(field) {
        return quote!(#private::compare::Total::total(&#place));
    }
    place.clone()
}

/// Where `key = …` wants the whole object, which it does not get.
#[must_use]
pub fn sees_self(key: &Expr) -> Option<Span> {
    used_at(
        &key.to_token_stream(),
        &Ident::new("self", Span::call_site()),
    )
}

/// The function in `key = …`: as written, or an expression of the field's name, `name.to_lowercase()`.
fn function(expr: &Expr, field: &Field) -> TokenStream {
    let key = expr.to_token_stream();
    // A name alone is that of a function.
    let is_path = matches!(expr, Expr::Path(_));
    let Some(used) = used_at(&key, &field.name).filter(|_| !is_path) else {
        return key;
    };
    // With the hygiene of where it is used.
    let mut name = field.name.clone();
    name.set_span(used);
    quote!(|#name| #key)
}

/// What compares a field stands where its type is, so that an error is about the type. What compares a key does
/// not: the key is the user's, and has its own places.
fn at_type(field: &Field, tokens: TokenStream) -> TokenStream {
    if field.options.get("key").is_some() {
        return tokens;
    }
    respan(tokens, at(&field.ty))
}

/// `value` where the field is compiled in, else `absent`.
fn cfg_or(field: &Field, value: TokenStream, absent: &TokenStream) -> TokenStream {
    let conditions = field.conditions();
    if conditions.is_empty() {
        return value;
    }
    quote! {
        ({
            #[cfg(all(#(#conditions),*))] { #value }
            #[cfg(not(all(#(#conditions),*)))] { #absent }
        })
    }
}
