//! Whatever stands in the attribute or under it: no panic, and what comes out are tokens that parse.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dunder_expand::{factory, singleton};
use proc_macro2::TokenStream;
use proptest::prelude::*;

const ARGUMENTS: &[&str] = &[
    "",
    "\"k\"",
    "\"k\",",
    "name = F",
    "name = a::F",
    "noun = \"n\"",
    "noun = 3",
    "args(a: u8)",
    "args(a u8)",
    "args(",
    "shared",
    "shared = 3",
    "serde",
    "serde(tag = \"t\")",
    "serde(content = \"c\")",
    "crate = ::x",
    "crate",
    "init = f",
    "strict",
    "strict = false",
    "new = || X",
    "new",
    "alias = \"b\"",
    "alias = b",
    "with(T = u8)",
    "with(T)",
    "with()",
    ",",
    "5",
    "|",
    "..",
    "'a",
    "\u{1f980}",
];

const ITEMS: &[&str] = &[
    "struct S;",
    "enum E { A }",
    "union U { a: u8 }",
    "fn f() {}",
    "trait T {}",
    "trait T: Sized { fn f(&self) -> Self; }",
    "unsafe trait T<'a, K, const N: usize>: A + ?Sized where K: B { const C: u8; type D; async fn e(); }",
    "trait T = A + B;",
    "impl S { fn new() -> Self { Self } }",
    "impl S { fn new(&self) {} }",
    "impl<T> S<T> { const fn new(a: &T, (b, c): (T, T)) -> Result<Self, E> { loop {} } }",
    "impl T for S {}",
    "impl<'a, T, const N: usize> T<T> for S<'a, T, N> {}",
    "impl !Send for S {}",
    "mod m {}",
    "use a::b;",
    "macro_rules! m { () => {} }",
    "x",
    "",
    "impl",
    "trait",
    "impl S {",
    "#![x] impl S {}",
    "impl S { mac!(); fn existing() -> Self {} async unsafe fn new() -> Self {} }",
];

fn soup(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 1..4).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics(args in soup(ARGUMENTS), item in soup(ITEMS)) {
        // What has no balanced parentheses is no token stream, and never reaches a macro.
        let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse::<TokenStream>()) else {
            return Ok(());
        };
        let expansions: [&dyn Fn() -> TokenStream; 4] = [
            &|| factory::factory(args.clone(), item.clone()),
            &|| factory::register(args.clone(), item.clone()),
            &|| singleton::expand(args.clone(), item.clone()),
            &|| singleton::derive(item.clone()),
        ];
        let is_file = syn::parse2::<syn::File>(item.clone()).is_ok();
        for expand in expansions {
            let expanded = catch_unwind(AssertUnwindSafe(expand));
            prop_assert!(expanded.is_ok(), "#[…({args})] {item}");
            if let Ok(expanded) = expanded && is_file {
                prop_assert!(syn::parse2::<syn::File>(expanded.clone()).is_ok(), "#[…({args})] {item} gives {expanded}");
            }
        }
    }
}
