//! serde below `#[dataclass]`: `Deserialize` runs every descriptor and rule, `Serialize` stays serde's.
//!
//! `Deserialize` leaves the derive list of a class that has something to check. A twin of the class with the declared
//! types derives it instead, with serde's own attributes, and the class is made from the twin as `new` makes it.

// Without the feature they are read for what needs it, and no further.
#[cfg_attr(not(feature = "serde"), allow(dead_code))]
mod attributes;
#[cfg(feature = "serde")]
mod deserialize;
#[cfg(feature = "serde")]
mod generics;
#[cfg(feature = "serde")]
mod names;
#[cfg(not(feature = "serde"))]
mod off;
#[cfg(feature = "serde")]
mod raw;
#[cfg(feature = "serde")]
mod readers;
#[cfg(feature = "schema")]
pub mod schema;
#[cfg(feature = "serde")]
mod serialize;

use crate::collect::Collect as _;
use crate::tokens::quote;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Path;

use self::attributes::Attributes;
use crate::class::{Class, Field};
use crate::errors::{Errors, needs_feature};

#[cfg(feature = "serde")]
pub use deserialize::{emit, refuse_hidden};
#[cfg(not(feature = "serde"))]
pub use off::{field_attributes, refuse_hidden};
#[cfg(feature = "serde")]
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

/// schemars' derive, where the class has more to say than its types.
#[must_use]
pub fn taken_by_schema(class: &Class) -> Option<&Path> {
    let path = class.derived("JsonSchema")?;
    (!class.is_enum() && checks_fields(class)).then_some(path)
}

/// Whether making an instance is more than putting values in.
fn checks(class: &Class) -> bool {
    class.options.any(&["post_init", "try_post_init"]).is_some() || checks_fields(class)
}

fn checks_fields(class: &Class) -> bool {
    class
        .fields()
        .iter()
        .any(|field| class.describes(field) || field.init_only() || has_own_default(field))
}

/// Whether serde is told to do without a value for a field that has a default of its own.
fn has_own_default(field: &Field) -> bool {
    let attributes = Attributes::of(&field.attrs, "serde");
    field.options.expr("default").is_some()
        && !attributes.valued("default")
        && (attributes.has("default") || skipped(&attributes))
}

fn skipped(attributes: &Attributes) -> bool {
    attributes.has_any(&["skip", "skip_deserializing"])
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
    if let Some(path) = taken_by_schema(class).filter(|_| !cfg!(feature = "schema")) {
        let what = format!("`JsonSchema` of `{}` needs", class.ident);
        errors.at(path, needs_feature(&what, "schema"));
    }
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
    if !refused && !is(taken(class)) && !is(taken_by_schema(class)) {
        return None;
    }
    // It declares the attributes `serde` and `schemars` in the derive's place, and does nothing else.
    let private = class.krate.private();
    Some(quote!(#private::SerdeAttributes))
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
