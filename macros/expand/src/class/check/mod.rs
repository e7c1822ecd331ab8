//! What in a class contradicts itself: every rule pushes its errors, none returns early.

mod compare;

use syn::Type;
use syn::spanned::Spanned;

use super::{Body, Class, Field, Shape, Size, types};
use crate::dataclass::constructor;
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
pub const IN_ENUMS: &[&str] = &[
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
    builder(class, errors);
    for field in class.cached() {
        cached(class, field, errors);
    }
    constructors(class, errors);
    compare::check(class, errors);
    for field in class.all_fields() {
        self::field(class, field, errors);
    }
    for field in class.stored() {
        own_default(class, field, errors);
    }
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
    if let (Some(copy), Some(kept)) = (class.derived("Copy"), class.keeps_more()) {
        errors.at(
            copy,
            format_args!(
                "`{}` cannot be `Copy`, since `{kept}` keeps more with it than its fields; drop one of the two",
                class.ident
            ),
        );
    }
    for given in class.derives.iter().filter(|path| class.gives(path)) {
        errors.at(
            given,
            "`#[dataclass]` gives `Class` already; drop one of the two",
        );
    }
    class.options.conflicts(
        "try_post_init",
        &["post_init"],
        "construction has one last step",
        errors,
    );
    if let Some(opt) = class.options.any(&["post_init", "try_post_init"])
        && !class.options.switch("new")
        && !class.options.flag("builder")
        && ["Default", "Deserialize"]
            .iter()
            .all(|constructs| class.derived(constructs).is_none())
    {
        errors.at(
            &opt.ident,
            format_args!(
                "nothing calls `{0}`, since `new = false` leaves out what would; drop one of the two",
                opt.key.name
            ),
        );
    }
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

/// Two variants whose constructors would have one name.
fn constructors(class: &Class, errors: &Errors) {
    let Body::Enum(variants) = &class.body else {
        return;
    };
    if !class.options.switch("new") {
        return;
    }
    for variant in variants {
        if let Some(earlier) = constructor::earlier(variants, variant) {
            errors.at(
                &variant.ident,
                format_args!(
                    "`{}` and `{}` would both be made by `{}`; rename one, or write `#[dataclass(new = false)]`",
                    earlier.ident,
                    variant.ident,
                    constructor::of_name(variant)
                ),
            );
        }
    }
}

/// Where the type's own default stands in for a value, it has to pass the descriptors.
fn own_default(class: &Class, field: &Field, errors: &Errors) {
    let answered = crate::dataclass::default::answers(class);
    let written = field.options.get("default");
    if written.is_some_and(|opt| opt.expr().is_some()) || (written.is_none() && !answered) {
        return;
    }
    let own: syn::Expr = match &field.ty {
        ty if types::is_number(ty) => syn::parse_quote!(0),
        ty if types::is_string(ty) => syn::parse_quote!(""),
        _ => return,
    };
    let broken_by = crate::dataclass::descriptors::default::broken_by;
    let Some(rule) = broken_by(&field.descriptors, &field.ty, &own) else {
        return;
    };
    let (label, own) = (field.label(), quote::ToTokens::to_token_stream(&own));
    match written {
        Some(opt) => errors.at(
            &opt.ident,
            format_args!("the default of `{label}` is `{own}`, which breaks its own `{rule}`; write `default = expr`"),
        ),
        None => errors.at_span(
            field.span(),
            format_args!(
                "`derive(Default)` would make `{label}` `{own}`, which breaks its own `{rule}`; add `#[field(default = expr)]`"
            ),
        ),
    }
}

fn builder(class: &Class, errors: &Errors) {
    let (Some(opt), Body::Struct(fields)) = (on(class.options.get("builder")), &class.body) else {
        return;
    };
    if fields.shape == Shape::Tuple {
        errors.at(
            &opt.ident,
            "a builder calls fields by their names; name the fields: `{ x: f64 }`",
        );
    } else if let (Size::None, Some(last)) = (class.size(), fields.list.last()) {
        errors.at(
            &opt.ident,
            format_args!(
                "nothing can give `{}` a value: `{}` has no size",
                last.label(),
                crate::dataclass::metadata::text(&last.ty)
            ),
        );
    }
}

/// Whether it is sure that a type, as written, is no `Copy`.
#[must_use]
pub fn never_copy(ty: &Type) -> bool {
    types::named(ty).is_some_and(|(name, _)| NEVER_COPY.contains(&name.as_str()))
}

const NEVER_COPY: &[&str] = &[
    "String", "Vec", "Box", "Rc", "Arc", "HashMap", "BTreeMap", "HashSet", "BTreeSet", "VecDeque",
];

fn cached(class: &Class, field: &Field, errors: &Errors) {
    let label = field.label();
    if let Some(name) = class.computed_by_getter(field) {
        errors.at(
            name,
            format_args!(
                "the getter of the field is called `{label}` already; give the function another name: `compute_{label}`"
            ),
        );
    }
    let others = field
        .options
        .iter()
        .filter(|opt| !["cached", "get"].contains(&opt.key.name));
    for opt in others {
        errors.at(
            &opt.ident,
            format_args!(
                "`{}` says nothing of `{label}`, which is computed by `cached`; drop it",
                opt.key.name
            ),
        );
    }
}

/// A flag that is given and not `= false`.
fn on(opt: Option<&Opt>) -> Option<&Opt> {
    opt.filter(|opt| !matches!(opt.value, Value::Bool(false)))
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
        && !field.init_only()
        && options.get("default").is_none()
    {
        errors.at(
            &opt.ident,
            format_args!(
                "`init = false` leaves `{label}` without a value; add `default` or `default = expr`"
            ),
        );
    }
    for name in ["cached", "observed"] {
        if let Some(opt) = on(options.get(name))
            && matches!(field.member, syn::Member::Unnamed(_))
        {
            errors.at(
                &opt.ident,
                format_args!(
                    "`{name}` makes a method of the field's name; name the fields: `{{ x: f64 }}`"
                ),
            );
        }
    }
    if let Some(opt) = options.get("get")
        && let Value::Word(word) = &opt.value
        && word == "copy"
        && let Some((name, _)) = types::named(&field.ty)
        && never_copy(&field.ty)
    {
        errors.at(
            word,
            format_args!("a `{name}` is no `Copy`; write `get = clone` or `get = ref`"),
        );
    }
    if let Some(opt) = on(options.get("observed"))
        && class.frozen(field)
    {
        errors.at(
            &opt.ident,
            format_args!(
                "nobody will hear of `{label}`, since a frozen field never changes; drop `observed`"
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
        let meant = ["init_only", "default", "into"];
        let misplaced = options.iter().filter(|opt| {
            let guards = field.descriptors.iter().any(|step| step.ident == opt.ident);
            !meant.contains(&opt.key.name) && !guards
        });
        for opt in misplaced {
            errors.at(
                &opt.ident,
                format_args!(
                    "`{}` says nothing of the init-only `{label}`, which is not stored; drop it",
                    opt.key.name
                ),
            );
        }
        if let Some(first) = field.descriptors.first() {
            errors.at(
                &first.ident,
                format_args!(
                    "nothing guards `{label}`, since an init-only field is not stored; check it in `post_init`"
                ),
            );
        }
    }
    if class.clashing_getter(field) {
        errors.at_span(
            field.span(),
            format_args!(
                "the getter of `{label}` would be a second `{label}`, which `#[dataclass]` gives already; rename the field, or write `#[field(get = false)]`"
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
