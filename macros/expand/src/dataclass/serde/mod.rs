//! serde below `#[dataclass]`: `Deserialize` runs every descriptor and rule, `Serialize` stays serde's.
//!
//! `Deserialize` leaves the derive list of a class that has something to check. A twin of the class with the declared
//! types derives it instead, with serde's own attributes, and the class is made from the twin as `new` makes it.

mod attributes;
mod deserialize;
mod generics;
mod names;
mod raw;
mod serialize;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Path;

use self::attributes::Attributes;
use crate::class::{Class, Field};
use crate::errors::Errors;

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
    let described = class.stored().any(|field| class.describes(field));
    if !KNOWN {
        let serialized = derived(class, "Serialize").filter(|_| described);
        for path in taken(class).into_iter().chain(serialized) {
            let name = path.to_token_stream().to_string().replace(' ', "");
            errors.at(
                path,
                format_args!(
                    "`{name}` of `{}` needs the feature `serde` of dunder; write \
                     `dunder = {{ version = \"{}\", features = [\"serde\"] }}` in Cargo.toml",
                    class.ident,
                    env!("CARGO_PKG_VERSION"),
                ),
            );
        }
    }
    let container = Attributes::of(&class.attrs, "serde");
    if described && let Some(item) = container.all("remote").next() {
        errors.at(
            &item.meta,
            format_args!("`remote` describes another type, which has no descriptors; drop it or the descriptors of `{}`", class.ident),
        );
    }
}

/// What a derive of the list becomes: nothing where dunder answers it alone.
#[must_use]
pub fn instead(class: &Class, path: &Path) -> Option<TokenStream> {
    let text = path.to_token_stream().to_string();
    let is = |other: Option<&Path>| {
        other.is_some_and(|other| other.to_token_stream().to_string() == text)
    };
    let described = class.stored().any(|field| class.describes(field));
    let refused = !KNOWN && described && is(derived(class, "Serialize"));
    if !refused && !is(taken(class)) {
        return None;
    }
    // It declares the attribute `serde` in the derive's place, and does nothing else.
    let private = class.krate.private();
    Some(quote::quote!(#private::SerdeAttributes))
}

/// Whether a field is read through its class's raw form.
fn nested(field: &Field) -> bool {
    use crate::class::descriptor::Descriptor;
    use crate::dataclass::rules::Run;
    fn any(list: &[Descriptor]) -> bool {
        list.iter().any(|step| match step.rule.run {
            Run::Nested => true,
            Run::Each | Run::Values => any(step.inner()),
            _ => false,
        })
    }
    any(&field.descriptors)
}
