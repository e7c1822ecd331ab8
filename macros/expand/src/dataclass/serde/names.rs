//! What a field is called in the input.

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;

use super::attributes::{Attributes, Side};
use crate::class::{Body, Class, Field, Shape};

/// The pairs of a declared name and its name in the input, where they differ; what has no name there (it is flattened,
/// or stands for the whole) has an empty one.
pub(super) fn pairs(class: &Class, container: &Attributes) -> Vec<TokenStream> {
    let rule = container.text("rename_all", Side::Deserialize);
    let whole = stands_for_the_whole(class, container);
    let stored = class.fields().iter();
    stored
        .filter_map(|field| pair(field, rule.as_deref(), whole))
        .collect_vec()
}

fn pair(field: &Field, rule: Option<&str>, whole: bool) -> Option<TokenStream> {
    let (cfgs, declared) = (field.cfgs(), field.label());
    let attributes = Attributes::of(&field.attrs, "serde");
    let name = if whole || attributes.has("flatten") {
        Some(quote!(""))
    } else {
        other(field, &attributes, rule)
    };
    name.map(|name| quote!(#(#cfgs)* (#declared, #name)))
}

#[cfg(feature = "schema")]
/// What the input calls a field, as an expression.
pub(super) fn of(field: &Field, container: &Attributes) -> TokenStream {
    let rule = container.text("rename_all", Side::Deserialize);
    let attributes = Attributes::of(&field.attrs, "serde");
    other(field, &attributes, rule.as_deref()).unwrap_or_else(|| {
        let declared = field.label();
        quote!(#declared)
    })
}

/// The name in the input, where it is not the declared one.
fn other(field: &Field, attributes: &Attributes, rule: Option<&str>) -> Option<TokenStream> {
    let declared = field.label();
    let base = match field.member {
        syn::Member::Named(_) => rule.and_then(|rule| renamed(&declared, rule)),
        syn::Member::Unnamed(_) => None,
    };
    let base = base.unwrap_or_else(|| declared.clone());
    let renames: Vec<_> = attributes
        .all("rename")
        .filter_map(|item| Some((&item.conditions, item.text(Side::Deserialize)?)))
        .collect_vec();
    if renames.is_empty() && base == declared {
        return None;
    }
    // Whether a `cfg_attr` applies is known to rustc alone.
    let name = renames
        .iter()
        .rfold(quote!(#base), |otherwise, (conditions, name)| {
            if conditions.is_empty() {
                quote!(#name)
            } else {
                quote!(if ::core::cfg!(all(#(#conditions),*)) { #name } else { #otherwise })
            }
        });
    Some(name)
}

/// Whether the one field of the class is all that the input has: in a newtype, or `transparent`.
pub(super) fn stands_for_the_whole(class: &Class, container: &Attributes) -> bool {
    let Body::Struct(fields) = &class.body else {
        return false;
    };
    container.has("transparent") || (fields.shape == Shape::Tuple && fields.list.len() == 1)
}

/// The name by one of serde's rules for fields; `None` where serde would not know the rule either.
pub(super) fn renamed(field: &str, rule: &str) -> Option<String> {
    let pascal = || -> String {
        field
            .split('_')
            .map(|word| {
                let mut letters = word.chars();
                letters.next().map_or_else(String::new, |first| {
                    first.to_ascii_uppercase().to_string() + letters.as_str()
                })
            })
            .collect()
    };
    Some(match rule {
        "lowercase" | "snake_case" => field.to_owned(),
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => field.to_ascii_uppercase(),
        "PascalCase" => pascal(),
        "camelCase" => {
            let pascal = pascal();
            let mut letters = pascal.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_ascii_lowercase().to_string() + letters.as_str()
            })
        }
        "kebab-case" => field.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => field.to_ascii_uppercase().replace('_', "-"),
        _ => return None,
    })
}
