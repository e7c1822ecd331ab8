//! What the generated accessors look like from outside: visibility and docs.

use std::collections::BTreeMap;

use quote::{ToTokens, quote};
use syn::visit::{self, Visit};

/// Visibility and docs of each method, by name.
#[derive(Default)]
struct Methods(BTreeMap<String, (String, String)>);

impl Visit<'_> for Methods {
    fn visit_impl_item_fn(&mut self, method: &syn::ImplItemFn) {
        let mut docs = String::new();
        for attribute in &method.attrs {
            if let syn::Meta::NameValue(meta) = &attribute.meta
                && meta.path.is_ident("doc")
                && let syn::Expr::Lit(literal) = &meta.value
                && let syn::Lit::Str(line) = &literal.lit
            {
                // rustdoc takes off the blank that `/// ` has, too.
                docs += &line
                    .value()
                    .lines()
                    .map(|line| line.strip_prefix(' ').unwrap_or(line))
                    .collect::<Vec<_>>()
                    .join("\n");
                docs.push('\n');
            }
        }
        let (name, vis) = (method.sig.ident.to_string(), method.vis.to_token_stream());
        self.0
            .insert(name, (vis.to_string(), docs.trim().to_owned()));
        visit::visit_impl_item_fn(self, method);
    }
}

fn methods() -> Methods {
    let item = quote! {
        pub struct Product {
            /// What it costs.
            ///
            /// In euros.
            #[field(positive, le = LIMIT * 2)]
            pub price: f64,
            #[field(each(trim, non_empty), len = ..=3, message = "at most three", code = "few")]
            pub(crate) tags: Vec<String>,
            #[field(via = Slug { max: 40 }, pattern = "^[a-z]+$")]
            pub(in crate::shop) slug: String,
            #[field(secret, one_of = ["a", "b"])]
            kind: String,
            /// How many there are.
            #[field(frozen, range = 1..=10)]
            pub count: u8,
        }
    };
    let expansion = dunder_expand::dataclass::expand(quote!(), item);
    let mut methods = Methods::default();
    methods.visit_file(&syn::parse2(expansion).expect("items"));
    methods
}

#[test]
fn accessors_are_as_visible_as_their_fields() {
    let methods = methods();
    for (field, vis) in [
        ("price", "pub"),
        ("tags", "pub (crate)"),
        ("slug", "pub (in crate :: shop)"),
        ("kind", ""),
    ] {
        for method in [
            field.to_owned(),
            format!("set_{field}"),
            format!("with_{field}"),
        ] {
            assert_eq!(methods.0[&method].0, vis, "{method}");
        }
    }
    assert_eq!(methods.0["count"].0, "pub");
    assert!(!methods.0.contains_key("set_count"));
}

#[test]
fn getters_have_the_docs_of_the_field_and_what_guards_it() {
    let methods = methods();
    for (getter, docs) in [
        (
            "price",
            "What it costs.\n\nIn euros.\n\nGuarded by `positive`, `le = LIMIT * 2`.",
        ),
        (
            "tags",
            "The `tags`.\n\nGuarded by `each(trim, non_empty)`, `len = ..=3`.",
        ),
        (
            "slug",
            "The `slug`.\n\nGuarded by `via = Slug`, `pattern = \"^[a-z]+$\"`.",
        ),
        (
            "kind",
            "The `kind`.\n\nGuarded by `one_of = [\"a\", \"b\"]`.",
        ),
        (
            "count",
            "How many there are.\n\nGuarded by `range = 1..=10`.",
        ),
    ] {
        assert_eq!(methods.0[getter].1, docs, "{getter}");
    }
}

#[test]
fn setters_say_what_guards_the_field_what_it_is_and_how_they_fail() {
    let methods = methods();
    assert_eq!(
        methods.0["set_price"].1,
        "Sets `price`. Guarded by `positive`, `le = LIMIT * 2`.\n\n\
         What it costs.\n\nIn euros.\n\n\
         # Errors\n\nEvery violation; the field then keeps its value."
    );
    assert_eq!(
        methods.0["set_tags"].1,
        "Sets `tags`. Guarded by `each(trim, non_empty)`, `len = ..=3`.\n\n\
         # Errors\n\nEvery violation; the field then keeps its value."
    );
}
