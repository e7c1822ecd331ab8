//! `Repr`: the text as Python writes it, or with `style = rust` as `Debug` does.
//!
//! An impl is one call of the runtime per struct or variant, with the names in one array and the values in another.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Generics, WhereClause};

use crate::class::{Body, Class, Field, Fields, Shape, Variant, bounds, types};
use crate::errors::Errors;
use crate::names::{self, local, plain};
use crate::options::Value;

/// `impl Repr`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if !class.options.switch("repr") || class.derived("Repr").is_some() {
        return TokenStream::new();
    }
    let f = local("f");
    if super::members::listed(class) {
        let private = class.krate.private();
        return written(class, &f, &quote!(#private::repr::object(self, #f)));
    }
    written(class, &f, &body(class, &f))
}

/// `impl Repr`, whatever the options say.
#[must_use]
pub fn implementation(class: &Class) -> TokenStream {
    let f = local("f");
    written(class, &f, &body(class, &f))
}

/// `impl Repr` with this body.
fn written(class: &Class, f: &Ident, body: &TokenStream) -> TokenStream {
    let krate = &class.krate;
    let (params, this, _) = class.split();
    let (attributes, clause) = (class.impl_attributes(), clause(class));
    quote! {
        #attributes
        impl #params #krate::Repr for #this #clause {
            fn repr(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}

/// The where clause of `impl Repr`: the bounds of all fields.
#[must_use]
pub fn clause(class: &Class) -> WhereClause {
    bounded(class, &class.generics, class.all_fields())
}

/// The where clause of `generics` with what printing `fields` needs.
#[must_use]
pub fn bounded<'a>(
    class: &Class,
    generics: &Generics,
    fields: impl Iterator<Item = &'a Field>,
) -> WhereClause {
    let krate = &class.krate;
    let bound = if is_rust(class) {
        quote!(::core::fmt::Debug)
    } else {
        quote!(#krate::Repr)
    };
    let shown = fields.filter(|field| {
        is_printed(field) && !field.secret() && field.options.path("repr_with").is_none()
    });
    bounds::clause(
        generics,
        &shown.map(|field| &field.ty).collect_vec(),
        &bound,
    )
}

/// The statements that write the repr of `self` to `f`.
#[must_use]
pub fn body(class: &Class, f: &Ident) -> TokenStream {
    let imports = imports(class);
    let body = match &class.body {
        Body::Struct(fields) => {
            let place = |field: &Field| of_self(class, field);
            call(class, &plain(&class.ident), fields, &place, f)
        }
        Body::Enum(variants) if variants.is_empty() => return quote!(match *self {}),
        Body::Enum(variants) => {
            let arms = variants
                .iter()
                .map(|variant| variant_arm(class, variant, f));
            quote!(match self { #(#arms)* })
        }
    };
    quote!(#imports #body)
}

/// What the calls of a [`body`] or a [`variant_arm`] need in scope.
#[must_use]
pub fn imports(class: &Class) -> TokenStream {
    let private = class.krate.private();
    let second = if is_rust(class) {
        quote!(DebugByRepr)
    } else {
        quote!(ReprByDebug)
    };
    quote! {
        #[allow(unused_imports)]
        use #private::repr::{#second as _, Shown as __Shown, Unprintable as _};
    }
}

/// The arm of a `match self` that writes the repr of a variant to `f`.
#[must_use]
pub fn variant_arm(class: &Class, variant: &Variant, f: &Ident) -> TokenStream {
    let name = if is_rust(class) {
        plain(&variant.ident)
    } else {
        format!("{}.{}", plain(&class.ident), plain(&variant.ident))
    };
    let place = |field: &Field| binding(field).into_token_stream();
    let body = match variant.fields.shape {
        Shape::Unit => quote!(::core::fmt::Formatter::write_str(#f, #name)),
        _ => call(class, &name, &variant.fields, &place, f),
    };
    let bound = |field: &Field| is_printed(field) && !field.secret();
    arm(variant, &bound, &body)
}

/// The call that prints one set of fields, each found at `place`.
fn call(
    class: &Class,
    name: &str,
    fields: &Fields,
    place: &dyn Fn(&Field) -> TokenStream,
    f: &Ident,
) -> TokenStream {
    let private = class.krate.private();
    let printed: Vec<_> = fields
        .list
        .iter()
        .filter(|field| is_printed(field))
        .collect_vec();
    let values = printed
        .iter()
        .map(|field| value(class, field, &place(field)));
    let values = quote!(&[#(#values),*]);
    let rust = is_rust(class);
    if fields.shape == Shape::Tuple {
        let tuple = if rust {
            quote!(rust_tuple)
        } else {
            quote!(tuple)
        };
        return quote!(#private::repr::#tuple(self, #f, #name, #values));
    }
    let names = printed.iter().map(|field| {
        let (cfgs, label) = (field.cfgs(), field.label());
        quote!(#(#cfgs)* #label)
    });
    let named = if rust {
        quote!(rust_named)
    } else {
        quote!(named)
    };
    quote!(#private::repr::#named(self, #f, #name, &[#(#names),*], #values))
}

/// The printable form of the field at `place`, which is a reference.
fn value(class: &Class, field: &Field, place: &TokenStream) -> TokenStream {
    let (ty, cfgs) = (&field.ty, field.cfgs());
    if field.secret() {
        let private = class.krate.private();
        return quote!(#(#cfgs)* &#private::repr::Secret);
    }
    if let Some(path) = field.options.path("repr_with") {
        // A call rather than a bound on the path, so that `fn(&str, ..)` fits a `String`.
        let (private, f, span) = (class.krate.private(), local("f"), names::at(path));
        let value = names::respan(quote!(#private::repr::value::<#ty>(#place)), span);
        let print = Ident::new("__print", span);
        return quote_spanned! {span=>
            #(#cfgs)*
            &#private::repr::with(|#f| {
                let #print: fn(&_, &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result = #path;
                #print(#value, #f)
            })
        };
    }
    let described = class.describes(field);
    // What is sure to be printable need not be probed, which is most of the cost to rustc.
    if !described && types::is_std(ty) {
        return quote!(#(#cfgs)* #place);
    }
    // The method stands at the declared type, where the error for a type that cannot be printed belongs.
    let method = if is_rust(class) {
        "__dunder_debug"
    } else {
        "__dunder_repr"
    };
    let method = Ident::new(method, names::at(ty));
    // The type is given for what is stored as another, that dereferences to it.
    let ty = described.then(|| quote!(::<#ty>));
    quote!(#(#cfgs)* __Shown #ty (#place).#method())
}

/// An arm of a `match self`, with the fields bound that `bound` picks.
#[must_use]
pub fn arm(variant: &Variant, bound: &dyn Fn(&Field) -> bool, body: &TokenStream) -> TokenStream {
    let ident = &variant.ident;
    let cfgs = super::item::attributes_named(&variant.attrs, "cfg");
    let bindings = variant
        .fields
        .list
        .iter()
        .filter(|field| bound(field))
        .map(|field| {
            let (cfgs, member, name) = (field.cfgs(), &field.member, binding(field));
            quote!(#(#cfgs)* #member: #name,)
        });
    quote!(#(#cfgs)* Self::#ident { #(#bindings)* .. } => #body,)
}

/// The variable that a field of a variant is bound to.
#[must_use]
pub fn binding(field: &Field) -> Ident {
    local(&format!("value{}", field.index))
}

/// A reference to a field of `self`; to a copy of it where the class is packed.
#[must_use]
pub fn of_self(class: &Class, field: &Field) -> TokenStream {
    let member = &field.member;
    if class.packed() {
        quote!(&{ self.#member })
    } else {
        quote!(&self.#member)
    }
}

fn is_rust(class: &Class) -> bool {
    class
        .options
        .word("style")
        .is_some_and(|word| word == "rust")
}

fn is_printed(field: &Field) -> bool {
    field.options.switch("repr") && !field.init_only()
}

/// Reports options of the repr that contradict each other.
pub fn check(class: &Class, errors: &Errors) {
    if !class.options.switch("repr")
        && let Some(opt) = class.options.get("style")
    {
        errors.at(
            &opt.ident,
            "`style` has no effect beside `repr = false`; drop one of the two",
        );
    }
    let own_options = class.options.get("style").into_iter().chain(
        class
            .all_fields()
            .filter_map(|field| field.options.any(&["repr", "repr_with"])),
    );
    if let (Some(path), Some(opt)) = (class.derived("Repr"), own_options.into_iter().next())
        && class.options.switch("repr")
    {
        errors.at(
            path,
            format_args!(
                "the derive does not know of `{}`; drop it, `#[dataclass]` gives `Repr`",
                opt.key.name
            ),
        );
    }
    for field in class.all_fields() {
        let Some(opt) = field.options.get("repr_with") else {
            continue;
        };
        let reason = if !class.options.switch("repr") {
            "the whole repr is left to you by `repr = false`"
        } else if field.secret() {
            "a secret is never printed"
        } else if field
            .options
            .get("repr")
            .is_some_and(|opt| matches!(opt.value, Value::Bool(false)))
        {
            "the field is left out by `repr = false`"
        } else {
            continue;
        };
        errors.at(
            &opt.ident,
            format_args!("`repr_with` has no effect: {reason}; drop one of the two"),
        );
    }
}
