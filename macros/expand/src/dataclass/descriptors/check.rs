//! What in a field's descriptors contradicts itself, its type or its default. A descriptor that is reported is marked,
//! so that no code is written for it and no second error follows.

use syn::{Expr, Type};

use crate::class::descriptor::{Argument, Descriptor, kind_of};
use crate::class::shape::{Range, Shape};
use crate::class::types;
use crate::collect::Collect as _;
use crate::dataclass::metadata::text;
use crate::dataclass::rules::{RULES, Run, kind};
use crate::errors::{Errors, listed, needs_feature};

use super::argument;
use super::literal::{Interval, Number};

/// Checks the descriptors of a field: `label` is its name in backticks, `ty` its type, `default` the expression for its default.
pub fn check(
    list: &mut [Descriptor],
    label: &str,
    ty: &Type,
    default: Option<&Expr>,
    errors: &Errors,
) {
    let own = types::boxed(types::option(ty).unwrap_or(ty)).is_none();
    let ty = types::ruled(ty);
    let kind = kind_of(ty);
    for step in &mut *list {
        if step.broken {
            continue;
        }
        let count = errors.count();
        feature(step, FEATURES_ON, errors);
        if let Some(kind) = kind {
            fits(step, label, ty, kind, errors);
        }
        argument::check(step, kind, errors);
        if errors.count() == count {
            argument::literals(step, ty, kind, errors);
        }
        step.broken = errors.count() > count;
        let item = step.item(ty).cloned();
        if let Argument::Inner(inner) = &mut step.argument {
            let label = match step.rule.run {
                Run::Each => format!("the items of {label}"),
                Run::Keys => format!("the keys of {label}"),
                _ => format!("the values of {label}"),
            };
            let infer: Type = syn::parse_quote!(_);
            check(inner, &label, item.as_ref().unwrap_or(&infer), None, errors);
        }
    }
    let bounds = type_bounds(ty);
    nothing_left(list, kind, bounds, interval, errors);
    nothing_left(
        list,
        Some(kind::UNSIGNED),
        Interval::default(),
        lengths,
        errors,
    );
    // Of a box it is no literal.
    if let Some(default) = default.filter(|_| own) {
        super::default::check(list, label, ty, default, errors);
    }
}

/// The cargo features of rules that this build has.
const FEATURES_ON: &[&str] = &[
    #[cfg(feature = "regex")]
    "regex",
    #[cfg(feature = "url")]
    "url",
];

/// A rule whose cargo feature is off.
fn feature(step: &Descriptor, on: &[&str], errors: &Errors) {
    let Some(feature) = step.rule.feature.filter(|feature| !on.contains(feature)) else {
        return;
    };
    let what = format!("`{}` needs", step.rule.key.name);
    errors.at(&step.ident, needs_feature(&what, feature));
}

/// A rule on a type that it does not fit.
fn fits(step: &Descriptor, label: &str, ty: &Type, kind: u16, errors: &Errors) {
    let name = step.rule.key.name;
    if step.rule.fits & kind != 0 {
        if name == "negative" && kind == kind::UNSIGNED {
            let ty = text(ty);
            errors.at(
                &step.ident,
                format_args!("no `{ty}` is below zero; drop `negative`, or make {label} signed"),
            );
        }
        return;
    }
    let valid = RULES
        .iter()
        .filter(|rule| rule.fits & kind != 0 && rule.run != Run::Wording)
        .map(|rule| rule.key.name)
        .collect_vec();
    let (hint, ty) = (hint(step, ty, kind), text(ty));
    let what = match label.strip_suffix('`') {
        Some(name) if label.starts_with('`') => format!("{name}: {ty}`"),
        _ => format!("{label}, of type `{ty}`"),
    };
    errors.at(
        &step.ident,
        format_args!(
            "`{name}` does not fit {what}{hint}\nvalid here: {}",
            listed(&valid)
        ),
    );
}

/// What its author may have meant.
fn hint(step: &Descriptor, ty: &Type, kind: u16) -> String {
    let name = step.rule.key.name;
    let (inside, through) = match kind {
        kind::LIST | kind::BYTES => (types::item(ty), "each"),
        kind::MAP => (types::entry(ty).map(|(_, value)| value), "values"),
        _ => (None, ""),
    };
    let fits_inside = inside
        .and_then(kind_of)
        .is_some_and(|kind| step.rule.fits & kind != 0);
    if fits_inside {
        return format!(
            "; for what is in it write `{through}({})`",
            step.rule.key.usage
        );
    }
    if matches!(name, "range" | "ge" | "gt" | "le" | "lt") && kind & kind::LENGTH != 0 {
        return "; for its length write `len = 1..=80`".to_owned();
    }
    if matches!(name, "len" | "bytes_len") && kind & kind::NUMBER != 0 {
        return "; for its value write `range = 1..=80`".to_owned();
    }
    if name == "each" && kind == kind::MAP {
        return "; write `keys(…)` or `values(…)`".to_owned();
    }
    if matches!(name, "keys" | "values") && kind & kind::ITEMS != 0 {
        return "; write `each(…)`".to_owned();
    }
    if matches!(step.rule.run, Run::Convert(_)) && kind == kind::STR {
        return ", which cannot be changed in place; make it a `String`".to_owned();
    }
    String::new()
}

