use crate::tokens::quote;

use super::expand;

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
        let _ = expand(attr, item);
    }
}
