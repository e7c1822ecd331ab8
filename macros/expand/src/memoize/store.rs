//! `store = …`: what stands behind the cache in the process.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Expr, Ident, Path};

use super::bounds::spot;
use super::handle;
use super::model::{Handle, Model};
use crate::errors::{Errors, needs_feature};
use crate::expression;
use crate::names::respan;
use crate::opaque;
use crate::options::Options;

/// The store that is asked for.
pub(super) enum Store {
    /// `disk(path)` or `redis(url)`: the type that is opened, at the word, and what with.
    Builtin(Ident, TokenStream),
    /// A function from a name to a store.
    Path(Path),
}

pub(super) fn parse(options: &Options, errors: &Errors) -> Option<Store> {
    let expr = options.expr("store")?;
    let store = read(expr, errors);
    store.filter(|store| features(store, FEATURES_ON, expr, errors))
}

fn read(expr: &Expr, errors: &Errors) -> Option<Store> {
    let store = match (expr, expression::call(expr)) {
        (_, Some((path, args)))
            if expression::list(args.clone()).is_ok_and(|args| args.len() == 1) =>
        {
            let builtin = [("disk", "Disk"), ("redis", "Redis")];
            let found = builtin.iter().find(|(name, _)| path.is_ident(name));
            found
                .map(|(_, ty)| Store::Builtin(Ident::new(ty, spot(&path, Span::call_site())), args))
        }
        (Expr::Path(path), _) => Some(Store::Path(path.path.clone())),
        _ => None,
    };
    if store.is_none() {
        errors.at(
            expr,
            "write `disk(path)`, `redis(url)`, or the path of a function from a name to a `dunder::memo::Store`",
        );
    }
    store
}

/// The cargo features of stores that this build has.
const FEATURES_ON: &[&str] = &[
    #[cfg(feature = "store")]
    "store",
    #[cfg(feature = "disk")]
    "disk",
    #[cfg(feature = "redis")]
    "redis",
];

/// Whether the cargo feature of the store is on; reported where it is not.
fn features(store: &Store, on: &[&str], expr: &Expr, errors: &Errors) -> bool {
    let (what, feature) = match store {
        Store::Builtin(name, _) if name == "Disk" => ("`store = disk(…)` needs", "disk"),
        Store::Builtin(..) => ("`store = redis(…)` needs", "redis"),
        Store::Path(_) => ("`store` needs", "store"),
    };
    let is_on = on.contains(&feature);
    if !is_on {
        errors.at(expr, needs_feature(what, feature));
    }
    is_on
}

/// `|| open(Disk::open(path, name))`: opens the store of this function, or of this instance of it.
pub(super) fn opener(model: &Model) -> Option<TokenStream> {
    let private = model.krate.private();
    let sig = &model.function.sig;
    let text = opaque::show(quote!(#sig)).to_string();
    let name = match model.handle {
        Handle::Type => {
            let ty = handle::ty(model);
            quote!(#private::memo::name_of_type::<#ty>(#text))
        }
        _ => quote!(#private::memo::name_of_place(&|| (), #text)),
    };
    let open = match model.store.as_ref()? {
        Store::Builtin(ty, args) => {
            let ty = {
                let private = respan(private.clone(), ty.span());
                quote!(#private::memo::#ty)
            };
            quote!(#ty::open(#args, &#name))
        }
        Store::Path(path) => quote!(#path(&#name)),
    };
    Some(quote!(|| #private::memo::open(#open)))
}

/// What the cache needs to use the store: how it is opened, how keys and results become bytes, what they weigh.
pub(super) fn backing(model: &Model, key: &TokenStream) -> Option<TokenStream> {
    let private = model.krate.private();
    let opener = opener(model)?;
    let output = model.output();
    let key_span = match model.store.as_ref()? {
        Store::Builtin(ty, _) => ty.span(),
        Store::Path(path) => spot(path, Span::call_site()),
    };
    let mut key: Vec<TokenTree> = key.clone().into_iter().collect_vec();
    key.iter_mut().for_each(|token| token.set_span(key_span));
    let key_codec = respan(quote!(#private::memo::key_codec), key_span);
    let key_codec = quote_spanned!(key_span=> #key_codec::<#(#key)*>());
    let value_span = spot(&output, Span::call_site());
    let value_codec = respan(quote!(#private::memo::value_codec), value_span);
    let value_codec = quote_spanned!(value_span=> #value_codec::<#output>());
    let weigh = match &model.weigh {
        Some(path) => quote!(|value| #path(value)),
        None => quote!(|_| 0),
    };
    Some(quote!(#private::memo::Backing::new(#opener, #key_codec, #value_codec, #weigh)))
}

#[cfg(test)]
mod tests {
    use super::{Errors, Options, features};
    use crate::tokens::quote;

    #[test]
    fn a_store_whose_feature_is_off_names_it() {
        let told = |tokens, on: &[&str]| {
            let errors = Errors::new();
            let options = Options::parse(tokens, &super::super::options::TABLE, &errors);
            let expr = options.expr("store").unwrap();
            let store = super::read(expr, &errors).unwrap();
            let is_on = features(&store, on, expr, &errors);
            assert_eq!(is_on, errors.is_empty());
            errors.found.into_inner().first().map(ToString::to_string)
        };
        let write = |feature: &str| {
            format!(
                "write `dunder = {{ version = \"0.1\", features = [\"{feature}\"] }}` in Cargo.toml"
            )
        };
        for (tokens, what, feature) in [
            (quote!(store = disk("x")), "`store = disk(…)`", "disk"),
            (quote!(store = redis("x")), "`store = redis(…)`", "redis"),
            (quote!(store = open), "`store`", "store"),
        ] {
            assert_eq!(
                told(tokens.clone(), &[]),
                Some(format!(
                    "{what} needs the feature `{feature}` of `dunder`; {}",
                    write(feature)
                ))
            );
            assert_eq!(told(tokens, &[feature]), None);
        }
    }
}
