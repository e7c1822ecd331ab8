//! Times: `ttl`, `tti`, `refresh`.

use crate::tokens::quote_spanned;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprLit, Lit};

use crate::errors::Errors;
use crate::options::Options;

/// Reports times that have no effect.
pub(super) fn conflicts(options: &Options, errors: &Errors) {
    if let (Some(clock), None) = (
        options.get("clock"),
        options.any(&["ttl", "tti", "refresh"]),
    ) {
        errors.at(
            &clock.ident,
            "`clock` alone has no effect: nothing here depends on time; add `ttl`, `tti` or `refresh`",
        );
    }
    let written = |name| match options.expr(name) {
        Some(Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        })) => nanoseconds(&text.value()).ok().zip(Some(text)),
        _ => None,
    };
    if let (Some((ttl, _)), Some((refresh, text))) = (written("ttl"), written("refresh"))
        && refresh >= ttl
        && ttl > 0
    {
        errors.at(
            text,
            "`refresh` has no effect: at that age an entry has expired by `ttl`; write a shorter time",
        );
    }
}

/// `"1h30m"`, or an expression of type `Duration`.
pub(super) fn duration(name: &str, expr: &Expr, errors: &Errors) -> Option<TokenStream> {
    let text = match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => text,
        Expr::Lit(literal) => {
            errors.at(
                literal,
                format_args!("`{name}` needs a unit: write `{name} = \"60s\"`"),
            );
            return None;
        }
        expr => return Some(expr.to_token_stream()),
    };
    match nanoseconds(&text.value()) {
        Ok(0) => {
            errors.at(
                text,
                "an entry that lives for no time is never found; leave the cache out",
            );
            None
        }
        Ok(nanos) => {
            let (secs, nanos) = (nanos / 1_000_000_000, (nanos % 1_000_000_000) as u32);
            Some(quote_spanned!(text.span()=> ::core::time::Duration::new(#secs, #nanos)))
        }
        Err(problem) => {
            errors.at(
                text,
                format_args!(
                    "{problem}; write a time as `\"60s\"`, `\"500ms\"`, `\"1h30m\"` (units: ns, us, ms, s, m, h, d)"
                ),
            );
            None
        }
    }
}

fn nanoseconds(text: &str) -> Result<u64, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err("this is empty".to_owned());
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        if after.starts_with('.') {
            return Err(format!("`{text}` has a fraction"));
        }
        let after = after.trim_start();
        let letters = after
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        if rest.starts_with('-') {
            return Err(format!("`{text}` is negative"));
        }
        if number.is_empty() {
            return Err(format!("`{text}` has no number before `{}`", rest.trim()));
        }
        let scale: u64 = match unit {
            "ns" => 1,
            "us" | "µs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            "d" => 86_400_000_000_000,
            "" => return Err(format!("`{number}` has no unit")),
            unit => return Err(format!("`{unit}` is no unit of time")),
        };
        total = number
            .parse::<u64>()
            .ok()
            .and_then(|number| number.checked_mul(scale))
            .and_then(|nanos| total.checked_add(nanos))
            .ok_or_else(|| format!("`{text}` is too long"))?;
        rest = after.trim_start();
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::nanoseconds;

    #[test]
    fn times() {
        for (text, expected) in [
            ("60s", Ok(60_000_000_000)),
            ("500ms", Ok(500_000_000)),
            ("1h30m", Ok(5_400_000_000_000)),
            ("1m 5s", Ok(65_000_000_000)),
            ("7us", Ok(7_000)),
            ("1d", Ok(86_400_000_000_000)),
            ("0s", Ok(0)),
            ("60", Err("`60` has no unit")),
            ("s", Err("`s` has no number before `s`")),
            ("60 s", Ok(60_000_000_000)),
            ("1.5s", Err("`1.5s` has a fraction")),
            ("5 parsecs", Err("`parsecs` is no unit of time")),
            ("5x", Err("`x` is no unit of time")),
            ("", Err("this is empty")),
            (
                "99999999999999999999s",
                Err("`99999999999999999999s` is too long"),
            ),
            ("-5s", Err("`-5s` is negative")),
        ] {
            let expected = expected.map_err(str::to_owned);
            assert_eq!(nanoseconds(text), expected, "{text}");
        }
    }
}
