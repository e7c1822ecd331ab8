//! Signatures against syn with all its features.

use std::str::FromStr;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::Signature;

const QUALIFIERS: &[&str] = &[
    "",
    "const",
    "async",
    "unsafe",
    "extern",
    "extern \"C\"",
    "const unsafe extern \"C\"",
    "async unsafe",
];

const GENERICS: &[&str] = &[
    "",
    "<>",
    "<'a>",
    "<'a, 'b: 'a, T, U: ?Sized + A<'a> + for<'c> B<'c, D = E>, const N: usize>",
    "<#[cfg(a)] T = u8>",
];

const RECEIVERS: &[&str] = &[
    "",
    "self",
    "mut self",
    "&self",
    "&mut self",
    "&'a self",
    "&'a mut self",
    "self: Box<Self>",
    "mut self: Pin<&mut Self>",
    "self: &Rc<Self>",
    "#[cfg(a)] &self",
];

const ARGUMENTS: &[&str] = &[
    "",
    "a: u8",
    "mut a: u8",
    "_: u8",
    "ref a: u8",
    "ref mut a: u8",
    "a @ 1..=2: u8",
    "(a, mut b): (u8, Vec<u8, A>)",
    "[a, .., b]: [u8; 3]",
    "&a: &u8",
    "&mut (a, b): &mut (u8, u8)",
    "A { b, c: d, .. }: A",
    "a::B(c): a::B",
    "A::<B>(c): A<B>",
    "::a::B: u8",
    "<A as B>::C: u8",
    "(a | b): u8",
    "m!(a: b): u8",
    "r#type: u8",
    "self_: u8",
    "a: &'a mut dyn Fn(A, B) -> C",
    "a: impl Fn(A, B) -> C + 'a",
    "#[cfg(a)] #[b = \"c\"] a: u8",
    "a: for<'b> fn(c: &'b u8, ...) -> d",
    "a: <B as C<D>>::E",
    "a: fn(self_: u8)",
    "a: u8, mut b: &str, (c, d): (u8, u8)",
];

const OUTPUTS: &[&str] = &[
    "",
    "-> u8",
    "-> !",
    "-> Result<Self, Box<dyn E + 'a>>",
    "-> impl A + 'a",
    "-> (u8, [u8; N])",
    "where T: A,",
    "-> u8 where 'a: 'b, T: A + ?Sized, for<'c> &'c T: B, [u8; 3]: C",
];

fn text(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Reads the same with both; what each sees, part by part.
fn both(sig: &str) -> [Vec<String>; 2] {
    let ours: Signature = syn::parse_str(sig).unwrap_or_else(|error| panic!("{sig}: {error}"));
    let oracle: syn_full::Signature = syn_full::parse_str(sig).expect(sig);
    let mut seen = vec![
        text(ours.constness),
        text(ours.asyncness),
        text(ours.safety),
        text(&ours.abi),
        text(&ours.ident),
        text(&ours.generics),
        text(&ours.generics.where_clause),
        text(&ours.output),
        text(&ours.variadic),
        text(&ours),
        ours.arity().to_string(),
    ];
    let mut expected = vec![
        text(oracle.constness),
        text(oracle.asyncness),
        text(oracle.unsafety),
        text(&oracle.abi),
        text(&oracle.ident),
        text(&oracle.generics),
        text(&oracle.generics.where_clause),
        text(&oracle.output),
        text(&oracle.variadic),
        text(&oracle),
        oracle.inputs.len().to_string(),
    ];
    if let Some(receiver) = &ours.receiver {
        seen.extend([
            "self".to_owned(),
            text(receiver),
            text(&receiver.ty),
            receiver.reference.is_some().to_string(),
            receiver.mutability.is_some().to_string(),
            text(receiver.attrs.first()),
        ]);
    }
    for argument in &ours.arguments {
        seen.extend([
            text(argument),
            text(&argument.pat),
            text(&argument.ty),
            text(argument.attrs.first()),
            argument.pat.is_wild().to_string(),
            text(&argument.pat.name),
            argument.is_plain().to_string(),
        ]);
    }
    for input in &oracle.inputs {
        match input {
            syn_full::FnArg::Receiver(receiver) => expected.extend([
                "self".to_owned(),
                text(receiver),
                text(&receiver.ty),
                receiver.reference.is_some().to_string(),
                receiver.mutability.is_some().to_string(),
                text(receiver.attrs.first()),
            ]),
            syn_full::FnArg::Typed(argument) => {
                let named = match &*argument.pat {
                    syn_full::Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                        Some(pat)
                    }
                    _ => None,
                };
                expected.extend([
                    text(argument),
                    text(&argument.pat),
                    text(&argument.ty),
                    text(argument.attrs.first()),
                    matches!(*argument.pat, syn_full::Pat::Wild(_)).to_string(),
                    text(named.map(|pat| &pat.ident)),
                    named
                        .is_some_and(|pat| pat.mutability.is_none())
                        .to_string(),
                ]);
            }
        }
    }
    [seen, expected]
}

#[test]
fn all_shapes() {
    let mut count = 0;
    for (at, qualifiers) in QUALIFIERS.iter().enumerate() {
        for receiver in RECEIVERS {
            for (with, argument) in ARGUMENTS.iter().enumerate() {
                // Each with each other at least once.
                let generics = GENERICS[(at + with) % GENERICS.len()];
                let output = OUTPUTS[(at * 3 + with) % OUTPUTS.len()];
                let alone = receiver.is_empty() || argument.is_empty();
                let comma = if alone { "" } else { ", " };
                let sig =
                    format!("{qualifiers} fn f{generics}({receiver}{comma}{argument}) {output}");
                let [ours, oracle] = both(&sig);
                assert_eq!(ours, oracle, "{sig}");
                count += 1;
            }
        }
    }
    assert!(count > 2_000);
}

#[test]
fn variadics_and_commas() {
    for (sig, variadic) in [
        ("extern \"C\" fn f(a: u8, ...)", "..."),
        ("extern \"C\" fn f(a: u8, b: ...)", "b:..."),
        ("extern \"C\" fn f(a: u8, #[c] _: ...,)", "#[c]_:..."),
        ("fn f(a: u8,)", ""),
        ("fn f(&self,)", ""),
    ] {
        let ours: Signature = syn::parse_str(sig).expect(sig);
        assert_eq!(text(&ours.variadic), variadic, "{sig}");
        let written = text(TokenStream::from_str(sig).unwrap()).replace(",)", ")");
        assert_eq!(text(&ours), written);
    }
}

#[test]
fn what_is_none_is_an_error() {
    for sig in [
        "",
        "fn",
        "fn f",
        "f()",
        "fn f(",
        "fn f(a)",
        "fn f(: u8)",
        "fn f(a: )",
        "fn f(u8, u8)",
        "fn f(a: u8 b: u8)",
        "fn f() ->",
        "fn f(a: u8, self)",
        "fn f(self::A)",
        "fn f(a::B)",
        "fn 3()",
        "unsafe const fn f()",
        "fn f(,)",
        "fn f<T(a: u8)",
        "fn f() where T",
    ] {
        assert!(syn::parse_str::<Signature>(sig).is_err(), "{sig}");
    }
}
