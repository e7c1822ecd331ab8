use crate::tokens::quote;

use super::expand_as;

#[test]
fn with_the_feature_off_the_function_is_as_written() {
    for item in [
        quote!(
            fn f(a: &str) -> String {
                a.into()
            }
        ),
        quote!(
            pub async fn f(mut a: u8, (b, c): (u8, u8)) -> u8 {
                a + b + c
            }
        ),
        quote!(#[inline] #[doc = "text"] pub(crate) fn f<T: Copy>(self: &Self, t: T) -> T where T: Ord { half typed }),
    ] {
        let attr = quote!(handle = f_patch);
        assert_eq!(
            expand_as(attr, item.clone(), false).to_string(),
            item.to_string()
        );
    }
}

#[test]
fn with_the_feature_off_mistakes_are_told_all_the_same() {
    let item = quote!(
        const fn f(a: impl Copy) {}
    );
    let expanded = expand_as(quote!(handel), item.clone(), false).to_string();
    assert_eq!(expanded.matches("compile_error").count(), 3, "{expanded}");
    assert!(expanded.ends_with(&item.to_string()));
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
        (quote!(handle = f), quote!(fn f(self, self) {})),
        (
            quote!(crate),
            quote!(
                fn f(a: !, _: _) -> _;
            ),
        ),
    ] {
        for on in [false, true] {
            let _ = expand_as(attr.clone(), item.clone(), on);
        }
    }
}
