//! Expressions against syn with all its features.

use std::str::FromStr;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};

use super::{Expr, call, list, of, read};

/// Expressions of every kind.
const VALID: &[&str] = &[
    "1",
    "-1",
    "1.5e3_f64",
    "\"text\"",
    "b'a'",
    "true",
    "a",
    "a::b::<C, D>::e",
    "<T as Trait<A, B>>::C",
    "Self::X",
    "f(a, b)",
    "a.b.0.1",
    "a.b::<C, D>(e, f)",
    "(a, b)",
    "(a)",
    "()",
    "!a",
    "*a",
    "&mut a",
    "&raw const a",
    "a + b * c",
    "a < b",
    "a << 2 >= b",
    "a as u8 as u16",
    "a as Vec<u8, A>",
    "a = b",
    "a += 1",
    "a && b || c",
    "m!(a; b)",
    "a::m![1, 2]",
    "vec![1; 3]",
    "[1, 2, 3]",
    "[0; N]",
    "&[1, 2]",
    "[[1, 2], [3, 4]]",
    "a[1..2]",
    "a[0][1]",
    "..",
    "..5",
    "..=5",
    "1..",
    "1..=A - 1",
    "-1..1",
    "(1..2)",
    "f(1..2)",
    "a?",
    "f(a?)?.b",
    "a.await",
    "|a| a",
    "|a, b| a + b",
    "|a: Vec<u8, A>, (b, c): (u8, u8)| -> u8 { b }",
    "|| 0",
    "move |a, b| f(a, b)",
    "async move { a.await }",
    "async |a, b| c",
    "|&a, [b, .., c], D { e, .. }| a",
    "|a| |b| a + b",
    "|a| a < 3",
    "{ let a = 1; a }",
    "{}",
    "unsafe { f() }",
    "const { 1 }",
    "loop { break 1 }",
    "'a: loop { break 'a 1 }",
    "while a < b { f() }",
    "for a in 0..3 { f(a) }",
    "if a { b } else { c }",
    "if a == b { c } else if let Some(d) = e { f } else { g }",
    "if let Some(a) | Ok(a) = b && c { d } else { e }",
    "match a { B | C => 1, _ if d => { 2 } _ => 3 }",
    "match (a, b) { (c, d) => c }",
    "S { a: 1, b }",
    "S { a: |b, c| b, ..d }",
    "a::S::<B, C> { d: [1, 2] }",
    "HashMap::<K, V>::new()",
    "Vec::<(u8, u8)>::from([(1, 2), (3, 4)])",
    "a.iter().map(|(b, c)| b * c).collect::<HashMap<A, B>>()",
    "return a",
    "break 'a b",
    "f(|a, b| a, c)",
    "f(if a { b } else { c }, match d { _ => e })",
    "f(#[a] b)",
    "_",
    "a..b",
    "f::<{ N + 1 }>(a)",
    "f::<'a, T, 3>(a)",
    "S::<{ let a = 1; a }>::f()",
    "if a { 1 } else { 2 } + 3",
    "\"a\".len()",
    "1.max(2)",
    "a.0 .1",
    "r#type",
    "crate::f",
    "super::f()",
    "::a::b",
    "dyn_call(&|a: &dyn Fn(A, B) -> C, d| a)",
];

/// What is none.
const BROKEN: &[&str] = &[
    "= 3",
    "*",
    "1 +",
    "a.",
    "f(a) b",
    "..=",
    "|a",
    "|a| ",
    "a b",
    "if a",
    "match a",
    "let",
    "S { a: 1 } b",
    "@",
    "#",
    "a ? b",
    "&",
    "for",
    "'a",
    "fn f() {}",
    ";",
    "=> a",
    "a: b",
];

fn tokens(text: &str) -> TokenStream {
    TokenStream::from_str(text).unwrap()
}

/// What is read, and what is left.
fn read_and_rest(text: &str) -> syn::Result<(Expr, String)> {
    let both = |input: ParseStream| Ok((read(input)?, input.parse::<TokenStream>()?.to_string()));
    both.parse2(tokens(text))
}

fn text(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

fn is_expression(text: &str) -> bool {
    syn_full::parse_str::<syn_full::Expr>(text).is_ok()
}

#[test]
fn the_oracle_knows_what_is_an_expression() {
    for valid in VALID {
        assert!(is_expression(valid), "{valid}");
    }
    for broken in BROKEN {
        assert!(!is_expression(broken), "{broken}");
    }
}

#[test]
fn each_expression_is_read_to_its_end_and_kept_as_written() {
    for valid in VALID {
        for behind in ["", ", next", ", next = |a, b| c"] {
            let (expr, rest) = read_and_rest(&format!("{valid}{behind}")).expect(valid);
            assert_eq!(text(&expr), text(tokens(valid)), "{valid}");
            assert_eq!(rest, tokens(behind).to_string(), "{valid}");
        }
    }
}

#[test]
fn two_expressions_are_two() {
    for (at, one) in VALID.iter().enumerate() {
        for other in VALID.iter().cycle().skip(at).take(7) {
            let both = list(tokens(&format!("{one}, {other},"))).expect(one);
            let both: Vec<_> = both.iter().map(text).collect();
            assert_eq!(both, [text(tokens(one)), text(tokens(other))]);
        }
    }
}

#[test]
fn what_is_none_is_an_error_or_left_over() {
    for broken in BROKEN {
        match read_and_rest(broken) {
            Ok((_, rest)) => assert!(!rest.is_empty(), "{broken}"),
            Err(error) => assert!(!error.to_string().contains("syn"), "{broken}: {error}"),
        }
    }
}

#[test]
fn an_expression_of_a_macro_rules_is_what_it_stands_for() {
    use proc_macro2::{Delimiter, Group};
    for inside in VALID {
        let group = Group::new(Delimiter::None, tokens(inside));
        let inner = of(group.into_token_stream());
        assert_eq!(text(&inner), text(tokens(inside)), "{inside}");
        // As what is read without one.
        assert_eq!(
            std::mem::discriminant(&inner),
            std::mem::discriminant(&of(tokens(inside))),
            "{inside}"
        );
    }
}

#[test]
fn calls() {
    for (expr, expected) in [
        ("Some(3)", Some(("Some", "3"))),
        ("a::f(|b, c| d, [1, 2])", Some(("a::f", "|b,c|d,[1,2]"))),
        (
            "disk(if a { b } else { c })",
            Some(("disk", "ifa{b}else{c}")),
        ),
        ("a.f(3)", None),
        ("f(3)(4)", None),
        ("f!(3)", None),
        ("f", None),
        ("(3)", None),
        ("-f(3)", None),
        ("|a| f(a)", None),
    ] {
        let found = call(&of(tokens(expr))).map(|(path, inside)| (text(path), text(inside)));
        let expected = expected.map(|(path, inside)| (path.to_owned(), inside.to_owned()));
        assert_eq!(found, expected, "{expr}");
    }
}