/// What is wrong with a range that nothing is in.
pub(super) fn why_empty(range: &Range) -> &'static str {
    if range.closed {
        "its start is above its end"
    } else {
        "its start is not below its end"
    }
}

/// The interval of a range of literals.
pub(super) fn of_range(range: &Range) -> Option<Interval> {
    let mut interval = Interval::default();
    if let Some(start) = &range.start {
        interval.low = Some((Number::of(start)?, true));
    }
    if let Some(end) = &range.end {
        interval.high = Some((Number::of(end)?, range.closed));
    }
    Some(interval)
}

/// The numbers that a rule leaves, as far as its literals tell.
pub(super) fn interval(step: &Descriptor) -> Option<Interval> {
    let bound = || step.single().and_then(Number::of);
    Some(match step.rule.key.name {
        "positive" => Interval::above(Number::ZERO, false),
        "negative" => Interval::below(Number::ZERO, false),
        "non_negative" => Interval::above(Number::ZERO, true),
        "gt" => Interval::above(bound()?, false),
        "ge" => Interval::above(bound()?, true),
        "lt" => Interval::below(bound()?, false),
        "le" => Interval::below(bound()?, true),
        "range" => match step.shape()? {
            Shape::Range(range) => of_range(range)?,
            _ => return None,
        },
        _ => return None,
    })
}

/// The lengths that a rule leaves, as far as its literals tell.
pub(super) fn lengths(step: &Descriptor) -> Option<Interval> {
    match step.rule.key.name {
        "non_empty" => Some(Interval::above(Number::ZERO, false)),
        "len" => match step.shape()? {
            Shape::Range(range) => of_range(range),
            Shape::List(_) => None,
            Shape::Other(expr) => {
                let exact = Some((Number::of(expr)?, true));
                Some(Interval {
                    low: exact,
                    high: exact,
                })
            }
        },
        _ => None,
    }
}

/// Rules that are fine each, and together refuse every value.
fn nothing_left(
    list: &mut [Descriptor],
    kind: Option<u16>,
    start: Interval,
    interval: fn(&Descriptor) -> Option<Interval>,
    errors: &Errors,
) {
    let integers = kind.is_some_and(|kind| kind & (kind::SIGNED | kind::UNSIGNED) != 0);
    let normal = |interval: Interval| {
        if integers {
            interval.of_integers()
        } else {
            interval
        }
    };
    let mut left = start;
    let mut names: Vec<String> = Vec::new();
    for step in list {
        if step.broken || matches!(step.rule.run, Run::Clamp | Run::Via) {
            // What was known of the value before is known no more.
            (left, names) = (start, Vec::new());
            continue;
        }
        let Some(interval) = interval(step) else {
            continue;
        };
        let both = left.and(normal(interval));
        if both.is_empty() {
            let (name, earlier) = (written(step), names.last());
            match earlier {
                Some(earlier) => errors.at(
                    &step.ident,
                    format_args!("no value is left: `{name}` contradicts `{earlier}`"),
                ),
                None => errors.at(
                    &step.ident,
                    format_args!("no value of this type is left by `{name}`"),
                ),
            }
            step.broken = true;
            return;
        }
        left = both;
        names.push(written(step));
    }
}

pub(super) fn written(step: &Descriptor) -> String {
    match &step.argument {
        Argument::Str(text) => format!("{} = {}", step.rule.key.name, self::text(text)),
        Argument::Expr(expr, _) => format!("{} = {}", step.rule.key.name, text(expr)),
        _ => step.rule.key.name.to_owned(),
    }
}

