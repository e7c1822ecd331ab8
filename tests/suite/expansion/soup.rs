//! Token soup: correct inputs with tokens dropped, doubled, swapped and put in from elsewhere, and tokens at random.
//! Nothing panics, and what comes out parses. The seed is fixed, so that a failure is the same tomorrow.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

use super::corpus::{CLASSES, OTHERS};
use super::{ENTRIES, Entry};

/// Marsaglia's xorshift: all that is needed, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or_default()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Words that mean something to one of the macros or to rustc, and some marks.
const WORDS: &[&str] = &[
    "struct",
    "enum",
    "union",
    "impl",
    "fn",
    "trait",
    "pub",
    "where",
    "for",
    "const",
    "async",
    "dyn",
    "Self",
    "self",
    "crate",
    "u8",
    "f64",
    "String",
    "Vec",
    "Option",
    "T",
    "x",
    "r#type",
    "_",
    "field",
    "default",
    "init",
    "init_only",
    "order",
    "hash",
    "eq",
    "repr",
    "display",
    "frozen",
    "builder",
    "rule",
    "post_init",
    "cached",
    "observed",
    "key",
    "total",
    "reverse",
    "compare",
    "range",
    "len",
    "each",
    "positive",
    "via",
    "check",
    "message",
    "code",
    "one_of",
    "clamp",
    "multiple_of",
    "pattern",
    "nested",
    "get",
    "set",
    "secret",
    "maxsize",
    "ttl",
    "handle",
    "skip",
    "strict",
    "noun",
    "args",
    "new",
    "serde",
    "derive",
    "cfg",
    "doc",
    "true",
    "false",
    "none",
    "None",
    "#",
    "=",
    ",",
    ";",
    ":",
    "::",
    "->",
    "=>",
    "|",
    "&",
    "'a",
    "<",
    ">",
    "..",
    "..=",
    "?",
    "!",
    "@",
    "$",
    "-",
    "+",
    "*",
    "1",
    "-1",
    "1.5",
    "999999999999999999999999999999999999999999",
    "\"\"",
    "\"{x}\"",
    "\"{\"",
    "\"é\"",
    "'c'",
    "b\"x\"",
    "0x1f_u8",
    "1e400",
];

/// A token, or two for a mark like `::`.
fn word(random: &mut Random) -> Vec<TokenTree> {
    if random.once_in(12) {
        let delimiter = *random.pick(&[
            Delimiter::Parenthesis,
            Delimiter::Brace,
            Delimiter::Bracket,
            Delimiter::None,
        ]);
        let inside = (0..random.below(4)).flat_map(|_| word(random)).collect();
        return vec![Group::new(delimiter, inside).into()];
    }
    if random.once_in(40) {
        return vec![Literal::string(&"x".repeat(random.below(300))).into()];
    }
    let text = random.pick(WORDS);
    match text.parse::<TokenStream>() {
        Ok(tokens) => tokens.into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

/// The tokens with some of them changed, inside groups too.
fn mutate(tokens: TokenStream, random: &mut Random, rate: usize) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        if random.once_in(rate) {
            match random.below(5) {
                0 => continue,
                1 => out.extend([token.clone(), token]),
                2 => out.extend(word(random)),
                3 => {
                    let last = out.pop();
                    out.push(token);
                    out.extend(last);
                }
                _ => {
                    out.push(token);
                    out.extend(word(random));
                }
            }
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                let inside = mutate(group.stream(), random, rate);
                let delimiter = if random.once_in(rate * 4) {
                    *random.pick(&[Delimiter::Parenthesis, Delimiter::Brace, Delimiter::None])
                } else {
                    group.delimiter()
                };
                out.push(Group::new(delimiter, inside).into());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

/// Runs an entry point. What comes out parses, unless what went in (and stands in it again) did not.
fn run(name: &str, entry: Entry, args: &TokenStream, item: &TokenStream) {
    let input = || format!("#[{name}({args})]\n{item}");
    let output = catch_unwind(AssertUnwindSafe(|| entry(args.clone(), item.clone())))
        .unwrap_or_else(|_| panic!("panicked on\n{}", input()));
    // In an `impl` or a `trait` a function with a receiver stands at its place; a derive stands beside its item.
    let parses = |tokens: &TokenStream| {
        syn::parse2::<syn::File>(tokens.clone()).is_ok()
            || syn::parse2::<syn::ItemImpl>(quote::quote!(impl X { #tokens })).is_ok()
    };
    if parses(item) && !parses(&output) {
        let error = syn::parse2::<syn::File>(output.clone()).err();
        panic!("{error:?}: does not parse\n{}\nout:\n{output}", input());
    }
}

fn parse(text: &str) -> TokenStream {
    text.parse().expect("the corpus is tokens")
}

/// Every correct input, with the entry it is for.
fn corpus() -> Vec<(&'static str, Entry, TokenStream, TokenStream)> {
    let of = |name: &str| {
        ENTRIES
            .iter()
            .find(|(entry, _)| *entry == name)
            .expect("an entry")
    };
    let classes = CLASSES
        .iter()
        .map(|(args, item)| ("dataclass", *args, *item));
    classes
        .chain(OTHERS.iter().copied())
        .map(|(name, args, item)| (of(name).0, of(name).1, parse(args), parse(item)))
        .collect()
}

#[test]
fn correct_inputs_to_every_macro() {
    for (_, _, args, item) in corpus() {
        for (name, entry) in ENTRIES {
            run(name, *entry, &args, &item);
        }
    }
}

#[test]
fn mutated_inputs() {
    let corpus = corpus();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..60 {
        for (name, entry, args, item) in &corpus {
            let rate = 4 + round;
            let args = mutate(args.clone(), &mut random, rate);
            let item = mutate(item.clone(), &mut random, rate * 2);
            run(name, *entry, &args, &item);
        }
    }
}

#[test]
fn arguments_of_other_macros_and_soup() {
    let corpus = corpus();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..800 {
        let soup: TokenStream = (0..random.below(12))
            .flat_map(|_| word(&mut random))
            .collect();
        let (_, _, args, _) = random.pick(&corpus);
        let (_, _, _, item) = random.pick(&corpus);
        let (name, entry) = random.pick(ENTRIES);
        run(name, *entry, &soup, item);
        run(name, *entry, args, &soup);
        run(name, *entry, args, item);
    }
}
