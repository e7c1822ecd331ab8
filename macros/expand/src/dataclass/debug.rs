//! `Debug` of a class that keeps more than its fields: std's derive would show cached values and observers, which are no
//! part of what the object is.

use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::Path;

use crate::class::{Class, bounds};
use crate::collect::Collect as _;
use crate::names::{local, plain};

/// Whether a derive below is std's `Debug`, and answered here.
#[must_use]
pub fn answers(class: &Class, path: &Path) -> bool {
    let name = path.to_token_stream().to_string().replace(' ', "");
    let std = name.trim_start_matches("::");
    class.keeps_more().is_some() && matches!(std, "Debug" | "std::fmt::Debug" | "core::fmt::Debug")
}

/// `impl Debug`.
#[must_use]
pub fn emit(class: &Class) -> TokenStream {
    if !class.derives.iter().any(|path| answers(class, path)) {
        return TokenStream::new();
    }
    let clause = bounds::clause(
        &class.generics,
        &class.stored().map(|field| &field.ty).collect_vec(),
        &quote!(::core::fmt::Debug),
    );
    let (params, this, _) = class.split();
    let attributes = class.impl_attributes();
    let (f, shown, name) = (local("f"), local("shown"), plain(&class.ident));
    let shows = class
        .stored()
        .map(|field| {
            let (cfgs, member, label) = (field.cfgs(), &field.member, field.label());
            quote!(#(#cfgs)* #shown.field(#label, &self.#member);)
        })
        .collect_tokens();
    quote! {
        #attributes
        impl #params ::core::fmt::Debug for #this #clause {
            fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut #shown = #f.debug_struct(#name);
                #shows
                #shown.finish()
            }
        }
    }
}
