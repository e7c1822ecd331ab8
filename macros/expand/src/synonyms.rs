//! What others call it: the options of validator, garde, nutype, serde, bon, derive_more, attrs, pydantic and Python's
//! dataclasses, and what they are here.

/// A row: some names, and what to write in their place.
pub struct Synonym {
    /// The names, each as it may be typed.
    pub names: &'static [&'static str],
    /// The options that they stand for: the first of these that is valid at the place.
    pub keys: &'static [&'static str],
    /// What to say where none is.
    pub says: &'static str,
    /// Whether the value is of another kind, so that the option is read as if there were none.
    pub alone: bool,
}

const fn means(names: &'static [&'static str], keys: &'static [&'static str]) -> Synonym {
    Synonym {
        names,
        keys,
        says: "",
        alone: false,
    }
}

/// As [`means`], where the value is of another kind.
const fn alone(names: &'static [&'static str], keys: &'static [&'static str]) -> Synonym {
    Synonym {
        names,
        keys,
        says: "",
        alone: true,
    }
}

const fn says(names: &'static [&'static str], says: &'static str) -> Synonym {
    Synonym {
        names,
        keys: &[],
        says,
        alone: false,
    }
}

/// The row for what was typed in this attribute.
#[must_use]
pub fn find(attribute: &str, typed: &str) -> Option<&'static Synonym> {
    let rows = match attribute {
        "#[dataclass]" => CLASS,
        "#[field]" | "each(…)" | "keys(…)" | "values(…)" => FIELD,
        "#[memoize]" => MEMOIZE,
        _ => return None,
    };
    rows.iter().find(|row| row.names.contains(&typed))
}

const CLASS: &[Synonym] = &[
    means(&["unsafe_hash", "Hash", "eq_hash"], &["hash"]),
    means(
        &[
            "cmp",
            "ord",
            "partial_ord",
            "PartialOrd",
            "Ord",
            "total_ordering",
            "sortable",
        ],
        &["order"],
    ),
    means(&["partial_eq", "PartialEq", "Eq", "equality"], &["eq"]),
    means(
        &["immutable", "readonly", "read_only", "final", "const"],
        &["frozen"],
    ),
    means(&["init", "constructor", "ctor"], &["new"]),
    means(&["replace", "setters", "withers"], &["with"]),
    means(&["debug", "Debug", "Repr"], &["repr"]),
    means(&["Display", "fmt", "format"], &["display"]),
    means(
        &[
            "validate",
            "validator",
            "invariant",
            "check",
            "custom",
            "schema",
            "model_validator",
        ],
        &["rule"],
    ),
    means(
        &[
            "__post_init__",
            "__attrs_post_init__",
            "after_init",
            "on_init",
        ],
        &["post_init"],
    ),
    means(&["krate", "path", "dunder"], &["crate"]),
    says(
        &["slots", "weakref_slot", "weakref"],
        "a struct has its fields and nothing else already; drop it",
    ),
    says(
        &["match_args"],
        "patterns work on a struct as it is; drop it",
    ),
    says(
        &["kw_only", "keyword_only"],
        "for arguments by name there are `with_*` and, with `builder`, `T::builder()`",
    ),
    says(
        &[
            "default",
            "Default",
            "clone",
            "Clone",
            "copy",
            "Copy",
            "Serialize",
            "Deserialize",
        ],
        "it is a derive; write it in a `#[derive(…)]` below `#[dataclass]`",
    ),
    says(
        &[
            "rename_all",
            "rename",
            "deny_unknown_fields",
            "tag",
            "transparent",
        ],
        "serde names things; write `#[serde(…)]` below `#[dataclass]`",
    ),
    says(
        &[
            "into",
            "secret",
            "key",
            "init_only",
            "observed",
            "cached",
            "reverse",
            "total",
            "compare",
            "get",
            "set",
            "positive",
            "range",
            "len",
            "non_empty",
        ],
        "it is an option of a field; write it in a `#[field(…)]` on the field",
    ),
];

