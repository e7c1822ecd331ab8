//! Whether a trait can be made into `dyn Trait`, as far as it is written in the trait. Told here, at the item that
//! stands against it, since rustc would tell it at each place where generated code says `dyn Trait`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, ReturnType, Type, TypeParamBound, WherePredicate};

use crate::block::{Item, Trait};
use crate::errors::Errors;
use crate::function::Function;

/// Reports what stands against `dyn Trait`; whether there is nothing.
pub(super) fn check(item: &Trait, errors: &Errors) -> bool {
    let found = Found {
        errors,
        object: format!("a factory makes `dyn {}`", item.ident),
    };
    let mut safe = true;
    for lifetime in item.generics.lifetimes() {
        errors.at(
            lifetime,
            "a factory is looked up by the type of its product, which needs to be `'static`: a factory's trait has no lifetime parameter",
        );
        safe = false;
    }
    for bound in &item.supertraits {
        if let Some(name) = last_segment(bound).filter(|name| NOT_FOR_OBJECTS.contains(&&**name)) {
            let why = format!("cannot be `{name}`");
            safe &= found.report(bound, &why, "remove this bound");
        }
    }
    for item in &item.items.list {
        safe &= match item {
            Item::Const(name, _) => {
                found.report(name, "cannot have constants", "make this a method")
            }
            Item::Type(name, _) => found.report(
                name,
                "would have to name this type",
                "make it a parameter of the trait",
            ),
            Item::Function(function) => found.function(function),
            Item::Other(_) => true,
        };
    }
    safe
}

struct Found<'a> {
    errors: &'a Errors,
    object: String,
}

impl Found<'_> {
    /// Always false: the trait is not fit.
    fn report(&self, at: impl ToTokens, why: &str, instead: &str) -> bool {
        let message = format_args!("{}, which {why}: {instead}", self.object);
        self.errors.at(at, message);
        false
    }

    fn function(&self, function: &Function) -> bool {
        let sig = &function.sig;
        if only_sized(&sig.generics) {
            return true;
        }
        let leave_out = "or leave it out of the trait object by `where Self: Sized`";
        if sig.receiver.is_none() {
            return self.report(
                &sig.ident,
                "has no functions without a receiver",
                &format!("give this one `&self`, {leave_out}"),
            );
        }
        for param in &sig.generics.params {
            if !matches!(param, GenericParam::Lifetime(_)) {
                return self.report(
                    param,
                    "has no generic methods",
                    &format!("take a `&dyn` trait object, {leave_out}"),
                );
            }
        }
        if let Some(token) = &sig.asyncness {
            return self.report(
                token,
                "has no async methods",
                &format!("return `Pin<Box<dyn Future>>`, {leave_out}"),
            );
        }
        for argument in &sig.arguments {
            if !self.named(&argument.ty, leave_out) {
                return false;
            }
        }
        match &sig.output {
            ReturnType::Type(_, ty) => self.named(ty, leave_out),
            ReturnType::Default => true,
        }
    }

    fn named(&self, ty: &Type, leave_out: &str) -> bool {
        let tokens = ty.to_token_stream();
        if contains(&tokens, "Self") {
            return self.report(
                ty,
                "does not know `Self`",
                &format!("name the type, {leave_out}"),
            );
        }
        if contains(&tokens, "impl") {
            return self.report(
                ty,
                "has no `impl Trait` in its methods",
                &format!("write a boxed trait object, {leave_out}"),
            );
        }
        true
    }
}

/// The traits of std that a trait object's trait cannot have above it.
const NOT_FOR_OBJECTS: [&str; 9] = [
    "Sized",
    "Clone",
    "Copy",
    "Default",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
];

fn last_segment(bound: &TypeParamBound) -> Option<String> {
    match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last()?;
            Some(last.ident.to_string())
        }
        _ => None,
    }
}

fn is_sized(bound: &TypeParamBound) -> bool {
    last_segment(bound).is_some_and(|name| name == "Sized")
}

/// `where Self: Sized`.
fn only_sized(generics: &Generics) -> bool {
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let mut bounds = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => Some(predicate),
        _ => None,
    });
    bounds.any(|predicate| {
        predicate.bounded_ty.to_token_stream().to_string() == "Self"
            && predicate.bounds.iter().any(is_sized)
    })
}

fn contains(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => contains(&group.stream(), word),
        _ => false,
    })
}
