use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Explicit, Function, Passing};
use crate::errors::Errors;

fn function(tokens: TokenStream) -> Function {
    let errors = Errors::new();
    let function = Function::parse(tokens, "#[test]", &errors);
    assert!(errors.is_empty());
    function.unwrap()
}

fn text(tokens: impl ToTokens) -> String {
    // Without spaces: `>>` is one token or two, depending on who made it.
    tokens.into_token_stream().to_string().replace(' ', "")
}

#[test]
fn patterns_become_names() {
    let function = function(quote! {
        pub fn f(mut a: u8, (b, _): (u8, u8), _: u8, ref c: u8) -> u8 { half typed }
    });
    assert_eq!(
        text(function.plain_signature()),
        text(quote!(fn f(a: u8, arg1: (u8, u8), arg2: u8, arg3: u8) -> u8))
    );
    assert_eq!(text(function.body), text(quote!({ half typed })));
}

#[test]
fn receivers() {
    for (tokens, ty, passing) in [
        (quote!(self), quote!(Self), Passing::Value),
        (quote!(mut self), quote!(Self), Passing::Value),
        (quote!(&self), quote!(&Self), Passing::Shared),
        (
            quote!(&'a mut self),
            quote!(&'a mut Self),
            Passing::Exclusive,
        ),
        (quote!(self: Box<Self>), quote!(Box<Self>), Passing::Value),
        (quote!(self: &Self), quote!(&Self), Passing::Shared),
    ] {
        let function = function(quote!(fn f<'a>(#tokens) {}));
        let receiver = function.sig.receiver.as_ref().unwrap();
        assert_eq!(text(&receiver.ty), text(ty));
        assert_eq!(receiver.passing, passing, "{tokens}");
        assert!(function.is_associated());
    }
    let function = function(quote!(
        fn f(mut self, mut a: u8) {}
    ));
    assert_eq!(
        text(function.plain_signature()),
        text(quote!(fn f(self, a: u8)))
    );
}

#[test]
fn self_in_a_signature_shows_the_impl() {
    for (tokens, associated) in [
        (
            quote!(
                fn f() -> Option<Self> {}
            ),
            true,
        ),
        (
            quote!(
                fn f(a: [u8; Self::N]) {}
            ),
            true,
        ),
        (
            quote!(
                fn f<T>()
                where
                    Self: Sized,
                {
                }
            ),
            true,
        ),
        (
            quote!(
                fn f() {
                    Self::g()
                }
            ),
            false,
        ),
    ] {
        assert_eq!(function(tokens).is_associated(), associated);
    }
}

#[test]
fn passing_of_arguments() {
    let function = function(quote! {
        fn f(a: u8, b: &str, c: &mut u8, d: impl Copy, e: &impl Copy, f: (&mut u8)) {}
    });
    let passing: Vec<_> = function.sig.arguments.iter().map(|a| a.passing).collect();
    use Passing::{Exclusive, Impl, Shared, Value};
    assert_eq!(passing, [Value, Shared, Exclusive, Impl, Impl, Exclusive]);
}

#[test]
fn lifetimes_left_out_are_spelt() {
    for (tokens, inputs, output, borrowed) in [
        (
            quote!(
                fn f(a: &str, b: Option<&mut Vec<&u8>>) -> u8 {}
            ),
            quote!(&'elided0 str, Option<&'elided1 mut Vec<&'elided2 u8>>),
            quote!(u8),
            vec![],
        ),
        (
            quote!(
                fn f(a: &str) -> Cow<'_, str> {}
            ),
            quote!(&'elided0 str),
            quote!(Cow<'elided0, str>),
            vec!["'elided0"],
        ),
        (
            quote!(
                fn f<'a>(a: &'a str, b: &str) -> &'a str {}
            ),
            quote!(&'a str, &'elided1 str),
            quote!(&'a str),
            vec!["'a"],
        ),
        (
            quote!(
                fn f(&self, b: &str) -> &str {}
            ),
            quote!(&'elided0 Self, &'elided1 str),
            quote!(&'elided0 str),
            vec!["'elided0"],
        ),
        (
            quote!(
                fn f(a: &str, g: fn(&u8) -> &u8, h: Box<dyn Fn(&u8) -> &u8>) -> &'static str {}
            ),
            quote!(&'elided0 str, fn(&u8) -> &u8, Box<dyn Fn(&u8) -> &u8>),
            quote!(&'static str),
            vec![],
        ),
        (
            quote!(
                fn f<'a>(a: &'a u8, b: &'a u8) -> &u8 {}
            ),
            quote!(&'a u8, &'a u8),
            quote!(&'a u8),
            vec!["'a"],
        ),
    ] {
        let explicit = Explicit::of(&function(tokens.clone()));
        let types = explicit.receiver.iter().chain(&explicit.inputs);
        assert_eq!(text(quote!(#(#types),*)), text(inputs), "{tokens}");
        assert_eq!(text(explicit.output), text(output), "{tokens}");
        let found: Vec<_> = explicit.borrowed.iter().map(ToString::to_string).collect();
        assert_eq!(found, borrowed, "{tokens}");
    }
}

#[test]
fn what_is_no_function_is_one_error() {
    let errors = Errors::new();
    assert!(
        Function::parse(
            quote!(
                struct A;
            ),
            "#[memoize]",
            &errors
        )
        .is_none()
    );
    let texts: Vec<_> = errors
        .found
        .borrow()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(texts, ["`#[memoize]` goes on a function or a method"]);
}
