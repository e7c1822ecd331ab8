//! Every type of the language in every place of an item, read without syn's feature `full`. syn with it says what is valid.

use std::str::FromStr;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use super::{hide, show};

/// Types, those that need no help among them.
const TYPES: &[&str] = &[
    "u8",
    "[u8; N + 1]",
    "[u8; { N * 2 }]",
    "[u8; size_of::<T>()]",
    "[u8; f(1, 2)]",
    "[u8; { let x = 1; x }]",
    "[u8; if A { 1 } else { 2 }]",
    "[u8; match A { _ => 1 }]",
    "[u8; const { 1 }]",
    "[u8; unsafe { f() }]",
    "[u8; [1, 2].len()]",
    "[u8; A[0]]",
    "[u8; (|a: usize| a)(1)]",
    "[u8; f(&[1, 2])]",
    "[u8; f(|a, b| a < b)]",
    "[u8; f(1..2)]",
    "[u8; S { a: 1, ..b }.a]",
    "[u8; loop { break 3 }]",
    "[u8; { if A { 1 } else { 2 } }]",
    "[u8; A < B as usize]",
    "[[u8; { 1; 2 }]; if A { 1 } else { 2 }]",
    "[[u8; [1, 2].len()]]",
    "&'a [[u8; [1].len()]; 3]",
    "(u8, [u8; { 1; 2 }], B<{ 1; 2 }>)",
    "Array<3>",
    "Array<-3>",
    "Array<{ N + 1 }>",
    "Array<{ let x = 1; x }>",
    "Array<{ if A { 1 } else { 2 } }>",
    "Array<{ [1, 2].len() }>",
    "Array<u8, { &[1] }, C = { 1; 2 }>",
    "Array<{}>",
    "Array<Array<{ 1; 2 }>>",
    "<Array<{ 1; 2 }> as B<{ 3; 4 }>>::C",
    "Box<dyn Fn(&str, [u8; { 1; 2 }]) -> Array<{ 1; 2 }> + Send>",
    "fn(a: [u8; { 1; 2 }]) -> [u8; { 1; 2 }]",
    "m![1; 2]",
    "*const [u8; [1].len()]",
    "impl Iterator<Item = [u8; { 1; 2 }]>",
    "impl Iterator + use<'a, T>",
    "impl use<> + Sized",
];

/// Where a type can stand.
const ITEMS: &[&str] = &[
    "struct A { a: TYPE, b: TYPE }",
    "struct A(TYPE, #[a] pub TYPE);",
    "struct A<T> where T: Clone, { a: TYPE }",
    "struct A<'a, T: B<TYPE> + 'a, U = TYPE> where TYPE: C, B<TYPE>: D<TYPE>, { a: u8 }",
    "struct A<const N: usize = { let x = 1; x }, const M: TYPE = { 1; 2 }>(TYPE);",
    "enum A { B { a: TYPE }, C(TYPE, TYPE), D }",
    "enum A { B = 1 << 3, C = { let x = 1; x }, D = if A { 1 } else { 2 } as isize, E(TYPE) = f::<A, B>(|a, b| c) }",
    "#[doc = include_str!(\"a\")] #[a(b = [1; 2])] enum A { #[doc = concat!(\"a\", \"b\")] B(#[c] TYPE) }",
    "#[doc = if a { \"b\" } else { \"c\" }] #[cfg_attr(a, doc = [1])] struct A { #[doc = [1, 2]] a: TYPE }",
    "union A { a: TYPE }",
];

fn tokens(text: &str) -> TokenStream {
    TokenStream::from_str(text).expect(text)
}

fn items() -> Vec<String> {
    let mut items = Vec::new();
    for item in ITEMS {
        items.extend(TYPES.iter().map(|ty| item.replace("TYPE", ty)));
    }
    items
}

fn is_valid(item: &str) -> bool {
    // The oracle is of before `use<…>` in any order.
    item.contains("use<") || syn_full::parse_str::<syn_full::DeriveInput>(item).is_ok()
}

#[test]
fn every_type_is_read_everywhere() {
    let mut helped = 0;
    for item in items() {
        assert!(is_valid(&item), "{item}");
        if syn::parse2::<DeriveInput>(tokens(&item)).is_ok() {
            continue;
        }
        let hidden = hide(tokens(&item), false).expect(&item);
        if let Err(error) = syn::parse2::<DeriveInput>(hidden) {
            panic!("{item}: {error}");
        }
        helped += 1;
    }
    // Together with the other crates of the workspace syn has all features.
    let full = syn::parse_str::<syn::Expr>("{ 1; 2 }").is_ok();
    assert_eq!(helped > 200, !full, "{helped}");
}

