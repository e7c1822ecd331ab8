//! serde below `#[dataclass]`: `Deserialize` runs every descriptor and rule, `Serialize` stays serde's.
//!
//! `Deserialize` leaves the derive list of a class that has something to check. A twin of the class with the declared
//! types derives it instead, with serde's own attributes, and the class is made from the twin as `new` makes it.

mod attributes;
mod deserialize;
mod generics;
mod names;
mod raw;
pub mod schema;
mod serialize;

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Path;

use self::attributes::Attributes;
use crate::class::descriptor::Descriptor;
use crate::class::{Class, Field};
use crate::dataclass::rules::Run;
use crate::errors::{Errors, needs_feature};

pub use deserialize::emit;
pub use serialize::{emit as emit_serialize, field_attributes};

const KNOWN: bool = cfg!(feature = "serde");

/// serde's `Deserialize` among the derives, where it is ours to answer.
#[must_use]
pub fn taken(class: &Class) -> Option<&Path> {
    let path = derived(class, "Deserialize")?;
    let container = Attributes::of(&class.attrs, "serde");
    // With these serde reads another type and converts that: through the class's own constructors.
    let converted = container.has_any(&["from", "try_from", "remote"]);
    (!class.is_enum() && !converted && checks(class)).then_some(path)
}

/// Whether making an instance is more than putting values in.
fn checks(class: &Class) -> bool {
    class.options.any(&["post_init", "try_post_init"]).is_some()
        || class
            .fields()
            .iter()
            .any(|field| class.describes(field) || field.init_only() || raw::has_own_default(field))
}

/// What stops serde's `Deserialize` where it hides behind another name, `use serde::Deserialize as De`, and would leave out
/// `post_init` or a default: an attribute that no other derive minds.
#[must_use]
pub fn refuse_hidden(class: &Class) -> Option<TokenStream> {
    const KNOWN_DERIVES: &[&str] = &[
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "PartialEq",
        "Eq",
        "PartialOrd",
        "Ord",
        "Hash",
        "Serialize",
        "Deserialize",
        "JsonSchema",
    ];
    let container = Attributes::of(&class.attrs, "serde");
    let more = class.options.any(&["post_init", "try_post_init"]).is_some()
        || class.fields().iter().any(raw::has_own_default);
    let taken = container.has_any(&["from", "try_from", "remote", "default"])
        || class.derived("JsonSchema").is_some();
    let known = class.stored().next().is_none() || class.derived("Deserialize").is_some();
    if !KNOWN || class.is_enum() || !more || taken || known {
        return None;
    }
    let unknown = |path: &&Path| !KNOWN_DERIVES.contains(&last(path).as_str());
    let unknown: Vec<_> = class.derives.iter().filter(unknown).collect_vec();
    let place = match unknown.as_slice() {
        [] => return None,
        [one] => crate::names::at(one),
        _ => crate::names::at(&class.ident),
    };
    let private = class.krate.private();
    let path = quote!(#private::serde::read_under_another_name).to_string();
    let path = syn::LitStr::new(&path, place);
    Some(quote! {
        #[derive(#private::SerdeAttributes)]
        #[serde(default = #path)]
    })
}

/// A derive of serde's. Other crates have derives of the same names, which are left alone.
fn derived<'a>(class: &'a Class, name: &str) -> Option<&'a Path> {
    const OTHERS: &[&str] = &["rkyv", "miniserde", "musli", "speedy", "bitcode"];
    let path = class.derived(name)?;
    let module = path.segments.iter().rev().nth(1);
    let other = module.is_some_and(|module| OTHERS.iter().any(|other| module.ident == other));
    // What rkyv's bare `Serialize` and `Deserialize` always stand beside.
    (!other && class.derived("Archive").is_none()).then_some(path)
}

