//! Equality, order and hash: what would let them disagree, and what cannot be had.

use quote::ToTokens;
use syn::spanned::Spanned;

use super::on;
use crate::class::{Class, Field, types};
use crate::dataclass::compare::{is_total, sees_self, unhashable};
use crate::errors::Errors;

/// Reports it.
pub(super) fn check(class: &Class, errors: &Errors) {
    without_equality(class, errors);
    derives(class, errors);
    for field in class.all_fields() {
        options(class, field, errors);
    }
}

fn without_equality(class: &Class, errors: &Errors) {
    if !class.options.switch("eq") {
        for name in ["order", "hash"] {
            if let Some(opt) = on(class.options.get(name)) {
                errors.at(
                    &opt.ident,
                    format_args!("`{name}` needs the generated `==`; drop `eq = false`, or write `{}` by hand too",
                        if name == "order" { "PartialOrd" } else { "Hash" }),
                );
            }
        }
    }
}

fn derives(class: &Class, errors: &Errors) {
    // `Eq` says nothing of its own: a derived one stays, unless it would look at fields that we do not compare.
    let whole = |field: &Field| {
        let options = &field.options;
        options.switch("compare") && options.any(&["key", "total"]).is_none()
    };
    let hash: &[_] = if class.all_fields().all(whole) {
        &["Hash"]
    } else {
        &["Hash", "Eq"]
    };
    for (option, gives) in [("order", &["PartialOrd"][..]), ("hash", hash)] {
        if !class.options.flag(option) {
            continue;
        }
        for path in gives.iter().filter_map(|name| class.derived(name)) {
            errors.at(
                path,
                format_args!(
                    "`{option}` gives `{}` already; drop it from the derive",
                    path.to_token_stream()
                ),
            );
        }
    }
    if class.options.flag("order")
        && class.options.flag("hash")
        && let Some(path) = class.derived("Ord")
    {
        errors.at(
            path,
            "`order` with `hash` gives `Ord` already; drop it from the derive",
        );
    }
    // A derive compares whole fields: beside an option that says otherwise the traits would disagree.
    for field in class.all_fields() {
        for (names, derives) in &[
            (
                &["compare", "key", "total"][..],
                &["PartialEq", "PartialOrd", "Ord", "Hash"][..],
            ),
            (&["reverse"], &["PartialOrd", "Ord"]),
        ] {
            let Some(opt) = field.options.any(names) else {
                continue;
            };
            for path in derives.iter().filter_map(|name| class.derived(name)) {
                let trait_name = path.to_token_stream();
                let instead = match trait_name.to_string().as_str() {
                    "PartialEq" => "drop it from the derive, `#[dataclass]` gives it",
                    "Hash" => "drop it from the derive and write `#[dataclass(hash)]`",
                    "Ord" => "drop it from the derive and write `#[dataclass(order, hash)]`",
                    _ => "drop it from the derive and write `#[dataclass(order)]`",
                };
                errors.at(
                    path,
                    format_args!(
                        "the derived `{trait_name}` would not know of `{}` on `{}`; {instead}",
                        opt.key.name,
                        field.label()
                    ),
                );
            }
        }
    }
}

fn options(class: &Class, field: &Field, errors: &Errors) {
    let options = &field.options;
    let label = field.label();
    options.conflicts(
        "key",
        &["total"],
        "the key is compared instead of the field",
        errors,
    );
    if let Some(key) = options.expr("key")
        && let Some(at) = sees_self(key)
    {
        errors.at_span(
            at,
            format_args!(
                "`key` knows of its own field only: write `{label}` in place of `self.{label}`"
            ),
        );
    }
    for name in ["key", "total", "reverse"] {
        if !options.switch("compare")
            && let Some(opt) = options.get(name)
        {
            errors.at(
                &opt.ident,
                format_args!("`{name}` has no effect beside `compare = false`; drop one"),
            );
        }
    }
    if let Some(opt) = options.get("reverse")
        && !class.options.flag("order")
    {
        errors.at(
            &opt.ident,
            "`reverse` turns the order round; add `order` to `#[dataclass]`",
        );
    }
    if unhashable(class, field) {
        let ty = crate::dataclass::metadata::text(&field.ty);
        let instead = if types::is_totalled(&field.ty) {
            "write `#[field(total)]` or"
        } else {
            "write"
        };
        errors.at_span(
            field.ty.span(),
            format_args!(
                "`{ty}` has no `Hash`, since NaN equals nothing; {instead} `#[field(compare = false)]` on `{label}`"
            ),
        );
    }
    if let Some(opt) = on(options.get("total"))
        && !is_total(field)
    {
        let ty = field.ty.to_token_stream();
        errors.at(
            &opt.ident,
            format_args!("`total` is for floats; `{ty}` has a total order already, so drop it"),
        );
    }
}