#[test]
fn what_is_hidden_is_shown_as_it_was() {
    for item in items() {
        if let Some(hidden) = hide(tokens(&item), false) {
            assert_eq!(show(hidden).to_string(), tokens(&item).to_string());
        }
    }
}

#[test]
fn what_needs_no_help_is_left_alone() {
    for item in [
        "struct A { a: [u8; 3], b: B<{ 1 }> }",
        "struct A<T> where T: Clone, { a: u8 }",
        "enum A { B = 3 }",
        "fn f(a: u8) -> u8 { a }",
        "#[doc = \"a\"] struct A;",
    ] {
        assert!(hide(tokens(item), false).is_none(), "{item}");
    }
}

/// The macros with an item for each, which has such types where they are kept, looked at and left out.
#[test]
fn the_macros_take_them() {
    type Macro = fn(TokenStream, TokenStream) -> TokenStream;
    let table: &[(Macro, &str, &str)] = &[
        #[cfg(feature = "memoize")]
        (
            crate::memoize::expand,
            "maxsize = if A { 1 } else { 2 }, key = { let b = a.len(); b }",
            "fn f<T: B<TYPE>>(a: TYPE, (b, c): (u8, &TYPE)) -> u8 where C<TYPE>: D { let d: TYPE = e; f(d) }",
        ),
        #[cfg(feature = "memoize")]
        (
            crate::memoize::expand,
            "handle = g_cache",
            "pub(crate) fn g(&self, a: TYPE) -> u8 { 1 }",
        ),
        #[cfg(feature = "patch")]
        (
            crate::patch::expand,
            "",
            "fn f<T: B<TYPE>>(a: [TYPE; 2]) -> u8 { 1 }",
        ),
        #[cfg(feature = "singleton")]
        (
            crate::singleton::expand,
            "",
            "impl A<TYPE> { const B: TYPE = c; fn new(a: TYPE, b: &TYPE) -> Self { Self } }",
        ),
        #[cfg(feature = "factory")]
        (
            crate::factory::factory,
            "args(a: TYPE)",
            "pub trait A: B<TYPE> { fn f(&self, a: &TYPE) -> Vec<TYPE>; fn g() where Self: Sized { let a: TYPE = b; } }",
        ),
        #[cfg(feature = "factory")]
        (
            crate::factory::register,
            "\"key\", with(T = TYPE)",
            "impl<T> A for B<T> {}",
        ),
        #[cfg(feature = "factory")]
        (
            crate::factory::register,
            "\"key\", new = |a, b| if a { b } else { c }",
            "impl A<TYPE> for B<TYPE> { fn f(&self, a: TYPE) {} }",
        ),
        #[cfg(feature = "dataclass")]
        (
            crate::dataclass::expand,
            "order, builder, frozen",
            "pub struct A<T: B<TYPE>> { #[field(default = [if a { 1 } else { 2 }; 3])] pub a: TYPE, b: Option<TYPE> }",
        ),
        #[cfg(feature = "dataclass")]
        (
            crate::dataclass::expand,
            "",
            "#[meta(A<TYPE>, b = [c; if d { 1 } else { 2 }])] struct A { #[field(each(one_of = [[1; f(|a, b| a)], c]))] #[meta(e = f(|a, b| c))] a: Vec<TYPE> }",
        ),
        #[cfg(feature = "dataclass")]
        (
            crate::metaclass::expand,
            "",
            "impl Metaclass for A<TYPE> { type OnType = TYPE; const fn check(a: &B<TYPE>) -> C { d } }",
        ),
    ];
    for (expand, args, item) in table {
        for ty in TYPES.iter().filter(|ty| !ty.contains("impl")) {
            // What borrows cannot be in a key.
            if args.contains("handle") && (ty.starts_with('&') || ty.contains("&str")) {
                continue;
            }
            let item = item.replace("TYPE", ty);
            let expanded = expand(tokens(&args.replace("TYPE", ty)), tokens(&item));
            let text = expanded.to_string();
            assert!(!text.contains("compile_error"), "{item}\n{text}");
            assert!(!text.contains("__dunder_opaque"), "{item}\n{text}");
            // In an `impl`, as methods are.
            let file = format!("impl A {{ {text} }}");
            assert!(
                syn_full::parse_file(&text).is_ok() || syn_full::parse_file(&file).is_ok(),
                "{item}\n{text}"
            );
        }
    }
}

#[test]
fn a_mistake_is_told_also_beside_such_a_type() {
    #[cfg(feature = "dataclass")]
    {
        let item = tokens("struct A { #[field(odrer)] a: [u8; if A { 1 } else { 2 }] }");
        let text = crate::dataclass::expand(tokens("frozne"), item).to_string();
        assert_eq!(text.matches("compile_error").count(), 2, "{text}");
        assert!(text.contains("did you mean `frozen`?"), "{text}");
    }
}
