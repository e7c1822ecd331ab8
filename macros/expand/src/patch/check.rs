//! What no patch could stand for: one error for each, at what is to be changed.

use quote::ToTokens;
use syn::{GenericParam, ReturnType, Type};

use crate::errors::Errors;
use crate::function::{Explicit, Function, Passing, mentions};
use crate::names::plain;

/// As many as `dunder::patch` has signatures for.
const MOST_ARGUMENTS: usize = 12;
pub(super) const LIFETIMES: usize = 4;

/// Whether a patch can stand for the function.
pub(super) fn check(function: &Function, explicit: &Explicit, errors: &Errors) -> bool {
    let before = errors.found.borrow().len();
    let sig = &function.sig;
    if let Some(constness) = &sig.constness {
        errors.at(
            constness,
            "a `const fn` cannot be patched: at compile time there is nobody to patch it; remove `const`",
        );
    }
    if let Some(unsafety) = &sig.safety {
        errors.at(
            unsafety,
            "an `unsafe fn` cannot be patched: a closure cannot ask its caller for what it requires; make a safe function around it patchable",
        );
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(variadic, "a variadic function cannot be patched");
    }
    if function.body.is_none() {
        errors.at(
            &sig.ident,
            "a method without a body cannot be patched: put `#[patchable]` on a method that has one",
        );
    }
    for argument in &sig.arguments {
        if argument.passing == Passing::Impl {
            errors.at(
                &argument.ty,
                format_args!(
                    "a patch cannot name the type of `{0}`: write `fn {1}<T: …>({0}: T)`",
                    plain(&argument.name),
                    plain(&sig.ident)
                ),
            );
        }
        if let Some(cfg) = argument
            .attrs
            .iter()
            .find(|attr| attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr"))
        {
            errors.at(
                cfg,
                "the arguments of a patchable function cannot depend on `cfg`: write one function for each case",
            );
        }
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        output(ty, function, explicit, errors);
    }
    if sig.arity() > MOST_ARGUMENTS {
        errors.at(
            sig.inputs(),
            format_args!("a patchable function has at most {MOST_ARGUMENTS} arguments: make some of them a struct"),
        );
    }
    if explicit.lifetimes.len() > LIFETIMES {
        errors.at(
            sig.inputs(),
            format_args!(
                "a patchable function has at most {LIFETIMES} lifetimes, those left out included: give several arguments the same"
            ),
        );
    }
    errors.found.borrow().len() == before
}

fn output(ty: &Type, function: &Function, explicit: &Explicit, errors: &Errors) {
    if mentions(&ty.to_token_stream(), "impl") {
        errors.at(
            ty,
            "a patch cannot name what this function returns: write a type instead of `impl`, as `Box<dyn …>`",
        );
    } else if let Type::Never(_) = ty {
        errors.at(
            ty,
            "a function that never returns cannot be patched: there is no patch that could return",
        );
    } else if function.sig.asyncness.is_some() && !explicit.borrowed.is_empty() {
        errors.at(
            ty,
            "the future of a patch cannot borrow from the arguments: return an owned value",
        );
    }
}

/// Reports the const parameters that a handle function cannot tell instances apart by.
pub(super) fn constants(function: &Function, errors: &Errors) {
    for param in &function.sig.generics.params {
        if let GenericParam::Const(param) = param
            && !matches!(&param.ty, Type::Path(ty) if ty.path.is_ident("usize"))
        {
            errors.at(
                &param.ty,
                "with `handle = name`, a const parameter has to be a `usize`",
            );
        }
    }
}
