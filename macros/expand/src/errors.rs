//! The collector: every mistake of an item is reported at once, each at the token to change.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use crate::collect::Collect as _;

/// Collects the errors of one item, so that a user sees all of them in one build.
#[derive(Default)]
pub struct Errors {
    pub(crate) found: RefCell<Vec<syn::Error>>,
}

impl Errors {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports `message` with its caret under all of `tokens`.
    pub fn at(&self, tokens: impl ToTokens, message: impl Display) {
        // Non-generic inside, so that one copy of the code serves all callers.
        self.push(syn::Error::new_spanned(tokens.into_token_stream(), message));
    }

    /// Reports `message` at `span`, for what has no tokens of its own.
    pub fn at_span(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Takes in an error of syn's.
    pub fn push(&self, error: syn::Error) {
        self.found.borrow_mut().push(error);
    }

    /// The value, or `None` with the error noted.
    pub fn absorb<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// How many were reported so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Whether nothing was reported so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// One `compile_error!` for each report, to stand beside the item.
    #[must_use]
    pub fn into_tokens(self) -> TokenStream {
        self.found
            .into_inner()
            .iter()
            .map(syn::Error::to_compile_error)
            .collect_tokens()
    }
}

/// What to say of something that a cargo feature of dunder has to be on for.
#[must_use]
pub fn needs_feature(what: &str, feature: &str) -> String {
    let version = concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    format!(
        "{what} the feature `{feature}` of `dunder`; write \
         `dunder = {{ version = \"{version}\", features = [\"{feature}\"] }}` in Cargo.toml"
    )
}

/// The candidate that `typed` was most likely meant to be: at most a third of its letters (or one) off, where case and
/// `-` against `_` do not count; else one that is cut short or goes on, as `lenght` does after `len`.
#[must_use]
pub fn did_you_mean<'a>(typed: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let folded = fold(typed);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if let Some(rank) = rank(&folded, candidate)
            && best.is_none_or(|(least, _)| rank < least)
        {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How far off a candidate is; `None` where it is too far.
fn rank(typed: &[char], candidate: &str) -> Option<usize> {
    let other = fold(candidate);
    let allowed = (typed.len() / 3).clamp(1, 3);
    let distance = distance(typed, &other);
    if distance <= allowed && distance < candidate.len() {
        return Some(distance);
    }
    let (short, long) = if typed.len() < other.len() {
        (typed, &*other)
    } else {
        (&*other, typed)
    };
    // Behind every near one, the longest common part first.
    (short.len() >= 3 && long.starts_with(short)).then(|| usize::MAX - short.len())
}

/// `` `a`, `b`, `c` ``.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&format!("`{name}`"));
    }
    list
}

fn fold(name: &str) -> Vec<char> {
    let name = name.to_lowercase();
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-'));
    letters.collect_vec()
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [
        vec![0; b.len() + 1],
        (0..=b.len()).collect_vec(),
        vec![0; b.len() + 1],
    ];
    for i in 1..=a.len() {
        rows[2][0] = i;
        for j in 1..=b.len() {
            let substitution = rows[1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substitution.min(rows[1][j] + 1).min(rows[2][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[0][j - 2] + 1);
            }
            rows[2][j] = best;
        }
        rows.swap(0, 1);
        rows.swap(1, 2);
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, listed};

    #[test]
    fn suggestions() {
        let names = ["positive", "pattern", "order", "hash", "non_empty", "eq"];
        for (typed, expected) in [
            ("positiv", Some("positive")),
            ("positvie", Some("positive")),
            ("NonEmpty", Some("non_empty")),
            ("odrer", Some("order")),
            ("hahs", Some("hash")),
            ("frobnicate", None),
            ("e", Some("eq")),
            ("", None),
            ("x", None),
            ("non_em", Some("non_empty")),
            ("posit", Some("positive")),
            ("hashed", Some("hash")),
            ("equals", None),
        ] {
            assert_eq!(did_you_mean(typed, &names), expected, "{typed}");
        }
    }

    #[test]
    fn lists() {
        assert_eq!(listed(&["a", "b"]), "`a`, `b`");
    }
}
