//! `store = …`: what stands behind the cache in the process.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Expr, Ident, Path};

use super::bounds::spot;
use super::handle;
use super::model::{Handle, Model};
use crate::errors::Errors;
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
