use crate::tokens::quote;

use super::expand;

/// An `impl` whose every item is of another kind.
fn block(mark: &proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    quote! {
        #[cfg(unix)]
        unsafe impl<T: Clone + 'static, const N: usize> a::Trait<u8> for Type<T, N> where T: Ord {
            type Item = [u8; { N }];
            const N: usize = { 1 };
            macro_call! { fn x() {} }
            macro_call!(y);
            #[inline]
            #mark
            fn next(&mut self) -> Option<Self::Item> { half typed }
            unsafe extern "C" fn plain(&self) -> [u8; 3] { 0 }
        }
    }
}

#[test]
fn with_the_feature_off_an_impl_is_as_written_but_for_the_marks() {
    let marked = block(&quote!(#[patchable(handle = next_patch)]));
    assert_eq!(
        expand_as(quote!(), marked, false).to_string(),
        block(&quote!()).to_string()
    );
}

#[test]
fn with_the_feature_on_the_handles_stand_beside_the_impl() {
    let marked = block(&quote!(#[dunder::patchable(handle = next_patch)]));
    let expanded = expand_as(quote!(), marked, true).to_string();
    assert_eq!(expanded.matches("compile_error").count(), 0, "{expanded}");
    assert_eq!(expanded.matches("unsafe impl").count(), 1, "{expanded}");
    assert_eq!(expanded.matches("cfg (unix)").count(), 2, "{expanded}");
    assert!(
        expanded.contains(
            "impl < T : Clone + 'static , const N : usize > Type < T , N > where T : Ord"
        ),
        "{expanded}"
    );
    assert!(
        expanded.contains("< Self as a :: Trait < u8 > > :: Item"),
        "{expanded}"
    );
}

#[test]
fn no_input_panics() {
    for (attr, item) in [
        (quote!(), quote!()),
        (quote!(), quote!(fn)),
        (quote!(), quote!(fn f)),
        (quote!(), quote!(fn f() -> )),
        (quote!(handle), quote!(fn f(&self) { let = })),
        (quote!(= = =), quote!(impl fn for {})),
        (quote!(), quote!(impl)),
        (quote!(), quote!(unsafe)),
        (quote!(), quote!(impl < for {})),
        (quote!(), quote!(impl !A for B {})),
        (quote!(), quote!(impl A for B { fn })),
        (
            quote!(),
            quote!(impl A for B { #[patchable = 3] fn f() {} = { } }),
        ),
        (
            quote!(handle),
            quote!(impl (A) for B { #[patchable(handle)] const fn f(); }),
        ),
        (quote!(handle = f), quote!(fn f(self, self) {})),
        (
            quote!(crate),
            quote!(
                fn f(a: !, _: _) -> _;
            ),
        ),
    ] {
        let _ = expand(attr, item);
    }
}
