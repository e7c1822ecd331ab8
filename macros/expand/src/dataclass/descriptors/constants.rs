//! The checks that only rustc can make: of constants, as `const` items, which `cargo check` evaluates too.

use crate::tokens::{quote, quote_spanned};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, GenericParam, Generics, Type, parse_quote};

use crate::class::descriptor::{Argument, Descriptor};
use crate::class::shape::{Range, Shape};
use crate::class::{Field, types};
use crate::dataclass::metadata::text;

use super::default::string;
use super::guard::{as_floats, ungroup};
use super::literal::Number;

/// The checks for a field.
pub(super) fn checks(private: &TokenStream, generics: &Generics, field: &Field) -> TokenStream {
    let checks = Checks { generics };
    let ty = types::ruled(&field.ty);
    let mut tokens = checks.arguments(&field.descriptors, ty);
    if let Some(default) = field.options.expr("default") {
        tokens.extend(checks.default(field, ty, default));
        tokens.extend(of_text(private, field, default));
    }
    tokens
}

/// A literal default of a format that only a parser knows: the same parser as for all values, in a `const`.
fn of_text(private: &TokenStream, field: &Field, default: &Expr) -> TokenStream {
    let mut tokens = TokenStream::new();
    let Some(text) = string(default).filter(|text| !text.is_empty()) else {
        return tokens;
    };
    let steps = field.descriptors.iter().take_while(|step| !step.converts());
    for step in steps.filter(|step| !step.broken) {
        let name = step.rule.key.name;
        if !FORMATS.contains(&name) {
            continue;
        }
        let span = place(default);
        let function = Ident::new(name, span);
        let message = format!("the default of `{}` breaks its own `{name}`", field.label());
        tokens.extend(quote_spanned! {span=>
            const _: () = ::core::assert!(
                #private::validation::rules::literal::#function(#text),
                #message,
            );
        });
    }
    tokens
}

/// The rules that have a function in `rules::literal`.
const FORMATS: &[&str] = &[
    "email",
    "url",
    "http_url",
    "uuid",
    "hostname",
    "credit_card",
    "date",
    "date_time",
];

struct Checks<'a> {
    generics: &'a Generics,
}

