//! The body of a field's guard: its descriptors, run one after the other.

use crate::collect::Collect as _;
use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, Lit, Type};

use crate::class::descriptor::{Argument, Descriptor};
use crate::class::shape::Shape;
use crate::class::{Field, types};
use crate::dataclass::rules::Run;
use crate::names::local;

/// The statements that turn `value`, owned, into a result of it.
#[must_use]
pub(super) fn body(private: &TokenStream, start: &TokenStream, field: &Field) -> TokenStream {
    let (attempt, value) = (local("attempt"), local("value"));
    let chain = Chain {
        rules: quote!(#private::validation::rules),
        attempt: attempt.clone(),
        value: value.clone(),
    };
    let steps = chain.owned(&field.descriptors, &field.ty, Leave::Guard);
    let mutable = (!field.descriptors.is_empty()).then(|| quote!(mut));
    if steps.is_empty() {
        return quote!(::core::result::Result::Ok(#value));
    }
    quote! {
        let #mutable #attempt = #start;
        #steps
        #attempt.finish(#value)
    }
}

/// What is left when a descriptor keeps the value.
#[derive(Clone, Copy)]
enum Leave {
    /// The guard, with its error.
    Guard,
    /// The closure for an item; its error is noted.
    Closure,
}

/// How descriptors are written out: where the rules are, and the names of the locals.
struct Chain {
    rules: TokenStream,
    attempt: Ident,
    value: Ident,
}

impl Chain {
    /// Statements on an owned `value` of type `ty`; they rebind it where it changes. `Option` skips `None`.
    fn owned(&self, list: &[Descriptor], ty: &Type, leave: Leave) -> TokenStream {
        let value = &self.value;
        if list.is_empty() {
            return TokenStream::new();
        }
        let Some(inner) = types::option(ty) else {
            return list
                .iter()
                .map(|step| self.on_owned(step, ty, leave))
                .collect_tokens();
        };
        if list.iter().any(Descriptor::converts) {
            let steps = self.owned(list, inner, leave);
            quote! {
                let #value = match #value {
                    ::core::option::Option::Some(#value) => {
                        #steps
                        ::core::option::Option::Some(#value)
                    }
                    ::core::option::Option::None => ::core::option::Option::None,
                };
            }
        } else {
            let steps = self.borrowed(list, inner);
            quote! {
                if let ::core::option::Option::Some(#value) = &#value {
                    #steps
                }
            }
        }
    }

    /// Statements on `value`, a reference to a `ty`. Nothing among them converts.
    fn borrowed(&self, list: &[Descriptor], ty: &Type) -> TokenStream {
        let value = &self.value;
        match types::option(ty) {
            Some(inner) => {
                let steps = self.borrowed(list, inner);
                quote!(if let ::core::option::Option::Some(#value) = #value { #steps })
            }
            None => list
                .iter()
                .map(|step| self.look(step, ty, &value.to_token_stream()))
                .collect_tokens(),
        }
    }

    fn on_owned(&self, step: &Descriptor, ty: &Type, leave: Leave) -> TokenStream {
        if step.broken {
            return TokenStream::new();
        }
        let Self {
            rules,
            attempt,
            value,
        } = self;
        let span = step.span();
        match step.rule.run {
            Run::Convert(name) => {
                let name = Ident::new(name, span);
                self.convert(step, ty, &quote_spanned!(span=> #rules::#name))
            }
            Run::Clamp => {
                let Some(range) = self.range(step, types::ruled(ty)) else {
                    return TokenStream::new();
                };
                let clamp = quote_spanned!(span=> #rules::Clamp(#range));
                let convert = self.convert(step, ty, &clamp);
                let check = step.can_refuse(ty).then(|| {
                    let clamp = worded(rules, step, &clamp);
                    let inside = types::boxed(ty).map(|_| quote_spanned!(span=> *));
                    quote_spanned!(span=> #attempt.check(&#inside #value, &#clamp);)
                });
                quote!(#convert #check)
            }
            Run::Via => {
                let Some(expr) = step.written() else {
                    return TokenStream::new();
                };
                let (message, code) = wording(step);
                let at = place_of(expr);
                let descriptor = quote_spanned!(at=> &#expr);
                let result =
                    quote_spanned!(at=> #attempt.via(#value, #descriptor, #message, #code));
                self.rebind(at, &result, leave)
            }
            Run::Each | Run::Keys | Run::Values if step.converts() => {
                let method = match step.rule.run {
                    Run::Each => "map_each",
                    Run::Keys => "map_keys",
                    _ => "map_values",
                };
                let (method, infer) = (Ident::new(method, span), syn::parse_quote!(_));
                let item = step.item(ty).unwrap_or(&infer);
                let steps = self.owned(step.inner(), item, Leave::Closure);
                let result = quote_spanned! {span=>
                    #attempt.#method(#value, |#attempt, #value| {
                        #steps
                        ::core::option::Option::Some(#value)
                    })
                };
                self.rebind(span, &result, leave)
            }
            _ => self.look(step, ty, &quote!(&#value)),
        }
    }

    /// The statement that binds what a descriptor made of the value, or leaves where it kept it.
    fn rebind(&self, span: Span, result: &TokenStream, leave: Leave) -> TokenStream {
        let Self { attempt, value, .. } = self;
        match leave {
            Leave::Closure => quote_spanned!(span=> let #value = #result?;),
            Leave::Guard => quote_spanned! {span=>
                let ::core::option::Option::Some(#value) = #result else {
                    return ::core::result::Result::Err(#attempt.into_error());
                };
            },
        }
    }

    /// A converter, in place.
    fn convert(&self, step: &Descriptor, ty: &Type, converter: &TokenStream) -> TokenStream {
        let Self { attempt, value, .. } = self;
        let span = step.span();
        // What is shared cannot be changed in place.
        let boxed = types::boxed(ty).filter(|_| types::argument(ty, "Box").is_some());
        let inside = boxed.map(|_| quote_spanned!(span=> *));
        quote_spanned! {span=>
            let mut #value = #value;
            #attempt.convert(&mut #inside #value, &#converter);
        }
    }

    /// A statement that only looks at `place`, a reference to a `ty`.
    fn look(&self, step: &Descriptor, ty: &Type, place: &TokenStream) -> TokenStream {
        if step.broken {
            return TokenStream::new();
        }
        let Self {
            rules,
            attempt,
            value,
        } = self;
        let span = step.span();
        let place = &respanned(place, span);
        // What is in a box is looked at there.
        let by_value = matches!(
            step.rule.run,
            Run::Check(_) | Run::CheckOf(_) | Run::Pattern
        );
        let inner = types::boxed(ty).filter(|_| by_value);
        let inside = inner.map(|_| quote_spanned!(span=> &**#place));
        let (place, ty) = (inside.as_ref().unwrap_or(place), inner.unwrap_or(ty));
        let rule = match step.rule.run {
            Run::Check(_) | Run::CheckOf(_) => {
                let Some(rule) = self.rule(step, ty) else {
                    return TokenStream::new();
                };
                rule
            }
            Run::Pattern => {
                let Argument::Str(text) = &step.argument else {
                    return TokenStream::new();
                };
                let pattern = local("PATTERN");
                // A static is lent, not moved, into what words it.
                let unworded = step.message.is_none() && step.code.is_none();
                let lent = if unworded {
                    quote!(#pattern)
                } else {
                    quote!(&#pattern)
                };
                let worded = worded(rules, step, &lent);
                return quote_spanned! {span=> {
                    static #pattern: #rules::Pattern = #rules::Pattern::new(#text);
                    #attempt.check(#place, &#worded);
                }};
            }
            Run::Unique => {
                let rule = worded(rules, step, &quote!((&#rules::Unique::of(#place)).rule()));
                return quote_spanned! {span=> {
                    use #rules::{ByEquality as _, ByHash as _};
                    #attempt.check(#place, &#rule);
                }};
            }
            Run::Nested => return quote_spanned!(span=> #attempt.nested(#place);),
            Run::Call => {
                let Some(path) = step.written() else {
                    return TokenStream::new();
                };
                let (message, code) = wording(step);
                let at = place_of(path);
                let place = respanned(place, at);
                // As a pointer first, which is where a wrong signature is told of.
                let check = Ident::new("__check", at);
                return quote_spanned! {at=> {
                    let #check: fn(&_) -> #rules::Verdict = #path;
                    #attempt.call(#check(#place), #message, #code);
                }};
            }
            Run::Each | Run::Keys | Run::Values => {
                let method = match step.rule.run {
                    Run::Each => "each",
                    Run::Keys => "keys",
                    _ => "values",
                };
                let (method, infer) = (Ident::new(method, span), syn::parse_quote!(_));
                let item = step.item(ty).unwrap_or(&infer);
                let steps = self.borrowed(step.inner(), item);
                return quote_spanned! {span=>
                    #attempt.#method(#place, |#attempt, #value| { #steps });
                };
            }
            Run::Convert(_) | Run::Clamp | Run::Via | Run::Wording => return TokenStream::new(),
        };
        let rule = worded(rules, step, &rule);
        quote_spanned!(span=> #attempt.check(#place, &#rule);)
    }

    /// A check of a type, or of a type made from the argument.
    fn rule(&self, step: &Descriptor, ty: &Type) -> Option<TokenStream> {
        let (rules, span) = (&self.rules, step.span());
        Some(match step.rule.run {
            Run::Check(name) => {
                let name = Ident::new(name, span);
                quote_spanned!(span=> #rules::#name)
            }
            Run::CheckOf(name) => {
                let name = Ident::new(name, span);
                let argument = self.argument(step, ty)?;
                quote_spanned!(span=> #rules::#name(#argument))
            }
            _ => return None,
        })
    }

    /// What the constructor of a check takes.
    fn argument(&self, step: &Descriptor, ty: &Type) -> Option<TokenStream> {
        let (written, shape) = (step.written()?, step.shape()?);
        Some(match (step.rule.key.name, shape) {
            ("range", _) | ("len" | "bytes_len", Shape::Range(_)) => self.range(step, ty)?,
            ("len" | "bytes_len", Shape::Other(Expr::Lit(lit)))
                if matches!(lit.lit, Lit::Int(_)) =>
            {
                quote!(#lit..=#lit)
            }
            ("one_of", shape) => {
                let list = list_as_floats(written, shape, ty);
                quote!(&#list)
            }
            ("gt" | "ge" | "lt" | "le" | "multiple_of", Shape::Other(expr)) => as_floats(expr, ty),
            _ => written.clone(),
        })
    }

    /// A range; of a float its whole bounds may be written as integers. Nothing for `..`, which was reported.
    fn range(&self, step: &Descriptor, ty: &Type) -> Option<TokenStream> {
        let Shape::Range(range) = step.shape()? else {
            return step.written().cloned();
        };
        if range.start.is_none() && range.end.is_none() {
            return None;
        }
        let bound = |bound: &Option<Expr>| bound.as_ref().map(|expr| as_floats(expr, ty));
        let (start, end, dots) = (bound(&range.start), bound(&range.end), &range.dots);
        Some(quote!(#start #dots #end))
    }
}

/// The rule itself, of a descriptor that is made of no more than its argument, with its own message and code.
#[cfg(feature = "serde")]
#[must_use]
pub(in crate::dataclass) fn rule(
    rules: &TokenStream,
    step: &Descriptor,
    ty: &Type,
) -> Option<TokenStream> {
    let chain = Chain {
        rules: rules.clone(),
        attempt: local("attempt"),
        value: local("value"),
    };
    Some(worded(rules, step, &chain.rule(step, ty)?))
}

/// The expression, its integer literals as floats where the type is one: `ge = 0` on an `f64`.
pub(in crate::dataclass) fn as_floats(expr: &Expr, ty: &Type) -> TokenStream {
    if !types::is_float(ty) {
        return expr.to_token_stream();
    }
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) if int.suffix().is_empty() => {
                let text = format!("{}.0", int.base10_digits());
                syn::LitFloat::new(&text, int.span()).to_token_stream()
            }
            _ => expr.to_token_stream(),
        },
        Expr::Unary(unary) => {
            let (op, inner) = (&unary.op, as_floats(&unary.expr, ty));
            quote!(#op #inner)
        }
        Expr::Group(group) => as_floats(&group.expr, ty),
        Expr::Paren(paren) => as_floats(&paren.expr, ty),
        _ => expr.to_token_stream(),
    }
}

/// As [`as_floats`], of the values that `one_of` lists.
pub(in crate::dataclass) fn list_as_floats(
    written: &TokenStream,
    shape: &Shape,
    ty: &Type,
) -> TokenStream {
    match shape {
        Shape::List(items) if types::is_float(ty) => {
            let items = items.iter().map(|item| as_floats(item, ty));
            quote!([#(#items),*])
        }
        _ => written.clone(),
    }
}

/// The expression without the invisible groups that `macro_rules!` leaves, and without parentheses.
#[must_use]
pub(super) fn ungroup(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Group(group) => &group.expr,
            Expr::Paren(paren) => &paren.expr,
            _ => return expr,
        };
    }
}

/// Where an error that rustc finds in an argument belongs.
fn place_of(expr: &TokenStream) -> Span {
    expr.span().resolved_at(Span::mixed_site())
}

/// The tokens at another place; locals keep their hygiene, which is the same.
fn respanned(tokens: &TokenStream, span: Span) -> TokenStream {
    let tokens = tokens.clone().into_iter();
    tokens
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect_tokens()
}

/// The rule with its own message and code, if it has any.
fn worded(rules: &TokenStream, step: &Descriptor, rule: &TokenStream) -> TokenStream {
    if step.message.is_none() && step.code.is_none() {
        return rule.clone();
    }
    let (message, code) = wording(step);
    quote!(#rules::Worded::new(#rule, #message, #code))
}

fn wording(step: &Descriptor) -> (TokenStream, TokenStream) {
    let option = |text: &Option<syn::LitStr>| match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    };
    (option(&step.message), option(&step.code))
}
