//! `policy = name`: which entry makes room for a new one.

use crate::tokens::quote;
use proc_macro2::TokenStream;
use syn::{Expr, Path};

use crate::errors::{Errors, did_you_mean, listed};
use crate::options::Options;

/// The policies, the default first.
const NAMES: [&str; 2] = ["lru", "dlirs"];

/// The policy that is asked for, as an expression.
pub(super) fn chosen(
    options: &Options,
    private: &TokenStream,
    errors: &Errors,
) -> Option<TokenStream> {
    match named(options.path("policy")?, errors)? {
        "lru" => Some(quote!(#private::memo::Policy::Lru)),
        _ => Some(quote!(#private::memo::Policy::Dlirs)),
    }
}

/// The name, or the one it was likely meant to be, with the error noted.
fn named(path: &Path, errors: &Errors) -> Option<&'static str> {
    let mut typed = quote!(#path).to_string();
    typed.retain(|c| c != ' ');
    if let Some(name) = NAMES.iter().find(|name| **name == typed) {
        return Some(name);
    }
    let meant = did_you_mean(&typed, &NAMES);
    let question = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    let valid = listed(&NAMES);
    errors.at(
        path,
        format_args!("unknown policy `{typed}`{question}\nvalid here: {valid}"),
    );
    meant
}

/// Reports a policy where nothing makes room, since there is no bound; and what a store cannot know.
pub(super) fn conflicts(options: &Options, errors: &Errors) {
    let is_none =
        matches!(options.expr("maxsize"), Some(Expr::Path(path)) if path.path.is_ident("None"));
    if let Some(policy) = options.get("policy")
        && is_none
        && options.get("max_weight").is_none()
    {
        errors.at(
            &policy.ident,
            "`policy` has no effect with `maxsize = None`: nothing makes room where there is no bound; remove one of them",
        );
    }
    options.conflicts(
        "store",
        &["tti"],
        "a store does not know when a result was last used",
        errors,
    );
}
