//! The expansion as a function from tokens to tokens: it never panics, and what it returns parses.

use proc_macro2::TokenStream;

fn expand(attr: &str, item: &str) -> TokenStream {
    let attr: TokenStream = attr.parse().unwrap();
    let item: TokenStream = item.parse().unwrap();
    dunder_expand::memoize::expand(attr, item)
}

#[test]
fn every_combination_parses() {
    let attributes = [
        "",
        "maxsize = 3",
        "maxsize = None",
        "maxsize = -1",
        "maxsize",
        "maxsize = \"x\"",
        "thread_local",
        "single_flight",
        "per_instance = cache",
        "per_instance",
        "handle = none",
        "handle = name",
        "handle = Self::name",
        "handle = a::b::c",
        "key = n",
        "key = &n",
        "key =",
        "skip(n)",
        "skip(zz)",
        "skip()",
        "skip(n",
        "ttl = \"1s\"",
        "ttl = \"\"",
        "ttl = SECOND",
        "refresh = \"2h\", clock = now",
        "ok, some",
        "cache_if = f",
        "weigh = f, max_weight = 3",
        "store = disk(\"x\")",
        "store = redis(a, b)",
        "store = mine",
        "store = 3 + 4",
        "crate = other",
        "zzz, = , ;",
        "maxsize = maxsize = 3",
        "5",
        "ok = false, thread_local",
    ];
    let items = [
        "fn f(n: u32) -> u32 { n }",
        "pub async fn f(n: &str, o: Option<&str>, x: f64) -> String { n.to_owned() }",
        "fn f<'a, T: ?Sized + Hash, const N: usize>(n: &'a T, (a, b): (u8, u8)) -> [u8; N] where T: 'a { [a; N] }",
        "fn f(&self, n: u32) -> Self { self.clone() }",
        "fn f(self: Arc<Self>, mut n: u32) -> u32 { n += 1; n }",
        "fn f(&mut self, n: &mut u32) -> &u32 { n }",
        "const unsafe extern \"C\" fn f(n: u32, ...) {}",
        "fn f(n: impl Fn(&str) -> u32) -> impl Fn() {}",
        "fn f(n: u32) -> ! { loop {} }",
        "fn f(n: u32) -> u32;",
        "fn f(n: fn(&str) -> &str, m: Box<dyn for<'a> Fn(&'a u8)>) -> u32 { 0 }",
        "fn f(_: u32, [n, ..]: [u8; 3], &x: &u8, Some(y) | None: u8) -> u32 { 0 }",
        "fn f(n: u32) -> u32 { this is ) not rust",
        "fn r#type(r#match: u32) -> u32 { r#match }",
        "struct S { x: u32 }",
        "impl S { fn f() -> u32 { 0 } }",
        "trait T {}",
        "mod m {}",
        "static X: u32 = 3;",
        "macro_rules! m { () => {} }",
        "",
        "fn",
        "5 + 5",
        "fn f(",
        "#[inline] #[expect(unused)] #[doc = \"x\"] pub(crate) fn f(#[cfg(x)] n: u32) -> u32 { n }",
    ];
    let mut expanded = 0;
    for item in items {
        let Ok(tokens) = item.parse::<TokenStream>() else {
            continue;
        };
        for attribute in attributes {
            let Ok(attribute) = attribute.parse::<TokenStream>() else {
                continue;
            };
            let output = dunder_expand::memoize::expand(attribute.clone(), tokens.clone());
            if syn::parse2::<syn::ItemFn>(tokens.clone()).is_ok() {
                // As a free function, or, where it has a receiver, inside an impl.
                let inside = quote::quote!(impl X { #output });
                assert!(
                    syn::parse2::<syn::File>(output.clone()).is_ok()
                        || syn::parse2::<syn::ItemImpl>(inside).is_ok(),
                    "#[memoize({attribute})] {tokens}\n{output}"
                );
                expanded += 1;
            }
        }
    }
    assert!(expanded > 300, "{expanded}");
}

#[test]
fn no_unsafe_and_only_absolute_paths() {
    for (attr, item) in [
        ("", "pub fn f(n: u32, s: &str) -> u32 { n }"),
        ("thread_local", "pub fn f<T: Bound>(n: T) -> T { n }"),
        (
            "single_flight, handle = h",
            "async fn f(&self, n: u32) -> u32 { n }",
        ),
    ] {
        let text = expand(attr, item).to_string();
        assert!(!text.contains("unsafe"), "{text}");
        for name in ["Option", "Result", "Clone", "PhantomData", "concat"] {
            for (at, _) in text.match_indices(name) {
                assert!(text[..at].trim_end().ends_with("::"), "{name} in {text}");
            }
        }
    }
}
