//! Hygiene by inspection: in the expansion of a correct class every path that is not the user's own starts with
//! `::`, `Self`, a local or a parameter of the expansion.

use std::collections::HashSet;

use dunder_expand::dataclass::expand;
use proc_macro2::{Spacing, TokenStream, TokenTree};

use super::corpus::CLASSES;

/// Names that are no paths into a scope: keywords, built-in attributes with what they take, `self`.
const KNOWN: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false",
    "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
    "return", "self", "Self", "static", "struct", "trait", "true", "type", "unsafe", "use",
    "where", "while", "crate", "super", "_",
];

/// Attributes that rustc knows without any name in scope.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "derive",
    "doc",
    "inline",
    "must_use",
    "repr",
    "track_caller",
    "cold",
    "serde",
    "deprecated",
];

fn idents(tokens: TokenStream, found: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => idents(group.stream(), found),
            TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
            _ => {}
        }
    }
}

/// The first words of paths, with what stands before them.
fn heads(tokens: TokenStream, found: &mut Vec<String>, declared: &mut HashSet<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is = |place: usize, mark: char| matches!(tokens.get(place), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
    let mut place = 0;
    while place < tokens.len() {
        // An attribute: its own name is rustc's; `allow` takes names of lints.
        if is(place, '#')
            && let Some(TokenTree::Group(group)) = tokens.get(place + 1)
        {
            let name = group
                .stream()
                .into_iter()
                .next()
                .map(|token| token.to_string());
            let name = name.unwrap_or_default();
            if name == "derive" {
                // What is derived: `derive` itself is rustc's.
                heads(
                    group.stream().into_iter().skip(1).collect(),
                    found,
                    declared,
                );
            } else if !ATTRIBUTES.contains(&name.as_str()) {
                found.push(format!("#[{name}]"));
            }
            place += 2;
            continue;
        }
        match &tokens[place] {
            // `use a::{B as _}`
            TokenTree::Group(_) if place > 1 && is(place - 1, ':') && is(place - 2, ':') => {}
            TokenTree::Group(group) => heads(group.stream(), found, declared),
            TokenTree::Ident(ident) => {
                let before = |back: usize| place.checked_sub(back).map(|at| tokens[at].to_string());
                let name = ident.to_string();
                if matches!(
                    before(1).as_deref(),
                    Some(
                        "let" | "mut" | "fn" | "struct" | "enum" | "mod" | "type" | "const" | "as"
                    )
                ) {
                    declared.insert(name.clone());
                }
                let is_member = before(1).as_deref() == Some(".");
                let is_segment =
                    before(1).as_deref() == Some(":") && before(2).as_deref() == Some(":");
                let is_lifetime = before(1).as_deref() == Some("'");
                // `name: …` declares or names a field; `name::` begins a path.
                let is_label = matches!(
                    tokens.get(place + 1),
                    Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Alone
                );
                if is_label {
                    declared.insert(name.clone());
                } else if !is_member && !is_segment && !is_lifetime {
                    found.push(name);
                }
            }
            _ => {}
        }
        place += 1;
    }
}

#[test]
fn every_path_is_absolute() {
    // Without its cargo feature serde's derive is an error.
    for (args, item) in CLASSES
        .iter()
        .filter(|(_, item)| !item.contains("Serialize"))
    {
        let (args, item): (TokenStream, TokenStream) =
            (args.parse().unwrap(), item.parse().unwrap());
        let mut users = HashSet::new();
        idents(args.clone(), &mut users);
        idents(item.clone(), &mut users);
        let output = expand(args, item.clone());
        assert!(
            !output.to_string().contains("compile_error"),
            "{item}\n{output}"
        );
        let (mut found, mut declared) = (Vec::new(), HashSet::new());
        heads(output, &mut found, &mut declared);
        let derived: Vec<_> = found
            .iter()
            .filter(|name| {
                let plain = name.trim_start_matches("r#");
                // Locals of ours; what takes its name from the class or one of its fields.
                let ours = plain.starts_with("__") || declared.contains(*name);
                let named_after = users.iter().any(|user| {
                    let user = user.trim_start_matches("r#");
                    ["with_", "set_", "get_", "on_"]
                        .iter()
                        .any(|prefix| plain == format!("{prefix}{user}"))
                        || plain
                            .strip_prefix(user)
                            .is_some_and(|rest| matches!(rest, "Builder" | "Draft" | "_observers"))
                });
                // The states of a builder: `S0`.
                let state = plain
                    .strip_prefix('S')
                    .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
                !ours && !named_after && !state && !users.contains(*name) && !KNOWN.contains(&plain)
            })
            .collect();
        assert!(
            derived.is_empty(),
            "not absolute: {derived:?}\nin the expansion of\n{item}"
        );
    }
}
