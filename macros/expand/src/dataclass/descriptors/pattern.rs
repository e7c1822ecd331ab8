//! Whether a literal matches a `pattern`, by the meaning of the regular expression: the places where a match of each of
//! its parts can end. A default is short, and an automaton would be one more crate to compile.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// Whether there is a match somewhere in `text`; `None` where that is too much to find out here, or the pattern is none.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> Option<bool> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let places = text.char_indices().map(|(place, _)| place);
    let starts: BTreeSet<_> = places.chain([text.len()]).collect();
    let mut search = Search { text, steps: 0 };
    Some(!search.ends(&hir, &starts)?.is_empty())
}

struct Search<'a> {
    text: &'a str,
    steps: usize,
}

/// Counted repetitions inside each other multiply.
const TOO_MANY: usize = 100_000;

impl Search<'_> {
    /// Where matches of `hir` that start at these places end.
    fn ends(&mut self, hir: &Hir, starts: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        self.steps += 1 + starts.len();
        if self.steps > TOO_MANY {
            return None;
        }
        let text = self.text;
        Some(match hir.kind() {
            HirKind::Empty => starts.clone(),
            HirKind::Literal(literal) => {
                let bytes = text.as_bytes();
                let found = starts
                    .iter()
                    .filter(|&&at| bytes[at..].starts_with(&literal.0));
                found.map(|at| at + literal.0.len()).collect()
            }
            HirKind::Class(class) => {
                let next = |at: &usize| text[*at..].chars().next().filter(|c| is_in(class, *c));
                let found = starts
                    .iter()
                    .filter_map(|at| Some(at + next(at)?.len_utf8()));
                found.collect()
            }
            HirKind::Look(look) => {
                let mut found = BTreeSet::new();
                for &at in starts {
                    if self.is_at(*look, at)? {
                        found.insert(at);
                    }
                }
                found
            }
            HirKind::Repetition(repetition) => self.repeated(repetition, starts)?,
            HirKind::Capture(capture) => self.ends(&capture.sub, starts)?,
            HirKind::Concat(parts) => {
                let mut places = starts.clone();
                for part in parts {
                    places = self.ends(part, &places)?;
                }
                places
            }
            HirKind::Alternation(parts) => {
                let mut found = BTreeSet::new();
                for part in parts {
                    found.extend(self.ends(part, starts)?);
                }
                found
            }
        })
    }

    fn repeated(
        &mut self,
        repetition: &Repetition,
        starts: &BTreeSet<usize>,
    ) -> Option<BTreeSet<usize>> {
        let mut last = starts.clone();
        for _ in 0..repetition.min {
            last = self.ends(&repetition.sub, &last)?;
        }
        let mut found = last.clone();
        let mut left = repetition.max.map(|max| max.saturating_sub(repetition.min));
        while !last.is_empty() && left != Some(0) {
            let ends = self.ends(&repetition.sub, &last)?;
            last = ends.difference(&found).copied().collect();
            found.extend(&last);
            left = left.map(|left| left - 1);
        }
        Some(found)
    }

    fn is_at(&self, look: Look, at: usize) -> Option<bool> {
        let (before, after) = (
            self.text[..at].chars().next_back(),
            self.text[at..].chars().next(),
        );
        let ascii = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
        let word = |c: Option<char>| match c {
            Some(c) => regex_syntax::try_is_word_character(c).ok(),
            None => Some(false),
        };
        Some(match look {
            Look::Start => before.is_none(),
            Look::End => after.is_none(),
            Look::StartLF => before.is_none_or(|c| c == '\n'),
            Look::EndLF => after.is_none_or(|c| c == '\n'),
            Look::WordAscii => ascii(before) != ascii(after),
            Look::WordAsciiNegate => ascii(before) == ascii(after),
            Look::WordUnicode => word(before)? != word(after)?,
            Look::WordUnicodeNegate => word(before)? == word(after)?,
            _ => return None,
        })
    }
}

fn is_in(class: &Class, c: char) -> bool {
    match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => u8::try_from(c).is_ok_and(|byte| {
            byte.is_ascii()
                && class
                    .ranges()
                    .iter()
                    .any(|range| (range.start()..=range.end()).contains(&byte))
        }),
    }
}
