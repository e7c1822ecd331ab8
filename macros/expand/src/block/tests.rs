//! Blocks against syn with all its features.

use std::str::FromStr;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Impl, Item, Items, Trait, keyword};

/// What can stand in an `impl` and in a trait.
const ITEMS: &[&str] = &[
    "",
    "fn f(&self) -> u8 { 1 }",
    "#[a] /// doc\n const unsafe extern \"C\" fn f<T>(a: T) where T: B {}",
    "async fn f() {}",
    "type A = [u8; { 1; 2 }];",
    "#[a] type A<'b, T> = B<'b, T> where T: C;",
    "const A: fn(B) -> C = { fn f() {} |a| b };",
    "const _: () = ();",
    "const A: D = D { e: 1 };",
    "m! { fn f() {} }",
    "a::m!(fn f() {});",
    "m![fn];",
    "fn f() {} type A = B; fn g() {} const C: D = e; m! {} fn h() {}",
];

/// What can stand in an `impl` only.
const OF_IMPL: &[&str] = &[
    "pub fn f() {}",
    "pub(crate) const fn f() {}",
    "pub(in a::b) type A = B;",
    "pub const A: B = c;",
    "default fn f() {}",
    "default type A = B;",
];

/// What can stand in a trait only.
const OF_TRAIT: &[&str] = &[
    "fn f(&self);",
    "type A;",
    "type A: B + ?Sized where C: D;",
    "type A<'b>: C = D;",
    "const A: B;",
    "fn f(); type A; const B: C; fn g() {}",
];

const IMPLS: &[&str] = &[
    "impl A {}",
    "unsafe impl<'a, T: B<C> + 'a, const N: usize> d::E<T> for F<'a, T, N> where T: G, [u8; N]: H {}",
    "#[cfg(a)] /// doc\n impl A<u8> for &'static [B] {}",
    "default impl<T> A for T {}",
    "impl A for fn(B) -> C {}",
    "impl dyn A + Send {}",
    "impl A for (B, C) { #![allow(d)] }",
];

const TRAITS: &[&str] = &[
    "trait A {}",
    "pub(crate) unsafe trait A<'a, T: B = C, const N: usize>: D + ?Sized + for<'b> E<'b> + 'a where T: F {}",
    "#[a] pub auto trait A {}",
    "trait A: {}",
    "trait A: B + {}",
    "trait A where Self: B, { #![allow(c)] }",
];

fn tokens(text: &str) -> TokenStream {
    TokenStream::from_str(text).expect(text)
}

fn text(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// `blocks` with each of the lists of items in their braces.
fn filled(blocks: &[&str], lists: [&[&str]; 2]) -> Vec<String> {
    let mut filled = Vec::new();
    for block in blocks {
        let (head, _) = block.rsplit_once('}').unwrap();
        for item in lists.iter().copied().flatten() {
            filled.push(format!("{head} {item} }}"));
        }
    }
    filled
}

/// The kinds and names of items.
fn seen(items: &Items) -> Vec<(&'static str, String)> {
    let list = items.list.iter();
    list.map(|item| match item {
        // A function that only rustc with a feature knows is none that the macros look at.
        Item::Function(function) => ("fn", text(&function.sig)),
        Item::Type(name, _) => ("type", name.to_string()),
        Item::Const(name, _) => ("const", name.to_string()),
        Item::Other(_) => ("", String::new()),
    })
    .collect()
}

#[test]
fn impls() {
    use syn_full::ImplItem;
    for block in filled(IMPLS, [ITEMS, OF_IMPL]) {
        let ours: Impl = syn::parse_str(&block).unwrap_or_else(|error| panic!("{block}: {error}"));
        let oracle: syn_full::ItemImpl = syn_full::parse_str(&block).expect(&block);
        assert_eq!(text(&ours), text(tokens(&block)), "{block}");
        assert_eq!(text(&ours.this), text(&oracle.self_ty));
        assert_eq!(
            text(&ours.of_trait),
            text(oracle.trait_.map(|(_, path, _)| path))
        );
        assert_eq!(text(&ours.generics), text(&oracle.generics));
        assert_eq!(
            text(&ours.generics.where_clause),
            text(&oracle.generics.where_clause)
        );
        let expected = oracle.items.iter().map(|item| match item {
            ImplItem::Fn(function) if function.defaultness.is_none() => ("fn", text(&function.sig)),
            ImplItem::Type(item) => ("type", item.ident.to_string()),
            ImplItem::Const(item) => ("const", item.ident.to_string()),
            _ => ("", String::new()),
        });
        let expected: Vec<_> = expected.collect();
        assert_eq!(seen(&ours.items), expected, "{block}");
        assert_eq!(keyword(&tokens(&block)).unwrap(), "impl");
    }
}

#[test]
fn traits() {
    use syn_full::TraitItem;
    for block in filled(TRAITS, [ITEMS, OF_TRAIT]) {
        let ours: Trait = syn::parse_str(&block).unwrap_or_else(|error| panic!("{block}: {error}"));
        let oracle: syn_full::ItemTrait = syn_full::parse_str(&block).expect(&block);
        let written = text(tokens(&block)).replace("traitA:{", "traitA{");
        assert_eq!(text(&ours), written, "{block}");
        assert_eq!(text(&ours.vis), text(&oracle.vis));
        assert_eq!(text(&ours.ident), text(&oracle.ident));
        assert_eq!(text(&ours.generics), text(&oracle.generics));
        assert_eq!(
            text(&ours.generics.where_clause),
            text(&oracle.generics.where_clause)
        );
        assert_eq!(text(&ours.supertraits), text(&oracle.supertraits));
        let expected = oracle.items.iter().map(|item| match item {
            TraitItem::Fn(function) => ("fn", text(&function.sig)),
            TraitItem::Type(item) => ("type", item.ident.to_string()),
            TraitItem::Const(item) => ("const", item.ident.to_string()),
            _ => ("", String::new()),
        });
        let expected: Vec<_> = expected.collect();
        assert_eq!(seen(&ours.items), expected, "{block}");
        assert_eq!(keyword(&tokens(&block)).unwrap(), "trait");
    }
}

#[test]
fn what_an_item_is() {
    for (item, expected) in [
        ("#[a] #[b] pub(in c::d) struct A;", "struct"),
        ("pub(crate) enum A {}", "enum"),
        ("const unsafe extern \"C\" fn f() {}", "const"),
        ("async unsafe extern \"C\" fn f() {}", "fn"),
        ("unsafe impl A for B {}", "impl"),
        ("default impl A for B {}", "impl"),
        ("unsafe auto trait A {}", "trait"),
        ("union A { b: u8 }", "union"),
        ("mod a {}", "mod"),
    ] {
        assert_eq!(keyword(&tokens(item)).unwrap(), expected, "{item}");
    }
    for none in ["", "#[a]", "+", "#"] {
        assert!(keyword(&tokens(none)).is_none(), "{none}");
    }
}

#[test]
fn of_a_macro_rules() {
    use proc_macro2::{Delimiter, Group};
    let vis = Group::new(Delimiter::None, tokens("pub"));
    let none = Group::new(Delimiter::None, TokenStream::new());
    for vis in [vis, none] {
        let block = crate::tokens::quote!(impl A { #vis fn f() {} #vis const B: u8 = 1; });
        let block: Impl = syn::parse2(block).unwrap();
        let seen = seen(&block.items);
        assert_eq!(
            seen,
            [("fn", "fnf()".to_owned()), ("const", "B".to_owned())]
        );
    }
}
