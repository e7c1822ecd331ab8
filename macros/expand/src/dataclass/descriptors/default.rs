//! Literal defaults against the field's own rules.

use syn::{Expr, Lit, Type};

#[cfg(feature = "regex")]
use crate::class::descriptor::Argument;
use crate::class::descriptor::Descriptor;
use crate::class::shape::Shape;
use crate::class::types;
use crate::errors::Errors;

use super::check::{interval, lengths, written};
use super::guard::ungroup;
use super::literal::Number;

/// A literal default that breaks a rule with literal arguments.
pub(super) fn check(list: &[Descriptor], label: &str, ty: &Type, default: &Expr, errors: &Errors) {
    if let Some(rule) = broken_by(list, ty, default) {
        errors.at(
            default,
            format_args!("the default of {label} breaks its own `{rule}`"),
        );
    }
}

/// The first rule that a literal breaks.
#[must_use]
pub fn broken_by(list: &[Descriptor], ty: &Type, value: &Expr) -> Option<String> {
    list.iter()
        .filter(|step| !step.broken)
        // Behind a converter the value is another.
        .take_while(|step| !step.converts())
        .find(|step| match (Number::of(value), string(value)) {
            (Some(number), _) => number_breaks(step, number, ty),
            (None, Some(text)) => text_breaks(step, &text),
            (None, None) => false,
        })
        .map(written)
}

fn number_breaks(step: &Descriptor, number: Number, ty: &Type) -> bool {
    if !types::is_number(ty) {
        return false;
    }
    if let Some(interval) = interval(step) {
        return !interval.contains(number);
    }
    match (step.rule.key.name, step.shape()) {
        ("non_zero", _) => number.is_zero(),
        ("multiple_of", Some(Shape::Other(step))) => {
            Number::of(step).is_some_and(|step| number.is_no_multiple(step))
        }
        ("one_of", Some(Shape::List(options))) => {
            let options: Option<Vec<_>> = options.iter().map(Number::of).collect();
            options.is_some_and(|options| {
                !options
                    .iter()
                    .any(|option| option.cmp(number).is_some_and(std::cmp::Ordering::is_eq))
            })
        }
        _ => false,
    }
}

fn text_breaks(step: &Descriptor, text: &str) -> bool {
    let argument = step.single().and_then(string);
    let argument = argument.as_deref();
    let all = |holds: fn(u8) -> bool| !text.is_empty() && text.bytes().all(holds);
    match step.rule.key.name {
        "ascii" => !text.is_ascii(),
        "alphanumeric" => !all(|byte| byte.is_ascii_alphanumeric()),
        "slug" => !all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
        "ip" => text.parse::<std::net::IpAddr>().is_err(),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_err(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_err(),
        "contains" => argument.is_some_and(|part| !text.contains(part)),
        "prefix" => argument.is_some_and(|part| !text.starts_with(part)),
        "suffix" => argument.is_some_and(|part| !text.ends_with(part)),
        // Of a longer one the parser in `dunder` decides, in a `const`.
        "uuid" | "hostname" | "credit_card" | "email" | "date" | "date_time" | "url"
        | "http_url" => text.is_empty(),
        "pattern" => breaks_pattern(step, text),
        "one_of" => match step.shape() {
            Some(Shape::List(options)) => {
                let options: Option<Vec<_>> = options.iter().map(string).collect();
                options.is_some_and(|options| !options.iter().any(|option| option == text))
            }
            _ => false,
        },
        _ => lengths(step).is_some_and(|lengths| {
            let magnitude = text.chars().count() as u128;
            !lengths.contains(Number::Int {
                negative: false,
                magnitude,
            })
        }),
    }
}

#[cfg(feature = "regex")]
fn breaks_pattern(step: &Descriptor, text: &str) -> bool {
    match &step.argument {
        Argument::Str(pattern) => super::pattern::matches(&pattern.value(), text) == Some(false),
        _ => false,
    }
}

#[cfg(not(feature = "regex"))]
fn breaks_pattern(_: &Descriptor, _: &str) -> bool {
    // Refused already, since the feature is off.
    false
}

pub(super) fn string(expr: &Expr) -> Option<String> {
    match ungroup(expr) {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Reference(reference) => string(&reference.expr),
        _ => None,
    }
}
