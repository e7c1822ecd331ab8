//! What no memoized function can have: one error for each, at what is to be changed.

use syn::{ReturnType, Type};

use crate::errors::Errors;
use crate::function::{Function, Passing, borrows, ungroup};
use crate::names::plain;

/// Whether a cache can stand behind the function; what no memoized function can have is reported.
pub(super) fn check(function: &Function, errors: &Errors) -> bool {
    let before = errors.count();
    let sig = &function.sig;
    if function.body.is_none() {
        // Whatever else there is has its place where the body is.
        errors.at(
            &sig.ident,
            "a method without a body has nothing to remember; put `#[memoize]` on the `fn` in each `impl`",
        );
        return false;
    }
    if let Some(constness) = &sig.constness {
        errors.at(
            constness,
            "a `const fn` cannot look anything up in a cache; remove `const`",
        );
    }
    if let Some(keyword) = &sig.safety {
        errors.at(
            keyword,
            "an `unsafe fn` cannot be memoized: its conditions hold for the call that made them, not for the ones answered from the cache; memoize a safe function around it",
        );
    }
    if let Some(abi) = &sig.abi {
        errors.at(
            abi,
            "a function with a foreign calling convention cannot be memoized; memoize a plain function that it calls",
        );
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(variadic, "a variadic function cannot be memoized");
    }
    for argument in &sig.arguments {
        if let Some(cfg) = argument.cfgs().next() {
            errors.at(
                cfg,
                "an argument of a memoized function cannot be under `cfg`; write the function twice, each under its `cfg`",
            );
        }
    }
    if let Some(receiver) = &sig.receiver
        && receiver.passing == Passing::Exclusive
    {
        errors.at(
            receiver,
            "`&mut self` cannot be memoized: a call answered from the cache would not change `self`; take `&self`",
        );
    }
    match &sig.output {
        ReturnType::Default => errors.at(
            &sig.ident,
            format_args!(
                "`{}` returns nothing to remember; give it a return type",
                plain(&sig.ident)
            ),
        ),
        ReturnType::Type(_, ty) => match ungroup(ty) {
            Type::Never(_) => errors.at(ty, "a function that never returns has nothing to remember"),
            Type::ImplTrait(_) => errors.at(
                ty,
                "the cache has to name what it keeps; return a named type, or a `Box` or `Arc` of a trait object",
            ),
            // The compiler has the error for it.
            ty if borrows(ty) && !lends(function) => return false,
            ty if borrows(ty) => errors.at(
                ty,
                "the result borrows from an argument, so it cannot outlive the call; return an owned value, an `Arc` or a `&'static` reference",
            ),
            _ => {}
        },
    }
    errors.count() == before
}

/// Whether there is anything that a result could borrow from.
fn lends(function: &Function) -> bool {
    function.sig.receiver.is_some()
        || function.sig.generics.lifetimes().next().is_some()
        || function
            .sig
            .arguments
            .iter()
            .any(|argument| borrows(&argument.ty))
}
