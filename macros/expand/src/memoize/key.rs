//! How the arguments of a memoized function make up its key.

use std::ops::Deref;

use proc_macro2::Ident;
use syn::Type;

use crate::collect::Collect as _;
use crate::errors::Errors;
use crate::function::{self, Passing, borrows, option_of, ungroup};

/// How an argument takes part in the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// By value.
    Value,
    /// `&T`: looked up as it is, owned when stored.
    Reference,
    /// `Option<&T>`: likewise.
    OptionalReference,
    /// A float: by its bits.
    Float,
    /// Not at all.
    Skipped,
}

/// An argument other than `self`, and its part in the key.
pub(super) struct Argument {
    argument: function::Argument,
    pub(super) part: Part,
}

impl Deref for Argument {
    type Target = function::Argument;
    fn deref(&self) -> &function::Argument {
        &self.argument
    }
}

impl Argument {
    pub(super) fn is_keyed(&self) -> bool {
        self.part != Part::Skipped
    }

    /// What is hashed and stored: the type behind the reference, or the type.
    pub(super) fn keyed(&self) -> &Type {
        match (self.part, ungroup(&self.ty)) {
            (Part::Reference, Type::Reference(reference)) => &reference.elem,
            (Part::OptionalReference, ty) => match option_of(ty).map(ungroup) {
                Some(Type::Reference(reference)) => &reference.elem,
                _ => ty,
            },
            _ => &self.ty,
        }
    }
}

/// The arguments with the way each is keyed. What cannot be is reported, and skipped, so that nothing follows from it.
pub(super) fn arguments(
    arguments: Vec<function::Argument>,
    skipped: &[Ident],
    has_key: bool,
    errors: &Errors,
) -> Vec<Argument> {
    let keyed = arguments.into_iter().map(|argument| {
        let is_skipped =
            skipped.contains(&argument.name) || has_key && argument.passing != Passing::Exclusive;
        let part = if is_skipped {
            Part::Skipped
        } else {
            part(&argument, errors)
        };
        Argument { argument, part }
    });
    keyed.collect_vec()
}

fn part(argument: &function::Argument, errors: &Errors) -> Part {
    let (ty, named) = (&argument.ty, argument.shown());
    match ungroup(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => {
            errors.at(
                ty,
                format_args!(
                    "{named} is `&mut`: a call answered from the cache would not change it; return the change, or leave it out with `skip(…)`"
                ),
            );
            Part::Skipped
        }
        Type::Reference(reference) => {
            let is_static = reference
                .lifetime
                .as_ref()
                .is_some_and(|lifetime| lifetime.ident == "static");
            if matches!(ungroup(&reference.elem), Type::TraitObject(_)) {
                errors.at(
                    ty,
                    format_args!(
                        "{named} is a trait object, which cannot be hashed, compared and cloned; say what the key is with `key = …`, or leave it out with `skip(…)`"
                    ),
                );
                Part::Skipped
            } else if borrows(&reference.elem) {
                errors.at(ty, nested(&named));
                Part::Skipped
            } else if is_static {
                Part::Value
            } else {
                Part::Reference
            }
        }
        Type::ImplTrait(_) => {
            errors.at(
                ty,
                format_args!(
                    "{named} has no nameable type; make it a type parameter, or say what the key is with `key = …`"
                ),
            );
            Part::Skipped
        }
        plain => {
            if let Some(Type::Reference(reference)) = option_of(plain).map(ungroup)
                && reference.mutability.is_none()
                && !borrows(&reference.elem)
            {
                return Part::OptionalReference;
            }
            if borrows(plain) {
                errors.at(ty, nested(&named));
                return Part::Skipped;
            }
            match plain {
                Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32") => {
                    Part::Float
                }
                _ => Part::Value,
            }
        }
    }
}

fn nested(named: &str) -> String {
    format!(
        "{named} borrows inside its type, so it cannot be stored as it is; say what the key is with `key = …`"
    )
}