const FIELD: &[Synonym] = &[
    // Bounds.
    means(
        &[
            "min",
            "minimum",
            "min_value",
            "gte",
            "at_least",
            "greater_or_equal",
            "greater_equal",
        ],
        &["ge", "len"],
    ),
    means(
        &[
            "max",
            "maximum",
            "max_value",
            "lte",
            "at_most",
            "less_or_equal",
            "less_equal",
        ],
        &["le", "len"],
    ),
    means(
        &[
            "greater",
            "greater_than",
            "above",
            "exclusive_min",
            "exclusive_minimum",
            "exclusiveMinimum",
        ],
        &["gt", "len"],
    ),
    means(
        &[
            "less",
            "less_than",
            "below",
            "smaller",
            "exclusive_max",
            "exclusive_maximum",
            "exclusiveMaximum",
        ],
        &["lt", "len"],
    ),
    means(
        &["between", "interval", "bounds", "within"],
        &["range", "len"],
    ),
    means(
        &[
            "step",
            "divisible_by",
            "multiple",
            "multipleOf",
            "step_size",
        ],
        &["multiple_of"],
    ),
    means(
        &["not_nan", "no_nan", "is_finite", "allow_inf_nan"],
        &["finite"],
    ),
    means(&["bounded", "saturate", "saturating"], &["clamp"]),
    // Sizes.
    means(
        &[
            "length",
            "min_length",
            "max_length",
            "min_len",
            "max_len",
            "minLength",
            "maxLength",
            "len_char_min",
            "len_char_max",
            "size",
            "min_items",
            "max_items",
            "minItems",
            "maxItems",
            "min_size",
            "max_size",
            "chars",
            "graphemes",
        ],
        &["len", "range"],
    ),
    means(
        &["bytes", "byte_length", "byte_len", "max_bytes"],
        &["bytes_len"],
    ),
    means(
        &["not_empty", "is_not_empty", "notempty", "not_blank"],
        &["non_empty"],
    ),
    // Texts.
    means(
        &["regex", "regexp", "re", "matches", "fullmatch"],
        &["pattern"],
    ),
    means(&["mail", "email_address"], &["email"]),
    means(&["uri", "link"], &["url", "http_url"]),
    means(&["ip_addr", "ip_address", "ipaddr"], &["ip"]),
    means(&["guid"], &["uuid"]),
    means(&["domain", "host", "fqdn"], &["hostname"]),
    means(&["card", "card_number", "luhn"], &["credit_card"]),
    means(
        &["datetime", "timestamp", "iso8601", "rfc3339"],
        &["date_time"],
    ),
    means(
        &["alnum", "isalnum", "ascii_alphanumeric"],
        &["alphanumeric"],
    ),
    means(&["includes", "substring"], &["contains"]),
    means(&["starts_with", "startswith"], &["prefix"]),
    means(&["ends_with", "endswith"], &["suffix"]),
    means(&["strip", "trimmed", "strip_whitespace"], &["trim"]),
    means(
        &["lower", "to_lower", "to_lowercase", "lower_case"],
        &["lowercase"],
    ),
    means(
        &["upper", "to_upper", "to_uppercase", "upper_case"],
        &["uppercase"],
    ),
    // Structure.
    means(
        &[
            "enum",
            "enumerate",
            "choices",
            "choice",
            "in",
            "in_",
            "is_in",
            "any_of",
            "allowed",
            "literal",
        ],
        &["one_of"],
    ),
    means(
        &["unique_items", "uniqueItems", "distinct", "no_duplicates"],
        &["unique"],
    ),
    means(
        &["dive", "recurse", "deep", "validate_nested"],
        &["nested", "each", "check"],
    ),
    means(
        &["inner", "items", "for_each", "elements", "deep_iterable"],
        &["each", "values"],
    ),
    means(
        &[
            "custom",
            "validate",
            "validator",
            "validators",
            "predicate",
            "func",
            "function",
            "ensure",
            "with",
        ],
        &["check"],
    ),
    means(
        &[
            "convert",
            "converter",
            "sanitize",
            "sanitizer",
            "transform",
            "adjust",
            "modify",
            "descriptor",
        ],
        &["via"],
    ),
    means(&["error", "err", "error_message", "msg"], &["message"]),
    // Construction.
    means(&["default_value", "default_expr", "value"], &["default"]),
    // These take a function.
    alone(
        &["default_factory", "factory", "default_with", "default_fn"],
        &["default"],
    ),
    means(
        &["init_var", "InitVar", "initvar", "start_fn"],
        &["init_only"],
    ),
    means(&["noinit", "no_init"], &["init"]),
    means(&["convert_into", "Into"], &["into"]),
    says(
        &["optional", "required", "strip_option", "nullable"],
        "a field is optional when it has a `default`, and required when it has none",
    ),
    // Comparison, text.
    means(
        &["eq", "hash", "cmp", "order", "partial_eq", "ord", "equal"],
        &["compare"],
    ),
    means(&["eq_key", "order_key", "sort_key", "by"], &["key"]),
    means(&["desc", "descending", "reversed"], &["reverse"]),
    means(&["total_order", "total_cmp", "ordered_float"], &["total"]),
    means(&["debug", "display", "print", "show"], &["repr"]),
    means(
        &["fmt", "format", "format_with", "debug_with", "debug_fn"],
        &["repr_with"],
    ),
    means(
        &[
            "sensitive",
            "redact",
            "redacted",
            "hidden",
            "private",
            "password",
            "masked",
        ],
        &["secret"],
    ),
    // Accessors.
    means(
        &["readonly", "read_only", "immutable", "final", "const"],
        &["frozen"],
    ),
    means(&["getter", "getters", "get_copy", "copy"], &["get"]),
    means(&["setter", "setters"], &["set"]),
    means(
        &[
            "cached_property",
            "computed",
            "computed_field",
            "property",
            "lazy",
            "memoize",
        ],
        &["cached"],
    ),
    means(
        &["on_change", "observe", "notify", "watch", "on_setattr"],
        &["observed"],
    ),
    // What is said elsewhere.
    says(
        &["skip", "ignore", "exclude", "omit"],
        "say where it is left out: `repr = false`, `compare = false` or `init = false`; of serde, `#[serde(skip)]`",
    ),
    says(
        &[
            "rename",
            "alias",
            "name",
            "serialize_with",
            "deserialize_with",
            "flatten",
            "validation_alias",
        ],
        "serde names and forms what is written; use `#[serde(…)]` on the field",
    ),
    says(
        &["kw_only", "keyword_only"],
        "for arguments by name there are `with_*` and, with `#[dataclass(builder)]`, `T::builder()`",
    ),
    says(
        &["doc", "docs", "help", "description", "title"],
        "write a doc comment, `/// …`; accessors and metadata have it too",
    ),
    says(
        &["metadata"],
        "the other attributes of a field are its metadata: `FieldInfo::attributes`",
    ),
    says(
        &["must_match", "eq_field", "same_as"],
        "what fields have to be together is a rule of the class: `#[dataclass(rule = path)]`",
    ),
    says(
        &["phone", "phone_number", "non_control_character"],
        "there is no such rule; `pattern = \"…\"` or `check = path` says it",
    ),
    says(
        &["past", "future", "before", "after"],
        "what depends on the time of day is asked in `check = path`",
    ),
    says(
        &[
            "builder",
            "post_init",
            "try_post_init",
            "rule",
            "new",
            "style",
        ],
        "it is an option of the class: write it in `#[dataclass(…)]`",
    ),
];