/// What an integer type can hold.
fn type_bounds(ty: &Type) -> Interval {
    let Some((name, _)) = types::named(ty).filter(|_| types::is_integer(ty)) else {
        return Interval::default();
    };
    let (signed, width) = name.split_at(1);
    // Of `usize` and `isize` the smallest width is not known here.
    let bits: u32 = width.parse().unwrap_or(128);
    let int = |negative, magnitude| {
        Some((
            Number::Int {
                negative,
                magnitude,
            },
            true,
        ))
    };
    let max = u128::MAX >> (128 - bits);
    match signed {
        "u" => Interval {
            low: int(false, 0),
            high: int(false, max),
        },
        _ => Interval {
            low: int(true, max / 2 + 1),
            high: int(false, max / 2),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;
    use proc_macro2::TokenStream;
    use syn::parse_quote;

    use crate::class::descriptor::descriptors;
    use crate::class::tables;
    use crate::errors::Errors;
    use crate::options::Options;

    fn texts(errors: &Errors) -> Vec<String> {
        errors
            .found
            .borrow()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    }

    /// The first line of each error that a `ty` field with these options has.
    fn errors_of(ty: &syn::Type, tokens: TokenStream) -> Vec<String> {
        let errors = Errors::new();
        let options = Options::parse(tokens, &tables::FIELD, &errors);
        let mut list = descriptors(&options, ty, &errors);
        super::check(&mut list, "`x`", ty, options.expr("default"), &errors);
        let texts = texts(&errors);
        texts
            .iter()
            .map(|text| text.lines().next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    }

    #[test]
    fn a_rule_whose_feature_is_off_names_it() {
        let errors = Errors::new();
        let options = Options::parse(quote!(pattern = "a", url, email), &tables::FIELD, &errors);
        for step in descriptors(&options, &parse_quote!(_), &errors) {
            super::feature(&step, &[], &errors);
            super::feature(&step, &["regex", "url"], &errors);
        }
        assert_eq!(
            texts(&errors),
            [
                "`pattern` needs the feature `regex` of `dunder`; write `dunder = { version = \"0.1\", features = [\"regex\"] }` in Cargo.toml",
                "`url` needs the feature `url` of `dunder`; write `dunder = { version = \"0.1\", features = [\"url\"] }` in Cargo.toml",
            ]
        );
    }

    #[test]
    fn what_no_value_keeps_is_told() {
        let table: Vec<(syn::Type, TokenStream, Option<&str>)> = vec![
            (
                parse_quote!(u8),
                quote!(gt = 255),
                Some("no value of this type is left by `gt = 255`"),
            ),
            (parse_quote!(u8), quote!(ge = 255), None),
            (
                parse_quote!(i8),
                quote!(lt = -128),
                Some("no value of this type is left by `lt = -128`"),
            ),
            (parse_quote!(i8), quote!(le = -128), None),
            (
                parse_quote!(u128),
                quote!(gt = 340282366920938463463374607431768211454),
                None,
            ),
            (parse_quote!(f64), quote!(gt = 4, lt = 5), None),
            (
                parse_quote!(f64),
                quote!(ge = 4, lt = 4),
                Some("no value is left: `lt = 4` contradicts `ge = 4`"),
            ),
            (
                parse_quote!(i32),
                quote!(positive, clamp = -3..=-1, negative),
                None,
            ),
            (
                parse_quote!(Option<i32>),
                quote!(positive, lt = 1),
                Some("no value is left: `lt = 1` contradicts `positive`"),
            ),
            (parse_quote!(i32), quote!(range = 1..2), None),
            (
                parse_quote!(i32),
                quote!(range = 2..2),
                Some("`2..2` is empty: its start is not below its end"),
            ),
            (parse_quote!(f64), quote!(range = 1.0..=1.0), None),
            (
                parse_quote!(String),
                quote!(len = 3..=9, len = 1),
                Some("`len` is given twice; remove one"),
            ),
            (
                parse_quote!(Alias),
                quote!(range = 9..=1),
                Some("`9..=1` is empty: its start is above its end"),
            ),
            (parse_quote!(i32), quote!(range = A..=B), None),
            (
                parse_quote!(i32),
                quote!(default = 5, range = ..5),
                Some("the default of `x` breaks its own `range = ..5`"),
            ),
            (
                parse_quote!(i32),
                quote!(default = -5, clamp = 0..=9, positive),
                None,
            ),
            (
                parse_quote!(f32),
                quote!(default = 0, non_zero),
                Some("the default of `x` breaks its own `non_zero`"),
            ),
            (
                parse_quote!(String),
                quote!(default = "ab", len = 3),
                Some("the default of `x` breaks its own `len = 3`"),
            ),
            (parse_quote!(String), quote!(default = "ää", len = 2), None),
            (
                parse_quote!(String),
                quote!(default = " ", trim, non_empty),
                None,
            ),
            (
                parse_quote!(u16),
                quote!(default = 3, one_of = [1, 2]),
                Some("the default of `x` breaks its own `one_of = [1, 2]`"),
            ),
        ];
        for (ty, tokens, expected) in table {
            let text = tokens.to_string();
            let expected: Vec<_> = expected.into_iter().collect();
            assert_eq!(errors_of(&ty, tokens), expected, "{text}");
        }
    }
}
