//! The descriptors: one table.

use crate::options::{Form, Key};

const fn key(name: &'static str, form: Form, usage: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        form,
        usage,
        doc,
    }
}

/// The rows of `#[field(...)]` that guard a field.
pub const RULES: &[Key] = &[
    key("positive", Form::Flag, "positive", "above zero"),
    key("negative", Form::Flag, "negative", "below zero"),
    key("non_negative", Form::Flag, "non_negative", "zero or above"),
    key("non_zero", Form::Flag, "non_zero", "not zero"),
    key("finite", Form::Flag, "finite", "neither infinite nor NaN"),
    key("range", Form::Expr, "range = 1..=10", "in a range"),
    key("gt", Form::Expr, "gt = 4", "greater than"),
    key("ge", Form::Expr, "ge = 4", "at least"),
    key("lt", Form::Expr, "lt = 4", "less than"),
    key("le", Form::Expr, "le = 4", "at most"),
    key("multiple_of", Form::Expr, "multiple_of = 5", "a multiple"),
    key(
        "len",
        Form::Expr,
        "len = 1..=80",
        "so many characters or items",
    ),
    key(
        "bytes_len",
        Form::Expr,
        "bytes_len = ..=255",
        "so many bytes",
    ),
    key("non_empty", Form::Flag, "non_empty", "not empty"),
    key(
        "pattern",
        Form::Str,
        "pattern = \"^[a-z]+$\"",
        "matches a regular expression",
    ),
    key("email", Form::Flag, "email", "an email address"),
    key("url", Form::Flag, "url", "a URL"),
    key("ip", Form::Flag, "ip", "an IP address"),
    key("ipv4", Form::Flag, "ipv4", "an IPv4 address"),
    key("ipv6", Form::Flag, "ipv6", "an IPv6 address"),
    key("uuid", Form::Flag, "uuid", "a UUID"),
    key("hostname", Form::Flag, "hostname", "a host name"),
    key("slug", Form::Flag, "slug", "letters, digits, `-` and `_`"),
    key("credit_card", Form::Flag, "credit_card", "a card number"),
    key("ascii", Form::Flag, "ascii", "ASCII only"),
    key(
        "alphanumeric",
        Form::Flag,
        "alphanumeric",
        "ASCII letters and digits only",
    ),
    key("contains", Form::Expr, "contains = \"x\"", "holds a part"),
    key("prefix", Form::Expr, "prefix = \"x\"", "starts so"),
    key("suffix", Form::Expr, "suffix = \"x\"", "ends so"),
    key(
        "one_of",
        Form::Expr,
        "one_of = [\"a\", \"b\"]",
        "one of a list",
    ),
    key("unique", Form::Flag, "unique", "no item twice"),
    key("each", Form::List, "each(positive)", "rules for each item"),
    key("keys", Form::List, "keys(non_empty)", "rules for each key"),
    key(
        "values",
        Form::List,
        "values(positive)",
        "rules for each value",
    ),
    key(
        "nested",
        Form::Flag,
        "nested",
        "a data class that reports inside its parent",
    ),
    key("check", Form::Paths, "check = path", "a function of yours"),
    key("trim", Form::Flag, "trim", "white space around it is cut"),
    key(
        "lowercase",
        Form::Flag,
        "lowercase",
        "turned into lower case",
    ),
    key(
        "uppercase",
        Form::Flag,
        "uppercase",
        "turned into upper case",
    ),
    key(
        "clamp",
        Form::Expr,
        "clamp = 0..=100",
        "brought into a range",
    ),
    key(
        "via",
        Form::Exprs,
        "via = Slug { max: 40 }",
        "a descriptor of yours",
    ),
    key(
        "message",
        Form::Strs,
        "message = \"{value} is no good\"",
        "the text of the rule before it",
    ),
    key(
        "code",
        Form::Strs,
        "code = \"too_small\"",
        "the code of the rule before it",
    ),
];

/// Whether a key of this name guards a field.
#[must_use]
pub fn is_rule(name: &str) -> bool {
    RULES.iter().any(|key| key.name == name)
}

/// Whether a rule can refuse a value, and is not just a conversion.
#[must_use]
pub fn can_refuse(name: &str) -> bool {
    is_rule(name)
        && !matches!(
            name,
            "trim" | "lowercase" | "uppercase" | "clamp" | "message" | "code"
        )
}