const MEMOIZE: &[Synonym] = &[
    means(
        &[
            "size",
            "capacity",
            "max_capacity",
            "max_entries",
            "cache_size",
            "lru",
        ],
        &["maxsize"],
    ),
    says(
        &["unbound", "unbounded"],
        "for no bound write `maxsize = None`",
    ),
    // A number of seconds, which `ttl` is not.
    alone(
        &[
            "time",
            "seconds",
            "timeout",
            "expire",
            "expires",
            "expiry",
            "time_to_live",
            "lifespan",
            "max_age",
        ],
        &["ttl"],
    ),
    alone(&["time_to_idle", "idle", "time_refresh"], &["tti"]),
    means(&["result", "only_ok"], &["ok"]),
    means(&["option", "only_some"], &["some"]),
    says(
        &["convert"],
        "here it is `key`, an expression of the arguments: write `key = expr`",
    ),
    means(&["ignore", "exclude", "without"], &["skip"]),
    means(
        &["sync_writes", "sync", "coalesce", "dedupe"],
        &["single_flight"],
    ),
    means(&["local", "per_thread"], &["thread_local"]),
    means(&["name"], &["handle"]),
    means(&["evict", "eviction", "strategy"], &["policy"]),
    alone(&["disk", "redis", "persist", "backend"], &["store"]),
    says(
        &["typed"],
        "the types of the arguments tell keys apart already; drop it",
    ),
    says(
        &["ty", "create", "map_error"],
        "the cache is made of the signature; drop it",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CLASS, FIELD, MEMOIZE};
    use crate::class::tables;

    #[test]
    fn no_name_stands_twice_or_is_an_option_and_what_is_meant_exists() {
        for (rows, table) in [
            (CLASS, tables::DATACLASS),
            (FIELD, tables::FIELD),
            (MEMOIZE, crate::memoize::options::TABLE),
        ] {
            let known: BTreeSet<_> = table
                .keys
                .iter()
                .copied()
                .flatten()
                .map(|key| key.name)
                .collect();
            let mut seen = BTreeSet::new();
            for row in rows {
                assert_eq!(row.keys.is_empty(), !row.says.is_empty());
                for name in row.names {
                    assert!(seen.insert(name), "`{name}` stands twice");
                    assert!(!known.contains(name), "`{name}` is an option");
                }
                for key in row.keys {
                    assert!(known.contains(key), "`{key}` is no option");
                }
            }
        }
    }
}