impl Checks<'_> {
    /// Bounds the wrong way round, and steps of zero.
    fn arguments(&self, list: &[Descriptor], ty: &Type) -> TokenStream {
        let mut tokens = TokenStream::new();
        for step in list.iter().filter(|step| !step.broken) {
            if let (Argument::Inner(inner), Some(item)) = (&step.argument, step.item(ty)) {
                tokens.extend(self.arguments(inner, types::ruled(item)));
            }
            let Some(shape) = step.shape() else {
                continue;
            };
            let of_length = matches!(step.rule.key.name, "len" | "bytes_len");
            if !of_length && !types::is_primitive(ty) {
                continue;
            }
            let bound_type = if of_length {
                parse_quote!(::core::primitive::usize)
            } else {
                ty.clone()
            };
            match (step.rule.key.name, shape) {
                ("range" | "len" | "bytes_len" | "clamp", Shape::Range(range)) => {
                    tokens.extend(self.range(range, &bound_type));
                }
                ("multiple_of", Shape::Other(expr))
                    if self.is_constant(expr) && Number::of(expr).is_none() =>
                {
                    let expr = ungroup(expr);
                    let (span, zero) = (place(expr), zero(ty));
                    tokens.extend(quote_spanned! {span=>
                        const _: () = {
                            const STEP: #ty = #expr;
                            ::core::assert!(STEP != #zero, "nothing is a multiple of 0");
                        };
                    });
                }
                _ => {}
            }
        }
        tokens
    }

    fn range(&self, range: &Range, ty: &Type) -> Option<TokenStream> {
        let (start, end) = (range.start.as_ref()?, range.end.as_ref()?);
        // Two literals were compared already.
        let literals = Number::of(start).is_some() && Number::of(end).is_some();
        if literals || !self.is_constant(start) || !self.is_constant(end) {
            return None;
        }
        let operator = below(range);
        let message = format!(
            "`{}` is empty: {}",
            text(range),
            super::check::why_empty(range)
        );
        let span = place(range);
        let (start, end) = (as_floats(start, ty), as_floats(end, ty));
        Some(quote_spanned! {span=>
            const _: () = {
                const START: #ty = #start;
                const END: #ty = #end;
                ::core::assert!(START #operator END, #message);
            };
        })
    }

    /// A constant default that breaks a rule, where not both are literals.
    fn default(&self, field: &Field, ty: &Type, default: &Expr) -> TokenStream {
        let mut tokens = TokenStream::new();
        if !types::is_number(&field.ty) || !self.is_constant(default) {
            return tokens;
        }
        for step in field.descriptors.iter().filter(|step| !step.broken) {
            // Behind a converter the value is another.
            if step.converts() {
                break;
            }
            let literal = step.shape().is_none_or(is_literal) && Number::of(default).is_some();
            if literal {
                continue;
            }
            let value = Ident::new("DEFAULT", Span::mixed_site());
            let Some(holds) = self.holds(step, ty, &value) else {
                continue;
            };
            let span = place(default);
            let value_expr = as_floats(default, ty);
            let message = format!(
                "the default of `{}` breaks its own `{}`",
                field.label(),
                step.rule.key.name
            );
            tokens.extend(quote_spanned! {span=>
                const _: () = {
                    const #value: #ty = #value_expr;
                    ::core::assert!(#holds, #message);
                };
            });
        }
        tokens
    }

    /// Whether a number keeps a rule, as a constant expression.
    fn holds(&self, step: &Descriptor, ty: &Type, value: &Ident) -> Option<TokenStream> {
        let zero = zero(ty);
        let name = step.rule.key.name;
        let simple = match name {
            "positive" => Some(quote!(#value > #zero)),
            "negative" => Some(quote!(#value < #zero)),
            "non_negative" => Some(quote!(#value >= #zero)),
            "non_zero" => Some(quote!(#value != #zero)),
            _ => None,
        };
        if simple.is_some() {
            return simple;
        }
        let shape = step.shape()?;
        if let ("range", Shape::Range(range)) = (name, shape) {
            let part = |bound: Option<&Expr>, operator: TokenStream| match bound {
                Some(bound) if self.is_constant(bound) => {
                    let bound = as_floats(bound, ty);
                    Some(quote!(#value #operator #bound))
                }
                Some(_) => None,
                None => Some(quote!(true)),
            };
            let low = part(range.start.as_ref(), quote!(>=))?;
            let high = part(range.end.as_ref(), below(range))?;
            return Some(quote!(#low && #high));
        }
        let expr = ungroup(step.single()?);
        if !self.is_constant(expr) {
            return None;
        }
        let bound = as_floats(expr, ty);
        match name {
            "gt" => Some(quote!(#value > #bound)),
            "ge" => Some(quote!(#value >= #bound)),
            "lt" => Some(quote!(#value < #bound)),
            "le" => Some(quote!(#value <= #bound)),
            "multiple_of" if types::is_integer(ty) => Some(quote!(#value % #bound == 0)),
            _ => None,
        }
    }

    /// Whether an expression is a literal or names a constant. A call may not be `const`, a lower-case name may be a
    /// function or a field, and a parameter of the class cannot stand in an item of its own.
    fn is_constant(&self, expr: &Expr) -> bool {
        match ungroup(expr) {
            Expr::Lit(_) => true,
            Expr::Unary(unary) => self.is_constant(&unary.expr),
            Expr::Binary(binary) => {
                self.is_constant(&binary.left) && self.is_constant(&binary.right)
            }
            Expr::Path(path) if path.qself.is_none() => {
                let segments = &path.path.segments;
                let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
                    return false;
                };
                first.ident != "Self"
                    && !self.is_parameter(&first.ident)
                    && is_screaming(&last.ident.to_string())
            }
            _ => false,
        }
    }

    fn is_parameter(&self, name: &Ident) -> bool {
        self.generics.params.iter().any(|param| match param {
            GenericParam::Type(param) => param.ident == *name,
            GenericParam::Const(param) => param.ident == *name,
            GenericParam::Lifetime(_) => false,
        })
    }
}

fn is_screaming(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_uppercase()) && !name.chars().any(|c| c.is_ascii_lowercase())
}

fn is_literal(shape: &Shape) -> bool {
    match shape {
        Shape::Range(range) => {
            let mut bounds = range.start.iter().chain(&range.end);
            bounds.all(|bound| Number::of(bound).is_some())
        }
        Shape::Other(expr) => Number::of(expr).is_some(),
        Shape::List(_) => false,
    }
}

/// How a value compares with the upper bound.
fn below(range: &Range) -> TokenStream {
    if range.closed { quote!(<=) } else { quote!(<) }
}

fn zero(ty: &Type) -> TokenStream {
    if types::is_float(ty) {
        quote!(0.0)
    } else {
        quote!(0)
    }
}

fn place(tokens: &impl ToTokens) -> Span {
    tokens.to_token_stream().span()
}
