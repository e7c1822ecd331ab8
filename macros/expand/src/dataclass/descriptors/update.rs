//! `update`: several described fields at once, all or nothing.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Type;
use syn::spanned::Spanned;

use crate::class::{Class, Field, types};
use crate::dataclass::companions;
use crate::names::{local, spell_out_self};

use super::{bounds, described};

/// The fields that a draft has: described, and free to change.
fn drafted(class: &Class) -> Vec<&Field> {
    described(class)
        .filter(|field| !class.frozen(field))
        .collect_vec()
}

/// The draft's type, reached as `<Self as Drafted>::Draft`.
#[must_use]
pub(super) fn emit(class: &Class) -> TokenStream {
    let fields = drafted(class);
    if fields.is_empty() {
        return TokenStream::new();
    }
    let private = class.krate.private();
    let (params, this, clause) = class.split();
    let generics = &class.generics;
    let (_, arguments, _) = generics.split_for_impl();
    let (attributes, lints) = (class.impl_attributes(), class.lints());
    let draft = class.fresh(&format!("{}Draft", crate::names::plain(&class.ident)));
    let marker_name = class.fresh("owner");
    // In the draft's own declaration `Self` would be the draft.
    let of_class = |field: &Field| spell_out_self(field.ty.to_token_stream(), &this);
    let entries = fields.iter().map(|field| {
        let Field { vis, name, .. } = field;
        let (cfgs, ty) = (field.cfgs(), of_class(field));
        quote!(#(#cfgs)* #vis #name: #ty,)
    });
    let parameters: Vec<_> = fields
        .iter()
        .map(|field| {
            let (cfgs, name, ty) = (field.cfgs(), &field.name, of_class(field));
            quote!(#(#cfgs)* #name: #ty,)
        })
        .collect_vec();
    let names = fields.iter().map(|field| {
        let (cfgs, name) = (field.cfgs(), &field.name);
        quote!(#(#cfgs)* #name,)
    });
    // It mentions every parameter, whichever the drafted fields use.
    let generic = !generics.params.is_empty();
    let marker = generic.then(|| quote!(#marker_name: ::core::marker::PhantomData<fn() -> #this>));
    let marked = generic.then(|| quote!(#marker_name: ::core::marker::PhantomData));
    quote! {
        const _: () = {
            #lints
            #[allow(missing_docs, missing_debug_implementations, dead_code, private_interfaces)]
            pub struct #draft #generics #clause { #(#entries)* #marker }

            #lints
            #[allow(missing_docs, private_interfaces, clippy::too_many_arguments, clippy::missing_const_for_fn)]
            impl #params #draft #arguments #clause {
                #[doc(hidden)]
                #[inline]
                pub fn __new(#(#parameters)*) -> Self {
                    Self { #(#names)* #marked }
                }
            }

            #attributes
            impl #params #private::validation::Drafted for #this #clause {
                type Draft = #draft #arguments;
            }
        };
    }
}

/// `update`.
#[must_use]
pub(super) fn method(class: &Class) -> Option<TokenStream> {
    let fields = drafted(class);
    if fields.is_empty() {
        return None;
    }
    let private = class.krate.private();
    let validation = quote!(#private::validation);
    let vis = &class.vis;
    let (draft, violations, this) = (local("draft"), local("violations"), local("this"));
    let fallible = class.coupled() || fields.iter().any(|field| field.fallible());
    let refusing = fields.iter().any(|field| field.fallible());

    let mut needs = Vec::new();
    let copies: Vec<_> = fields
        .iter()
        .map(|field| {
            let (cfgs, member, ty) = (field.cfgs(), &field.member, &field.ty);
            let value = quote!(#validation::Field::get(&self.#member));
            // A bound cannot be under `cfg`: there the type has to be `Clone` for the class to compile.
            if is_clone(ty) || !cfgs.is_empty() {
                return quote!(#(#cfgs)* ::core::clone::Clone::clone(#value));
            }
            let span = ty.span().resolved_at(Span::mixed_site());
            needs.push(quote_spanned!(span=> for<'lazy> #ty: #validation::Copied<'lazy>));
            quote!(#(#cfgs)* #validation::Copied::copied(#value))
        })
        .collect_vec();
    if let Some(guarded) = bounds::predicates(class, fields.iter().copied()) {
        needs.extend(guarded);
    }
    let clause = (!needs.is_empty()).then(|| quote!(where #(#needs),*));

    let made = fields.iter().map(|field| {
        let Field {
            ty, name, index, ..
        } = field;
        let cfgs = field.cfgs();
        let field_of = quote!(::<#ty, Self, #index>);
        if field.fallible() {
            quote!(#(#cfgs)* let #name = #violations.take(#validation::guarded #field_of(#draft.#name));)
        } else {
            quote!(#(#cfgs)* let mut #name = #validation::certain #field_of(#draft.#name);)
        }
    });
    let certain = fields.iter().filter(|field| field.fallible()).map(|field| {
        let (cfgs, name) = (field.cfgs(), &field.name);
        quote! {
            #(#cfgs)*
            let ::core::option::Option::Some(mut #name) = #name else {
                return ::core::result::Result::Err(#violations.into_error());
            };
        }
    });
    let swaps = |object: &TokenStream| -> TokenStream {
        let swap = |field: &&Field| {
            let (cfgs, member, name) = (field.cfgs(), &field.member, &field.name);
            quote!(#(#cfgs)* ::core::mem::swap(&mut #object.#member, &mut #name);)
        };
        let forget = companions::forget(class, object);
        fields.iter().map(swap).chain([forget]).collect_tokens()
    };
    let olds = fields.iter().map(|field| {
        let name = &field.name;
        (*field, quote!(&#name))
    });
    let tell = companions::tell(class, olds);
    let start = refusing.then(|| quote!(let mut #violations = #validation::Violations::new();));
    // The old values are dropped when all new ones are in place: a `Drop` that panics finds a whole object.
    let end = if class.coupled() {
        let swaps = swaps(&this.to_token_stream());
        let commit = quote!(#validation::commit(self, |#this| { #swaps }));
        match tell {
            None => commit,
            Some(tell) => quote!(#commit?; #tell ::core::result::Result::Ok(())),
        }
    } else {
        let swaps = swaps(&quote!(self));
        let ok = fallible.then(|| quote!(::core::result::Result::Ok(())));
        quote!(#swaps #tell #ok)
    };
    let output =
        fallible.then(|| quote!(-> ::core::result::Result<(), #validation::ValidationError>));
    let docs = crate::dataclass::docs(
        [
            "Changes several fields at once, all or nothing: `edit` gets a draft of them, whose values are then",
            "taken over through their descriptors.",
        ]
        .into_iter()
        .chain(fallible.then_some(
            "\n# Errors\n\nEvery violation of the descriptors and rules; the object then stays as it is.",
        )),
    );
    Some(quote! {
        #docs
        #vis fn update(&mut self, edit: impl ::core::ops::FnOnce(&mut <Self as #validation::Drafted>::Draft)) #output
        #clause
        {
            let mut #draft = <<Self as #validation::Drafted>::Draft>::__new(#(#copies),*);
            edit(&mut #draft);
            #start
            #(#made)*
            #(#certain)*
            #end
        }
    })
}

/// Whether a type as written is known to be `Clone`; of another only rustc knows.
fn is_clone(ty: &Type) -> bool {
    if types::is_copy(ty) || types::is_string(ty) {
        return true;
    }
    let parts = match types::named(ty) {
        Some((name, arguments)) => match name.as_str() {
            "Option" | "Vec" | "VecDeque" | "BTreeMap" | "BTreeSet" | "Box" => arguments,
            _ => return false,
        },
        None => return false,
    };
    !parts.is_empty() && parts.into_iter().all(is_clone)
}
