//! What in a class contradicts itself: every rule pushes its errors, none returns early.

use quote::ToTokens;
use syn::spanned::Spanned;

use super::{Class, Field, types};
use crate::errors::Errors;
use crate::options::{Opt, Value};

/// Options that need fields of a struct.
const STRUCT_ONLY: &[&str] = &[
    "with",
    "frozen",
    "builder",
    "post_init",
    "try_post_init",
    "rule",
];

/// Options of a field that mean something inside an enum.
const IN_ENUMS: &[&str] = &[
    "repr",
    "repr_with",
    "secret",
    "compare",
    "key",
    "reverse",
    "total",
    "into",
];

/// Reports what contradicts itself.
pub fn check(class: &Class, errors: &Errors) {
    options(class, errors);
    derives(class, errors);
    for field in class.all_fields() {
        self::field(class, field, errors);
    }
    crate::dataclass::descriptors::check_accessors(class, errors);
    crate::dataclass::repr::check(class, errors);
    crate::dataclass::display::check(class, errors);
    crate::dataclass::serde::check(class, errors);
}

fn options(class: &Class, errors: &Errors) {
    if class.is_enum() {
        for opt in class
            .options
            .iter()
            .filter(|opt| STRUCT_ONLY.contains(&opt.key.name))
        {
            errors.at(
                &opt.ident,
                format_args!(
                    "`{}` is for structs; `{}` is an enum",
                    opt.key.name, class.ident
                ),
            );
        }
    }
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
    class.options.conflicts(
        "try_post_init",
        &["post_init"],
        "construction has one last step",
        errors,
    );
    if !class.options.switch("repr")
        && let Some(opt) = class.options.get("display")
        && let Value::Str(text) = &opt.value
    {
        errors.at(
            text,
            "`repr = false` leaves `Display` out; drop one of the two",
        );
    }
}

/// A flag that is given and not `= false`.
fn on(opt: Option<&Opt>) -> Option<&Opt> {
    opt.filter(|opt| !matches!(opt.value, Value::Bool(false)))
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
        for (names, derives) in [
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

fn field(class: &Class, field: &Field, errors: &Errors) {
    let options = &field.options;
    let label = field.label();
    if class.is_enum() {
        for opt in options
            .iter()
            .filter(|opt| !IN_ENUMS.contains(&opt.key.name))
        {
            errors.at(
                &opt.ident,
                format_args!(
                    "`{}` is for fields of structs; `{}` is an enum",
                    opt.key.name, class.ident
                ),
            );
        }
        return;
    }
    if let Some(opt) = options.get("init")
        && !options.switch("init")
        && options.get("default").is_none()
    {
        errors.at(
            &opt.ident,
            format_args!(
                "`init = false` leaves `{label}` without a value; add `default` or `default = expr`"
            ),
        );
    }
    if let Some(opt) = on(options.get("init_only")) {
        if class.options.any(&["post_init", "try_post_init"]).is_none() {
            errors.at(
                &opt.ident,
                format_args!("nothing takes the init-only `{label}`; add `post_init = path` to `#[dataclass]`"),
            );
        }
        options.conflicts(
            "init_only",
            &["init"],
            "an init-only field is a parameter and nothing else",
            errors,
        );
    }
    options.conflicts(
        "key",
        &["total"],
        "the key is compared instead of the field",
        errors,
    );
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
    if class.options.flag("hash")
        && types::is_float(&field.ty)
        && field.compared()
        && options.any(&["total", "key"]).is_none()
    {
        let ty = field.ty.to_token_stream();
        errors.at_span(
            field.ty.span(),
            format_args!(
                "`{ty}` has no `Hash`, since NaN equals nothing; write `#[field(total)]` or `#[field(compare = false)]` on `{label}`"
            ),
        );
    }
    if field.init_only()
        && let Some(first) = field.descriptors.first()
    {
        errors.at(
            &first.ident,
            format_args!(
                "nothing guards `{label}`, since an init-only field is not stored; check it in `post_init`"
            ),
        );
    }
    if !class.describes(field) && !field.init_only() {
        for name in ["get", "set"] {
            if let Some(opt) = options.get(name) {
                errors.at(
                    &opt.ident,
                    format_args!(
                        "`{name}` is about accessors, and `{label}` has none: no descriptor guards it; remove `{name}`"
                    ),
                );
            }
        }
    }
    if class.describes(field) && types::is_interior_mutable(&field.ty) {
        let ty = types::named(&field.ty).map_or_else(String::new, |(name, _)| name);
        errors.at_span(
            field.ty.span(),
            format_args!(
                "a `{ty}` changes behind its descriptors; guard the value that is inside it instead"
            ),
        );
    }
}
