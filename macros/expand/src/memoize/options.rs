//! The option table of `#[memoize]`.

use crate::options::{CRATE, Form, Key, Table};

const fn key(name: &'static str, form: Form, usage: &'static str, doc: &'static str) -> Key {
    Key {
        name,
        form,
        usage,
        doc,
    }
}

/// What `#[memoize(...)]` takes.
pub(crate) const TABLE: Table = Table {
    attribute: "#[memoize]",
    keys: &[OPTIONS, &[CRATE]],
};

const OPTIONS: &[Key] = &[
    key(
        "maxsize",
        Form::Expr,
        "maxsize = 128",
        "the most entries kept, the least recently used leaving first; `None` for no bound",
    ),
    key(
        "policy",
        Form::Path,
        "policy = dlirs",
        "which entry makes room for a new one: `lru` or `dlirs`",
    ),
    key(
        "ttl",
        Form::Expr,
        "ttl = \"60s\"",
        "how long an entry lives after it is stored",
    ),
    key(
        "tti",
        Form::Expr,
        "tti = \"60s\"",
        "how long an entry lives after it is last used",
    ),
    key(
        "refresh",
        Form::Expr,
        "refresh = \"30s\"",
        "the age after which one call computes anew while others are served the old value",
    ),
    key(
        "clock",
        Form::Path,
        "clock = path",
        "`fn() -> Duration`: the time, for tests",
    ),
    key(
        "max_weight",
        Form::Expr,
        "max_weight = 1_000_000",
        "the most weight kept",
    ),
    key(
        "weigh",
        Form::Path,
        "weigh = path",
        "`fn(&Value) -> u64`: what an entry weighs",
    ),
    key(
        "ok",
        Form::Flag,
        "ok",
        "keeps only `Ok`; the default, so `ok = false` keeps errors too",
    ),
    key("some", Form::Flag, "some", "keeps only `Some`"),
    key(
        "cache_if",
        Form::Path,
        "cache_if = path",
        "`fn(&Value) -> bool`: keeps only what it says yes to",
    ),
    key(
        "key",
        Form::Expr,
        "key = expr",
        "the key, from the arguments, in place of all of them",
    ),
    key(
        "skip",
        Form::Lists,
        "skip(argument)",
        "arguments that play no part in the key",
    ),
    key(
        "single_flight",
        Form::Flag,
        "single_flight",
        "one computation for each key at a time; others wait for it",
    ),
    key(
        "thread_local",
        Form::Flag,
        "thread_local",
        "a cache for each thread, without locks and `Send`",
    ),
    key(
        "per_instance",
        Form::Path,
        "per_instance = field",
        "a cache for each `self`, in its field of type `dunder::memo::InstanceCache`",
    ),
    key(
        "store",
        Form::Expr,
        "store = disk(\"cache.redb\")",
        "where results are kept beyond the process: `disk(path)`, `redis(url)`, or a function from a name to a `Store`",
    ),
    key(
        "handle",
        Form::Path,
        "handle = name",
        "a function that returns the handle, in place of a type; `none` for no handle",
    ),
];
