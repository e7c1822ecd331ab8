//! The options of `#[dataclass]` and `#[field]`: one table each, with its docs.

use crate::dataclass::rules;
use crate::options::{CRATE, Form, Key, Table};

const fn key(name: &'static str, form: Form, usage: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        form,
        usage,
        doc,
    }
}

/// `#[dataclass(...)]`.
pub const DATACLASS: Table = Table {
    attribute: "#[dataclass]",
    keys: &[CLASS_KEYS, STYLE_KEYS, &[CRATE]],
};

/// `#[dunder(...)]` under `#[derive(dunder::Repr)]` and `#[derive(dunder::Display)]`.
pub const DERIVE: Table = Table {
    attribute: "#[dunder]",
    keys: &[STYLE_KEYS, &[CRATE]],
};

/// `#[field(...)]` under the same.
pub const DERIVE_FIELD: Table = Table {
    attribute: "#[field]",
    keys: &[TEXT_KEYS],
};

/// `#[field(...)]` under `#[dataclass]`.
pub const FIELD: Table = Table {
    attribute: "#[field]",
    keys: &[FIELD_KEYS, TEXT_KEYS, rules::KEYS],
};

const CLASS_KEYS: &[Key] = &[
    key(
        "eq",
        Form::Switch,
        "eq = false",
        "leave `PartialEq` to the user",
    ),
    key(
        "repr",
        Form::Switch,
        "repr = false",
        "leave `Repr` and `Display` to the user",
    ),
    key(
        "display",
        Form::SwitchOrStr,
        "display = \"{x}:{y}\"",
        "`Display` by a format string, or not at all",
    ),
    key(
        "new",
        Form::Switch,
        "new = false",
        "leave the constructor to the user",
    ),
    key("with", Form::Switch, "with = false", "no `with_*` methods"),
    key("order", Form::Flag, "order", "`PartialOrd`, field by field"),
    key(
        "hash",
        Form::Flag,
        "hash",
        "`Eq` and `Hash`; with `order` also `Ord`",
    ),
    key(
        "frozen",
        Form::Flag,
        "frozen",
        "readable anywhere, writable nowhere",
    ),
    key("builder", Form::Flag, "builder", "`T::builder()...build()`"),
    key(
        "post_init",
        Form::Path,
        "post_init = path",
        "the last step of construction",
    ),
    key(
        "try_post_init",
        Form::Path,
        "try_post_init = path",
        "the last step of construction, which may fail",
    ),
    key(
        "rule",
        Form::Paths,
        "rule = path",
        "an invariant over several fields",
    ),
];

/// What says how a class is printed.
const STYLE_KEYS: &[Key] = &[key(
    "style",
    Form::Word(&["python", "rust"]),
    "style = rust",
    "the form of the repr",
)];

const FIELD_KEYS: &[Key] = &[
    key(
        "default",
        Form::OptionalExpr,
        "default = expr",
        "what it gets when nobody gives a value",
    ),
    key(
        "init",
        Form::Switch,
        "init = false",
        "not a parameter of `new`",
    ),
    key(
        "init_only",
        Form::Flag,
        "init_only",
        "a parameter for `post_init` that is not stored",
    ),
    key("into", Form::Flag, "into", "parameters take `impl Into<T>`"),
    key(
        "compare",
        Form::Switch,
        "compare = false",
        "left out of equality, order and hash",
    ),
    key(
        "key",
        Form::Expr,
        "key = name.len()",
        "what is compared in its place",
    ),
    key(
        "reverse",
        Form::Flag,
        "reverse",
        "largest first in the order",
    ),
    key(
        "total",
        Form::Flag,
        "total",
        "floats with a total order and a hash",
    ),
    key(
        "get",
        Form::Word(&["false", "copy", "clone", "ref"]),
        "get = clone",
        "what the getter gives",
    ),
    key("set", Form::Switch, "set = false", "no setter"),
    key(
        "frozen",
        Form::Flag,
        "frozen",
        "never changes after construction",
    ),
    key(
        "observed",
        Form::Flag,
        "observed",
        "`on_*_change` tells of changes",
    ),
    key(
        "cached",
        Form::Path,
        "cached = path",
        "computed once from the other fields",
    ),
];

/// What says how a field is printed.
const TEXT_KEYS: &[Key] = &[
    key("repr", Form::Switch, "repr = false", "left out of the repr"),
    key(
        "repr_with",
        Form::Path,
        "repr_with = path",
        "how it is printed",
    ),
    key("secret", Form::Flag, "secret", "never printed"),
];
