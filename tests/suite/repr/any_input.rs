//! The macros on any input: no panic, and output that parses.

use proc_macro2::{Literal, TokenStream};
use proptest::prelude::*;
use quote::quote;

fn parses(tokens: &TokenStream) -> bool {
    syn::parse2::<syn::File>(tokens.clone()).is_ok()
}

/// Format strings, well formed and not.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[{}:x0$.>w?#é ]{0,12}", any::<String>()]
}

proptest! {
    #[test]
    fn any_format_string(text in texts()) {
        let literal = Literal::string(&text);
        let named = quote!(#[display(#literal)] struct S<T> { x: T, w: usize });
        prop_assert!(parses(&dunder_expand::derives::display(named)));
        let tuple = quote!(enum E { #[display(#literal)] A(u8, #[field(secret)] u8), B });
        prop_assert!(parses(&dunder_expand::derives::display(tuple)));
        let class = quote!(struct S { x: u8 });
        prop_assert!(parses(&dunder_expand::dataclass::expand(quote!(display = #literal), class)));
    }

    #[test]
    fn any_options(text in "[a-z_=,()\"! 0-9]{0,24}") {
        let Ok(options) = text.parse::<TokenStream>() else { return Ok(()) };
        let item = quote! {
            #[dunder(#options)]
            #[display(#options)]
            struct S<'a, T: ?Sized> { #[field(#options)] x: &'a T }
        };
        prop_assert!(parses(&dunder_expand::derives::repr(item.clone())));
        prop_assert!(parses(&dunder_expand::derives::display(item)));
        let _ = dunder_expand::derives::repr(options.clone());
        let _ = dunder_expand::derives::display(options);
    }
}
