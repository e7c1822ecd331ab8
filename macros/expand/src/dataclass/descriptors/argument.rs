//! What in the argument of a descriptor makes no sense by itself, or is of another type than what it is compared with.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Expr, Lit, Type};

use super::check::{of_range, why_empty};
use super::guard::ungroup;
use super::literal::Number;
use crate::class::descriptor::{Argument, Descriptor};
use crate::class::shape::{Range, Shape};
use crate::collect::Collect as _;
use crate::dataclass::metadata::text;
use crate::dataclass::rules::{Run, kind};
use crate::errors::Errors;
use crate::expression::group;

/// An argument that makes no sense by itself.
pub(super) fn check(step: &Descriptor, kind: Option<u16>, errors: &Errors) {
    let name = step.rule.key.name;
    match (&step.argument, step.rule.run) {
        (Argument::Inner(inner), _) if inner.is_empty() => {
            let usage = step.rule.key.usage;
            errors.at(
                &step.ident,
                format_args!("`{name}()` checks nothing; write `{usage}`, for instance"),
            );
        }
        (Argument::Str(pattern), Run::Pattern) => {
            if let Err(error) = regex(&pattern.value()) {
                errors.at(pattern, error);
            }
        }
        (Argument::Expr(tokens, shape), _) => match (name, shape) {
            ("range" | "len" | "bytes_len" | "clamp", Shape::Range(range)) => {
                range_argument(name, range, kind, errors);
            }
            ("multiple_of", Shape::Other(expr))
                if Number::of(expr).is_some_and(Number::is_zero) =>
            {
                errors.at(
                    tokens,
                    "nothing is a multiple of 0; write the step, `multiple_of = 5`",
                );
            }
            ("one_of", Shape::List(list)) if list.is_empty() => {
                errors.at(
                    tokens,
                    "`one_of = []` refuses every value; list the ones that are valid",
                );
            }
            ("range" | "clamp" | "one_of", Shape::Other(expr))
                if matches!(ungroup(expr), Expr::Lit(_)) =>
            {
                let list = if name == "one_of" { "list" } else { "range" };
                let usage = step.rule.key.usage;
                errors.at(
                    tokens,
                    format_args!("`{name}` takes a {list}: write `{usage}`"),
                );
            }
            ("range" | "len" | "bytes_len" | "clamp", _) if lists(tokens) => {
                let usage = step.rule.key.usage;
                errors.at(
                    tokens,
                    format_args!("`{name}` takes a range: write `{usage}`"),
                );
            }
            _ => {}
        },
        _ => {}
    }
}

/// Whether this is `(1, 10)` or `[1, 10]`.
fn lists(tokens: &TokenStream) -> bool {
    let comma = |token: TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    match group(tokens) {
        Some((Delimiter::Parenthesis | Delimiter::Bracket, inside)) => {
            inside.into_iter().any(comma)
        }
        _ => false,
    }
}

/// A literal in an argument that is of another type than what it is compared with.
pub(super) fn literals(step: &Descriptor, ty: &Type, kind: Option<u16>, errors: &Errors) {
    let (name, Some(shape)) = (step.rule.key.name, step.shape()) else {
        return;
    };
    let list: Vec<&Expr> = match (name, shape) {
        ("range" | "clamp" | "len" | "bytes_len", Shape::Range(range)) => range
            .start
            .iter()
            .chain(&range.end)
            .map(ungroup)
            .collect_vec(),
        ("one_of", Shape::List(list)) => list.iter().map(ungroup).collect_vec(),
        (
            "len" | "bytes_len" | "gt" | "ge" | "lt" | "le" | "multiple_of" | "contains" | "prefix"
            | "suffix",
            Shape::Other(expr),
        ) => vec![ungroup(expr)],
        _ => return,
    };
    let counts = matches!(name, "len" | "bytes_len");
    let part = matches!(name, "contains" | "prefix" | "suffix");
    let kind = match () {
        () if counts => Some(kind::UNSIGNED),
        () if part => Some(kind::TEXT),
        () => kind,
    };
    let Some(wrong) = list.into_iter().find(|expr| !may_be(expr, kind)) else {
        return;
    };
    let wrong_text = text(wrong);
    if counts || part {
        let what = if counts { "length" } else { "text" };
        errors.at(
            wrong,
            format_args!(
                "`{wrong_text}` is no {what}; write `{}`",
                step.rule.key.usage
            ),
        );
    } else {
        let ty = text(ty);
        errors.at(
            wrong,
            format_args!("`{wrong_text}` is no `{ty}`, which `{name}` compares it with"),
        );
    }
}

/// Whether an expression may be a value of a type of this kind: what is no literal may be anything.
fn may_be(expr: &Expr, kind: Option<u16>) -> bool {
    let Some(kind) = kind else { return true };
    let (literal, negative) = match expr {
        Expr::Lit(literal) => (literal, false),
        Expr::Unary(unary) => match ungroup(&unary.expr) {
            Expr::Lit(literal) => (literal, true),
            _ => return true,
        },
        _ => return true,
    };
    match &literal.lit {
        Lit::Int(_) if negative && kind == kind::UNSIGNED => false,
        Lit::Int(_) => kind & (kind::TEXT | kind::CHAR | kind::BOOL) == 0,
        Lit::Float(_) => {
            kind & (kind::SIGNED | kind::UNSIGNED | kind::TEXT | kind::CHAR | kind::BOOL) == 0
        }
        Lit::Str(_) => kind & (kind::NUMBER | kind::CHAR | kind::BOOL) == 0,
        Lit::Char(_) => kind & (kind::NUMBER | kind::TEXT | kind::BOOL) == 0,
        Lit::Bool(_) => kind & (kind::NUMBER | kind::TEXT | kind::CHAR) == 0,
        _ => true,
    }
}

fn range_argument(name: &str, range: &Range, kind: Option<u16>, errors: &Errors) {
    let written = text(range);
    match (&range.start, &range.end) {
        (None, None) => errors.at(
            range,
            format_args!("`..` leaves nothing out; give it a bound: `{name} = 1..=10`"),
        ),
        (_, Some(end)) if name == "clamp" && !range.closed => errors.at(
            range,
            format_args!(
                "`{written}` has no largest value to clamp to; write `{}..={}`",
                range.start.as_ref().map(text).unwrap_or_default(),
                text(end)
            ),
        ),
        _ => {
            let integers = name != "range" || kind.is_none_or(|kind| kind != kind::FLOAT);
            if let Some(interval) = of_range(range)
                && (if integers {
                    interval.of_integers()
                } else {
                    interval
                })
                .is_empty()
            {
                errors.at(
                    range,
                    format_args!("`{written}` is empty: {}", why_empty(range)),
                );
            }
        }
    }
}

#[cfg(feature = "regex")]
fn regex(pattern: &str) -> Result<(), String> {
    regex_syntax::Parser::new()
        .parse(pattern)
        .map(drop)
        .map_err(|error| error.to_string())
}

#[cfg(not(feature = "regex"))]
fn regex(_pattern: &str) -> Result<(), String> {
    // Refused already, since the feature is off.
    Ok(())
}
