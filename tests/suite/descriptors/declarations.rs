//! The rows of the conformance table that are about the declaration: each is a compile error. What rustc says around these
//! texts is pinned in `ui/descriptors/row_*`, the constants too, which only rustc can evaluate.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The texts of the `compile_error!`s in an expansion.
fn told(item: TokenStream) -> Vec<String> {
    fn collect(tokens: TokenStream, found: &mut Vec<String>) {
        let mut in_error = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => in_error = ident == "compile_error",
                TokenTree::Group(group) if in_error => {
                    let text: syn::LitStr = syn::parse2(group.stream()).expect("a text");
                    found.push(text.value());
                    in_error = false;
                }
                TokenTree::Group(group) => collect(group.stream(), found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(
        dunder_expand::dataclass::expand(TokenStream::new(), item),
        &mut found,
    );
    found
}

/// What a field of type `ty` with these options is told.
fn field(options: TokenStream, ty: TokenStream) -> Vec<String> {
    told(quote!(
        struct Product {
            #[field(#options)]
            value: #ty,
        }
    ))
}

#[test]
fn row_21_a_multiple_of_0() {
    for (options, ty) in [
        (quote!(multiple_of = 0), quote!(u32)),
        (quote!(multiple_of = 0.0), quote!(f64)),
    ] {
        assert_eq!(
            field(options, ty),
            ["nothing is a multiple of 0; write the step, `multiple_of = 5`"]
        );
    }
}

#[test]
fn row_22_a_bound_outside_the_type_is_left_to_rustc_at_the_literal() {
    // `overflowing_literals` is deny by default and points at the literal.
    let pinned = include_str!("../../ui/descriptors/row_22_bound_overflows_type.stderr");
    assert!(
        pinned.starts_with("error: literal out of range for `u8`"),
        "{pinned}"
    );
}

#[test]
fn row_23_min_above_max() {
    for (options, ty, text) in [
        (
            quote!(range = 10..=1),
            quote!(i32),
            "`10..=1` is empty: its start is above its end",
        ),
        (
            quote!(len = 4..=2),
            quote!(String),
            "`4..=2` is empty: its start is above its end",
        ),
        (
            quote!(gt = 4, lt = 4),
            quote!(i32),
            "no value is left: `lt = 4` contradicts `gt = 4`",
        ),
    ] {
        assert_eq!(field(options, ty), [text]);
    }
    let constants =
        include_str!("../../ui/descriptors/row_21_and_23_contradictory_constants.stderr");
    assert!(constants.contains("`LOW..=HIGH` is empty: its start is above its end"));
}

#[test]
fn row_34_a_pattern_that_is_none() {
    let told = field(quote!(pattern = "("), quote!(String));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("unclosed group"), "{told:?}");
}

#[test]
fn row_84_a_default_that_breaks_its_rule() {
    assert_eq!(
        field(quote!(positive, default = -1.5), quote!(f64)),
        ["the default of `value` breaks its own `positive`"]
    );
    assert_eq!(field(quote!(positive, default = 1.5), quote!(f64)), [""; 0]);
}

#[test]
fn row_85_a_cell_inside_a_described_field() {
    assert_eq!(
        field(quote!(check = fine), quote!(std::cell::Cell<u8>)),
        ["a `Cell` changes behind its descriptors; guard the value that is inside it instead"]
    );
}
