//! Format strings over fields: `"{x}:{y:>8.2}"`.
//!
//! Only so much is read as is needed to know which fields are named and by which trait they are printed. The string
//! then goes to `format_args!`, so that what is wrong with it otherwise is told by rustc, at the place in the string.

use std::ops::Range;

/// A mention of an argument.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where its name stands in the text; empty for `{}`.
    pub(super) at: Range<usize>,
    /// What it is printed by: `Display`, `Debug`, ...; `None` for a width or a precision.
    pub(super) by: Option<&'static str>,
}

/// The mentions in order; `None` where the braces do not match, which rustc explains best.
#[must_use]
pub(super) fn mentions(text: &str) -> Option<Vec<Mention>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(brace) = text[at..].find(['{', '}']) {
        at += brace;
        let rest = &text[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            at += 2;
            continue;
        }
        let end = at + 1 + length(rest.strip_prefix('{')?)?;
        let inside = &text[at + 1..end];
        let (name, spec) = inside.split_once(':').unwrap_or((inside, ""));
        let start = at + 1 + (name.len() - name.trim_start().len());
        let (by, counts) = specification(spec, end - spec.len());
        found.push(Mention {
            at: start..start + name.trim().len(),
            by: Some(by),
        });
        found.extend(counts.into_iter().map(|at| Mention { at, by: None }));
        at = end + 1;
    }
    Some(found)
}

/// How far it is to the closing brace, which is not the one that is a fill: `{x:}>5}`.
fn length(inside: &str) -> Option<usize> {
    let end = inside.find('}')?;
    let fill = inside[..end].ends_with(':') && inside[end + 1..].starts_with(['<', '^', '>']);
    if !fill {
        return Some(end);
    }
    Some(end + 1 + inside[end + 1..].find('}')?)
}

/// The trait of a format specification that starts at `offset`, and where it names fields: `width$`, `.precision$`.
fn specification(spec: &str, offset: usize) -> (&'static str, Vec<Range<usize>>) {
    let mut rest = spec;
    // `[[fill]align]`
    let mut letters = rest.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_align = |c: Option<char>| matches!(c, Some('<' | '^' | '>'));
    if is_align(second) {
        rest = letters.as_str();
    } else if is_align(first) {
        rest = &rest[1..];
    }
    rest = rest.trim_start_matches(['+', '-', '#']);
    let mut counts = Vec::new();
    for part in rest.split('.') {
        if let Some((name, after)) = part.split_once('$') {
            let start = offset + (name.as_ptr().addr() - spec.as_ptr().addr());
            counts.push(start..start + name.len());
            rest = after;
        } else {
            rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let by = match rest.trim_end() {
        "?" | "x?" | "X?" => "Debug",
        "x" => "LowerHex",
        "X" => "UpperHex",
        "o" => "Octal",
        "b" => "Binary",
        "e" => "LowerExp",
        "E" => "UpperExp",
        "p" => "Pointer",
        _ => "Display",
    };
    (by, counts)
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn names_and_traits() {
        for (text, expected) in [
            ("", ""),
            ("{x}:{y}", "x Display, y Display"),
            ("{{x}} {y:?}", "y Debug"),
            ("{x:>8.2} {y:*^+#08.3e}", "x Display, y LowerExp"),
            ("{x:w$.p$}", "x Display, w -, p -"),
            ("{x:0>w$?}", "x Debug, w -"),
            ("{ x :#? }", "x Debug"),
            ("{}{0}{1:#x}", " Display, 0 Display, 1 LowerHex"),
            ("{größe:…>5}", "größe Display"),
            ("{x:}>5}", "x Display"),
            ("{x:.prec$}", "x Display, prec -"),
            (
                "{x:#?}{x:X?}{x:b}{x:o}{x:p}{x:X}{x:E}",
                "x Debug, x Debug, x Binary, x Octal, x Pointer, x UpperHex, x UpperExp",
            ),
        ] {
            let found = mentions(text).map(|found| {
                let shown = found.iter().map(|mention| {
                    format!(
                        "{} {}",
                        &text[mention.at.clone()],
                        mention.by.unwrap_or("-")
                    )
                });
                shown.collect::<Vec<_>>().join(", ")
            });
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn unmatched_braces_are_left_to_rustc() {
        for text in ["{", "}", "{x", "x}", "{{}", "a { b"] {
            assert_eq!(mentions(text), None, "{text}");
        }
    }

    /// Every text of these letters up to a length: no panic, and names within the text.
    #[test]
    fn any_text_is_read() {
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            for text in std::mem::take(&mut texts) {
                for letter in ['{', '}', ':', 'x', '0', '$', '.', '>', 'é'] {
                    texts.push(format!("{text}{letter}"));
                }
            }
            for text in &texts {
                let mut last = 0;
                for mention in mentions(text).into_iter().flatten() {
                    assert!(last <= mention.at.start && text.get(mention.at.clone()).is_some());
                    last = mention.at.end;
                }
            }
        }
    }
}
