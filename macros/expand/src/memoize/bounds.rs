//! What is asked of arguments and results: each of it once, at the type that it is asked of.
//!
//! A call of `by_value` asks for `Hash`, `Eq` and `Clone`, `shareable` for `Send` and `Sync`; what they return carries
//! the answer to everything else, which asks for nothing. A type with parameters is asked for all by one bound
//! (`by_value_of`), which `dunder::memo::Key` is the name of.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Type, WherePredicate, parse_quote};

use super::key::{Argument, Part};
use super::model::{Model, Storage};
use crate::function::{Passing, SelfArgument, mentions, ungroup};
use crate::names::{plain, respan};

/// Where these tokens are, with the names of the expansion.
pub(super) fn spot(tokens: &impl ToTokens, otherwise: Span) -> Span {
    tokens
        .to_token_stream()
        .into_iter()
        .next()
        .map_or(otherwise, |token| token.span())
        .resolved_at(Span::call_site())
}

/// Whether the type has parameters of the function's in it.
fn is_parametric(model: &Model, ty: &impl ToTokens) -> bool {
    let ty = ty.to_token_stream();
    let types = &model.parted.types;
    types.iter().any(|name| mentions(&ty, &name.to_string()))
}

/// Where to ask for what no argument is asked for alone: at the first that has parameters. The compiler tells a
/// `'static` that is missing once for each place.
pub(super) fn place(model: &Model) -> Span {
    let mut keyed = model.keyed();
    if let Some(argument) = keyed.find(|argument| is_parametric(model, argument.keyed())) {
        return spot(argument.keyed(), Span::call_site());
    }
    let output = model.output();
    if is_parametric(model, &output) {
        return spot(&output, Span::call_site());
    }
    Span::call_site()
}