/// The derives that the class needs the feature for, and what cannot be answered.
pub fn check(class: &Class, errors: &Errors) {
    if class.is_enum() {
        return;
    }
    schema::check(class, errors);
    let described = class.stored().any(|field| class.describes(field));
    let written = derived(class, "Serialize").filter(|_| described);
    let paths: Vec<_> = written.into_iter().chain(taken(class)).collect_vec();
    if !KNOWN && let Some(first) = paths.first() {
        let names: Vec<_> = paths.iter().map(|path| last(path)).collect_vec();
        let what = match names.as_slice() {
            [one] => format!("`{one}` of `{}` needs", class.ident),
            names => format!("`{}` of `{}` need", names.join("` and `"), class.ident),
        };
        errors.at(first, needs_feature(&what, "serde"));
    }
    let container = Attributes::of(&class.attrs, "serde");
    if described && let Some(item) = container.all("remote").next() {
        errors.at(
            &item.meta,
            format_args!("`remote` describes another type, which has no descriptors; drop it or the descriptors of `{}`", class.ident),
        );
    }
}

fn last(path: &Path) -> String {
    let last = path.segments.last();
    last.map_or_else(String::new, |segment| segment.ident.to_string())
}

/// What a derive of the list becomes: nothing where dunder answers it alone.
#[must_use]
pub fn instead(class: &Class, path: &Path) -> Option<TokenStream> {
    let text = path.to_token_stream().to_string();
    let is = |other: Option<&Path>| {
        other.is_some_and(|other| other.to_token_stream().to_string() == text)
    };
    let described = class.stored().any(|field| class.describes(field));
    let remote = Attributes::of(&class.attrs, "serde").has("remote");
    let refused = described
        && (!KNOWN || remote)
        && (is(derived(class, "Serialize")) || remote && is(derived(class, "Deserialize")));
    if !refused && !is(taken(class)) && !is(schema::taken(class)) {
        return None;
    }
    // It declares the attributes `serde` and `schemars` in the derive's place, and does nothing else.
    let private = class.krate.private();
    Some(crate::tokens::quote!(#private::SerdeAttributes))
}

/// Whether a field is read through its class's raw form.
fn nested(field: &Field) -> bool {
    nested_step(&field.descriptors).is_some()
}

/// The place of its `nested`, for errors about what is in the field.
fn nested_span(field: &Field) -> proc_macro2::Span {
    nested_step(&field.descriptors).map_or_else(|| field.span(), Descriptor::span)
}

fn nested_step(list: &[Descriptor]) -> Option<&Descriptor> {
    list.iter().find_map(|step| match step.rule.run {
        Run::Nested => Some(step),
        Run::Each | Run::Values => nested_step(step.inner()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;

    fn expanded(item: proc_macro2::TokenStream) -> String {
        crate::dataclass::expand(quote!(), item).to_string()
    }

    #[test]
    fn without_the_feature_it_is_named_once() {
        let text = expanded(quote! {
            #[derive(Debug, serde::Serialize, serde::Deserialize)]
            struct Product {
                #[field(positive)]
                price: f64,
            }
        });
        let asked =
            text.matches("`Serialize` and `Deserialize` of `Product` need the feature `serde`");
        assert_eq!(asked.count(), usize::from(!super::KNOWN));
        assert!(!text.contains("serde :: Deserialize ,"), "{text}");
        assert_eq!(text.contains("serde :: Serialize"), super::KNOWN, "{text}");
    }

    #[test]
    fn what_has_nothing_to_check_is_left_to_serde() {
        for item in [
            quote!(
                #[derive(Deserialize)]
                struct Plain {
                    a: u8,
                    #[field(default = 1)]
                    b: u8,
                }
            ),
            quote!(
                #[derive(Deserialize)]
                enum Shape {
                    Circle,
                }
            ),
            quote!(
                #[derive(rkyv::Deserialize)]
                struct Archived {
                    #[field(positive)]
                    a: i8,
                }
            ),
            quote!(
                #[derive(Deserialize)]
                #[serde(try_from = "u8")]
                struct Converted {
                    #[field(positive)]
                    a: i8,
                }
            ),
        ] {
            let text = expanded(item);
            assert!(text.contains("Deserialize)"), "{text}");
            assert!(!text.contains("needs the feature"), "{text}");
        }
    }
}
