//! The descriptors: one table. What each is written like, what it fits, and what it runs.

use crate::options::{Form, Key};

/// A row of the table.
pub struct Rule {
    /// How it is written.
    pub key: Key,
    /// The types as written that it fits.
    pub fits: u16,
    /// What it runs.
    pub run: Run,
    /// What a value must be, for the docs of accessors: `a positive number`.
    pub phrase: &'static str,
    /// The cargo feature that it needs.
    pub feature: Option<&'static str>,
    /// What its violations tell beside the value: `params` of the check that it runs.
    pub gives: &'static [&'static str],
}

/// What a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// A check of this type.
    Check(&'static str),
    /// A check of this type, made from the argument.
    CheckOf(&'static str),
    /// A converter of this type.
    Convert(&'static str),
    /// `clamp`: a converter made from the argument, which refuses what has no order.
    Clamp,
    /// `pattern`.
    Pattern,
    /// `unique`.
    Unique,
    /// `each(…)`.
    Each,
    /// `keys(…)`.
    Keys,
    /// `values(…)`.
    Values,
    /// `nested`.
    Nested,
    /// `check = path`.
    Call,
    /// `via = expr`.
    Via,
    /// `message = "…"` and `code = "…"`: said of the rule before.
    Wording,
}

/// Kinds of types as written. A name that is none of these is taken to fit: rustc knows it.
pub mod kind {
    /// `i32` and its like.
    pub const SIGNED: u16 = 1;
    /// `u32` and its like.
    pub const UNSIGNED: u16 = 2;
    /// `f32` and `f64`.
    pub const FLOAT: u16 = 4;
    /// `bool`.
    pub const BOOL: u16 = 8;
    /// `char`.
    pub const CHAR: u16 = 16;
    /// `String`, `Box<str>`, `Rc<str>`, `Arc<str>`, `Cow<'_, str>`.
    pub const STRING: u16 = 32;
    /// `&str`.
    pub const STR: u16 = 64;
    /// `Vec<u8>` and its like: a list that is also bytes.
    pub const BYTES: u16 = 128;
    /// `Vec<T>`, arrays, slices, deques, lists, sets.
    pub const LIST: u16 = 256;
    /// `HashMap` and `BTreeMap`.
    pub const MAP: u16 = 512;

    /// Any number.
    pub const NUMBER: u16 = SIGNED | UNSIGNED | FLOAT;
    /// Anything with text.
    pub const TEXT: u16 = STRING | STR;
    /// Anything with items, not entries.
    pub const ITEMS: u16 = LIST | BYTES;
    /// Anything with a length.
    pub const LENGTH: u16 = TEXT | ITEMS | MAP;
    /// Anything with an order.
    pub const ORDERED: u16 = NUMBER | CHAR | STR;
    /// Anything.
    pub const ANY: u16 = u16::MAX;
}

const fn rule(
    name: &'static str,
    form: Form,
    usage: &'static str,
    phrase: &'static str,
    fits: u16,
    run: Run,
) -> Rule {
    let key = Key {
        name,
        form,
        usage,
        doc: phrase,
    };
    Rule {
        key,
        fits,
        run,
        phrase,
        feature: None,
        gives: &[],
    }
}

const fn check(name: &'static str, phrase: &'static str, fits: u16, ty: &'static str) -> Rule {
    rule(name, Form::Flag, name, phrase, fits, Run::Check(ty))
}

const fn check_of(
    name: &'static str,
    usage: &'static str,
    phrase: &'static str,
    fits: u16,
    ty: &'static str,
) -> Rule {
    rule(name, Form::Expr, usage, phrase, fits, Run::CheckOf(ty))
}

const fn part(
    name: &'static str,
    usage: &'static str,
    phrase: &'static str,
    ty: &'static str,
) -> Rule {
    rule(
        name,
        Form::Exprs,
        usage,
        phrase,
        kind::TEXT,
        Run::CheckOf(ty),
    )
}

const fn featured(rule: Rule, feature: &'static str) -> Rule {
    Rule {
        feature: Some(feature),
        ..rule
    }
}

const fn giving(rule: Rule, gives: &'static [&'static str]) -> Rule {
    Rule { gives, ..rule }
}

/// What a range gives: what it has of these.
const SPAN: &[&str] = &["min", "max", "end"];

/// The rows, in the order in which errors list them.
pub const RULES: &[Rule] = &[
    check("positive", "a positive number", kind::NUMBER, "Positive"),
    check("negative", "a negative number", kind::NUMBER, "Negative"),
    check(
        "non_negative",
        "a non-negative number",
        kind::NUMBER,
        "NonNegative",
    ),
    check(
        "non_zero",
        "a non-zero number",
        kind::NUMBER,
        "NonZeroNumber",
    ),
    check("finite", "a finite number", kind::FLOAT, "Finite"),
    giving(
        check_of("range", "range = 1..=10", "in {}", kind::ORDERED, "InRange"),
        SPAN,
    ),
    giving(
        check_of(
            "gt",
            "gt = 4",
            "greater than {}",
            kind::ORDERED,
            "GreaterThan",
        ),
        &["bound"],
    ),
    giving(
        check_of("ge", "ge = 4", "at least {}", kind::ORDERED, "AtLeast"),
        &["bound"],
    ),
    giving(
        check_of("lt", "lt = 4", "less than {}", kind::ORDERED, "LessThan"),
        &["bound"],
    ),
    giving(
        check_of("le", "le = 4", "at most {}", kind::ORDERED, "AtMost"),
        &["bound"],
    ),
    giving(
        check_of(
            "multiple_of",
            "multiple_of = 5",
            "a multiple of {}",
            kind::NUMBER,
            "MultipleOf",
        ),
        &["step"],
    ),
    giving(
        check_of(
            "len",
            "len = 1..=80",
            "{} characters or items long",
            kind::LENGTH,
            "Len",
        ),
        SPAN,
    ),
    giving(
        check_of(
            "bytes_len",
            "bytes_len = ..=255",
            "{} bytes long",
            kind::TEXT | kind::BYTES,
            "BytesLen",
        ),
        SPAN,
    ),
    check("non_empty", "non-empty", kind::LENGTH, "NonEmpty"),
    featured(
        giving(
            rule(
                "pattern",
                Form::Strs,
                "pattern = \"^[a-z]+$\"",
                "a match of {}",
                kind::TEXT,
                Run::Pattern,
            ),
            &["pattern"],
        ),
        "regex",
    ),
    check("email", "a valid email address", kind::TEXT, "Email"),
    featured(check("url", "a valid URL", kind::TEXT, "Url"), "url"),
    featured(
        check("http_url", "a valid HTTP URL", kind::TEXT, "HttpUrl"),
        "url",
    ),
    check("ip", "a valid IP address", kind::TEXT, "Ip"),
    check("ipv4", "a valid IPv4 address", kind::TEXT, "Ipv4"),
    check("ipv6", "a valid IPv6 address", kind::TEXT, "Ipv6"),
    check("uuid", "a valid UUID", kind::TEXT, "Uuid"),
    check("hostname", "a valid hostname", kind::TEXT, "Hostname"),
    check("slug", "a valid slug", kind::TEXT, "Slug"),
    check(
        "credit_card",
        "a valid card number",
        kind::TEXT,
        "CreditCard",
    ),
    check("date", "a valid date", kind::TEXT, "Date"),
    check("date_time", "a valid date and time", kind::TEXT, "DateTime"),
    check("ascii", "ASCII text", kind::TEXT, "Ascii"),
    check("alphanumeric", "alphanumeric", kind::TEXT, "Alphanumeric"),
    giving(
        part(
            "contains",
            "contains = \"x\"",
            "a text that contains {}",
            "Contains",
        ),
        &["contains"],
    ),
    giving(
        part(
            "prefix",
            "prefix = \"x\"",
            "a text that starts with {}",
            "Prefix",
        ),
        &["prefix"],
    ),
    giving(
        part(
            "suffix",
            "suffix = \"x\"",
            "a text that ends with {}",
            "Suffix",
        ),
        &["suffix"],
    ),
    giving(
        check_of(
            "one_of",
            "one_of = [\"a\", \"b\"]",
            "one of {}",
            kind::ANY,
            "OneOf",
        ),
        &["options"],
    ),
    rule(
        "unique",
        Form::Flag,
        "unique",
        "free of duplicates",
        kind::ITEMS,
        Run::Unique,
    ),
    rule(
        "each",
        Form::Lists,
        "each(positive)",
        "each item {}",
        kind::ITEMS,
        Run::Each,
    ),
    rule(
        "keys",
        Form::Lists,
        "keys(non_empty)",
        "each key {}",
        kind::MAP,
        Run::Keys,
    ),
    rule(
        "values",
        Form::Lists,
        "values(positive)",
        "each value {}",
        kind::MAP,
        Run::Values,
    ),
    rule(
        "nested",
        Form::Flag,
        "nested",
        "valid in itself",
        nestable(),
        Run::Nested,
    ),
    rule(
        "check",
        Form::Paths,
        "check = path",
        "accepted by `{}`",
        kind::ANY,
        Run::Call,
    ),
    rule(
        "trim",
        Form::Flag,
        "trim",
        "",
        kind::STRING,
        Run::Convert("Trim"),
    ),
    rule(
        "lowercase",
        Form::Flag,
        "lowercase",
        "",
        kind::STRING,
        Run::Convert("Lowercase"),
    ),
    rule(
        "uppercase",
        Form::Flag,
        "uppercase",
        "",
        kind::STRING,
        Run::Convert("Uppercase"),
    ),
    giving(
        rule(
            "clamp",
            Form::Expr,
            "clamp = 0..=100",
            "",
            kind::ORDERED,
            Run::Clamp,
        ),
        SPAN,
    ),
    rule(
        "via",
        Form::Exprs,
        "via = Slug { max: 40 }",
        "accepted by `{}`",
        kind::ANY,
        Run::Via,
    ),
    rule(
        "message",
        Form::Strs,
        "message = \"is no good: {value}\"",
        "",
        kind::ANY,
        Run::Wording,
    ),
    rule(
        "code",
        Form::Strs,
        "code = \"too_small\"",
        "",
        kind::ANY,
        Run::Wording,
    ),
];

/// A collection may hold classes; a primitive or a string has no rules of its own.
const fn nestable() -> u16 {
    kind::LIST | kind::MAP
}

/// The keys of the rows, for the option tables.
pub const KEYS: &[Key] = &{
    let mut keys = [RULES[0].key; RULES.len()];
    let mut row = 0;
    while row < keys.len() {
        keys[row] = RULES[row].key;
        row += 1;
    }
    keys
};

/// The row of a key.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.key.name == name)
}