/// The function of `__private::memo` that asks for what this type needs, for a cache of this kind.
fn asking(model: &Model, function: &str, ty: &impl ToTokens, span: Span) -> TokenStream {
    let of = is_parametric(model, ty) && !matches!(model.storage, Storage::ThreadLocal);
    let name = if of {
        quote::format_ident!("{function}_of", span = span)
    } else {
        Ident::new(function, span)
    };
    let private = respan(model.krate.private(), span);
    quote_spanned!(span=> #private::memo::#name)
}

/// The type of the result, and where to ask for what it needs. What the key is asked for includes it: where both have a
/// parameter, what is missing is told at the argument.
fn output(model: &Model) -> (TokenStream, Span) {
    let output = model.output();
    let text = output.to_string();
    let same = |argument: &&Argument| argument.keyed().to_token_stream().to_string() == text;
    if is_parametric(model, &output)
        && let Some(argument) = model.keyed().find(same)
    {
        return (argument.keyed().to_token_stream(), place(model));
    }
    let mut types = model.parted.types.iter().map(ToString::to_string);
    let by_key = types.any(|name| {
        let in_key = |argument: &Argument| mentions(&argument.keyed().to_token_stream(), &name);
        mentions(&output, &name) && model.keyed().any(in_key)
    });
    let span = if by_key {
        place(model)
    } else {
        spot(&output, Span::call_site())
    };
    (output, span)
}

/// How the result is cloned out of the cache.
pub(super) fn cloner(model: &Model) -> TokenStream {
    let (output, span) = output(model);
    let cloner = asking(model, "cloner", &output, span);
    quote_spanned!(span=> #cloner::<#output>())
}

/// The same demands as predicates, for the functions beside: met by whoever can call the function.
pub(super) fn predicates(model: &Model) -> Vec<WherePredicate> {
    let private = model.krate.private();
    let local = matches!(model.storage, Storage::ThreadLocal);
    let keyed = model
        .keyed()
        .filter(|argument| is_parametric(model, argument.keyed()));
    let keyed = keyed.map(|argument| {
        let ty = argument.keyed();
        let name = match (argument.part, local) {
            (Part::Reference | Part::OptionalReference, false) => quote!(KeyRef),
            (Part::Reference | Part::OptionalReference, true) => quote!(LocalKeyRef),
            (_, false) => quote!(Key),
            (_, true) => quote!(LocalPart),
        };
        parse_quote!(#ty: #private::memo::#name)
    });
    let output = model.output();
    let value = is_parametric(model, &output).then(|| {
        let name = if local {
            quote!(LocalValue)
        } else {
            quote!(Value)
        };
        parse_quote!(#output: #private::memo::#name)
    });
    keyed.chain(value).collect_vec()
}

/// The type that the argument is kept as, all of it at `span`; of an `Option<&T>`, what is in the option.
pub(super) fn kept(model: &Model, argument: &Argument, span: Span) -> TokenStream {
    let private = respan(model.krate.private(), span);
    let ty = argument.keyed();
    let owned = if may_be_text(ty) {
        Ident::new("Owned", span)
    } else {
        Ident::new("Kept", span)
    };
    match argument.part {
        Part::Reference | Part::OptionalReference => {
            quote_spanned!(span=> #private::memo::#owned<#ty>)
        }
        Part::Float => quote_spanned!(span=> #private::memo::Bits<#ty>),
        Part::Value | Part::Skipped => quote!(#ty),
    }
}

/// Whether it may, by its name, be a text without a size of its own, as `BStr` and `Utf8Path` are, whose owned form is
/// known to `ToOwned` alone.
fn may_be_text(ty: &Type) -> bool {
    match ungroup(ty) {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let name = plain(&last.ident);
            name.ends_with("Str") || name.ends_with("Path")
        }),
        _ => false,
    }
}

/// What shows a cache of all threads that it may be one: `(key, value)`, without the parentheses.
pub(super) fn proofs(model: &Model) -> TokenStream {
    let private = model.krate.private();
    let key = if let Some(key) = &model.key {
        let span = spot(key, Span::call_site());
        respan(quote!(#private::memo::ByInference), span)
    } else {
        let receiver = model.keyed_receiver().map(|receiver| {
            let (ty, span) = received(receiver);
            let private = respan(private.clone(), span);
            quote_spanned!(span=> #private::memo::shareable_self::<#ty, _, _>())
        });
        let parts = model.keyed().map(|argument| {
            let ty = argument.keyed();
            let span = spot(ty, argument.name.span());
            let parametric = is_parametric(model, ty);
            let kept = kept(model, argument, span);
            match argument.part {
                Part::Reference if parametric => {
                    let function = asking(model, "shareable_ref", ty, span);
                    quote_spanned!(span=> #function::<#ty, _>())
                }
                Part::OptionalReference if parametric => {
                    let function = asking(model, "shareable_option", ty, span);
                    quote_spanned!(span=> #function::<#ty, _>())
                }
                Part::OptionalReference => {
                    let private = respan(private.clone(), span);
                    quote_spanned!(span=> #private::memo::shareable::<#kept>().optional())
                }
                Part::Float | Part::Reference => {
                    let private = respan(private.clone(), span);
                    quote_spanned!(span=> #private::memo::shareable::<#kept>())
                }
                Part::Value | Part::Skipped => {
                    let function = asking(model, "shareable", ty, span);
                    quote_spanned!(span=> #function::<#ty>())
                }
            }
        });
        let parts = receiver.into_iter().chain(parts);
        quote!((#(#parts,)*))
    };
    let (output, span) = output(model);
    let function = if is_parametric(model, &output) {
        quote!(value_of)
    } else {
        quote!(shareable)
    };
    let function = respan(quote!(#private::memo::#function), span);
    let value = quote_spanned!(span=> #function::<#output>());
    quote!(#key, #value)
}

/// What of `self` is keyed, `Self` for `&self`, and its place.
fn received(receiver: &SelfArgument) -> (TokenStream, Span) {
    let span = spot(receiver, Span::call_site());
    let ty = match ungroup(&receiver.ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    };
    (respan(ty.to_token_stream(), span), span)
}

/// The arguments as the cache looks for them.
pub(super) fn probe(model: &Model, this: &TokenStream) -> TokenStream {
    let private = model.krate.private();
    if let Some(key) = &model.key {
        let span = spot(key, Span::call_site());
        let private = respan(private, span);
        return quote_spanned!(span=> (#private::memo::by_key(&(#key)).probe(),));
    }
    let receiver = model.keyed_receiver().map(|receiver| {
        let (ty, span) = received(receiver);
        let private = respan(private.clone(), span);
        let by = if matches!(model.storage, Storage::ThreadLocal) {
            Ident::new("by_local_self", span)
        } else {
            Ident::new("by_self", span)
        };
        // A reference already where that is how it is passed.
        let and = (receiver.passing != Passing::Shared).then(|| quote_spanned!(span=> &));
        quote_spanned!(span=> #private::memo::#by::<#ty, _, _>(#and #this))
    });
    let parts = model.keyed().map(|argument| part(model, argument));
    let parts: Vec<TokenStream> = receiver.into_iter().chain(parts).collect_vec();
    quote!((#(#parts,)*))
}

fn part(model: &Model, argument: &Argument) -> TokenStream {
    let span = spot(argument.keyed(), argument.name.span());
    // All of it at the type, hygiene of the name kept: an error about the bound is one error, there.
    let mut name = argument.name.clone();
    name.set_span(span.resolved_at(name.span()));
    let ty = argument.keyed();
    // A type with parameters has one bound, whose owned form is known; another is found with its owned form.
    let found = (!is_parametric(model, ty) || matches!(model.storage, Storage::ThreadLocal))
        .then(|| quote_spanned!(span=> , _));
    let (function, call) = match argument.part {
        Part::Value | Part::Skipped => ("by_value", quote_spanned!(span=> ::<#ty>(&#name))),
        Part::Reference => ("by_ref", quote_spanned!(span=> ::<#ty, _ #found>(#name))),
        Part::OptionalReference => (
            "by_option",
            quote_spanned!(span=> ::<#ty, _ #found>(&#name)),
        ),
        Part::Float => ("by_bits", quote_spanned!(span=> (&#name))),
    };
    let function = asking(model, function, ty, span);
    quote_spanned!(span=> #function #call)
}
