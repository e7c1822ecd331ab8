//! What an option table makes of tokens.

use crate::tokens::quote;

use super::{CRATE, Errors, Form, Key, Options, Table};

const fn key(name: &'static str, form: Form, usage: &'static str) -> Key {
    Key {
        name,
        form,
        usage,
        doc: "",
    }
}

const TABLE: Table = Table {
    attribute: "#[test]",
    keys: &[
        &[
            key("order", Form::Flag, "order"),
            key("eq", Form::Switch, "eq = false"),
            key("default", Form::OptionalExpr, "default = 1"),
            key("style", Form::Word(&["rust", "python"]), "style = rust"),
            key("rule", Form::Paths, "rule = path"),
            key("ttl", Form::Str, "ttl = \"60s\""),
            key("each", Form::List, "each(positive)"),
        ],
        &[CRATE],
    ],
};

fn errors_of(tokens: proc_macro2::TokenStream) -> (Options, Vec<String>) {
    let errors = Errors::new();
    let options = Options::parse(tokens, &TABLE, &errors);
    let texts = errors
        .found
        .borrow()
        .iter()
        .map(ToString::to_string)
        .collect();
    (options, texts)
}

#[test]
fn what_is_valid_parses() {
    let (options, errors) = errors_of(quote! {
        order, eq = false, default = |a, b| foo::<A, B>(a, b), style = rust, rule = a::b, rule = c,
        ttl = "60s", each(positive, len = 1..=2), crate = ::other,
    });
    assert!(errors.is_empty(), "{errors:?}");
    assert!(options.flag("order") && !options.switch("eq"));
    assert_eq!(options.paths("rule").count(), 2);
    assert_eq!(
        options.str("ttl").map(syn::LitStr::value).as_deref(),
        Some("60s")
    );
    assert!(options.path("crate").is_some() && options.expr("default").is_some());
    assert_eq!(options.iter().count(), 9);
}

#[test]
fn each_mistake_is_told_once_and_all_are() {
    let valid = "valid here: `order`, `eq`, `default`, `style`, `rule`, `ttl`, `each`, `crate`";
    let table: Vec<(_, Vec<String>)> = vec![
        (
            quote!(odrer),
            vec![format!(
                "unknown option `odrer` of `#[test]`; did you mean `order`?\n{valid}"
            )],
        ),
        (
            quote!(zzzzz = 3 + 4, eq),
            vec![
                format!("unknown option `zzzzz` of `#[test]`\n{valid}"),
                "`eq` is on already: drop it, or write `eq = false`".into(),
            ],
        ),
        (
            quote!(order = 3),
            vec!["`order` takes no value: write `order`".into()],
        ),
        (
            quote!(order, order),
            vec!["`order` is given twice; remove one".into()],
        ),
        (
            quote!(style = ruby),
            vec!["`style` does not take this: write `style = rust` or `style = python`".into()],
        ),
        (
            quote!(each),
            vec!["`each` needs a value: write `each(positive)`".into()],
        ),
        (
            quote!(each = 3),
            vec!["`each` does not take this: write `each(positive)`".into()],
        ),
        (
            quote!(5, order),
            vec![format!("expected an option of `#[test]`\n{valid}")],
        ),
        (
            quote!(order eq = false, default = 1 rule = a::b),
            vec![
                "expected `,` between `order` and `eq`".into(),
                "expected `,` between `default` and `rule`".into(),
            ],
        ),
        (
            quote!(order,, each(3) style = rust),
            vec![
                format!("expected an option of `#[test]`\n{valid}"),
                "expected `,` between `each` and `style`".into(),
            ],
        ),
        (
            quote!(ttl = 60),
            vec!["`ttl` does not take this: write `ttl = \"60s\"`".into()],
        ),
    ];
    for (tokens, expected) in table {
        let text = tokens.to_string();
        assert_eq!(errors_of(tokens).1, expected, "{text}");
    }
}

#[test]
fn a_misspelt_key_is_read_as_meant() {
    let (options, errors) = errors_of(quote!(odrer, defualt = 5));
    assert_eq!(errors.len(), 2);
    assert!(options.flag("order") && options.expr("default").is_some());
}
