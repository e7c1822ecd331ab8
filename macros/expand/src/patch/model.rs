//! What `#[patchable]` was asked for, checked.

use proc_macro2::{Ident, TokenStream};
use syn::{Lifetime, Path, Type};

use super::check;
use crate::collect::Collect as _;
use crate::errors::Errors;
use crate::function::{Explicit, Function, Parted};
use crate::names::{Krate, plain};
use crate::options::{CRATE, Form, Key, Options, Table};

/// What `#[patchable(...)]` takes.
const TABLE: Table = Table {
    attribute: "#[patchable]",
    keys: &[OPTIONS, &[CRATE]],
};

const OPTIONS: &[Key] = &[Key {
    name: "handle",
    form: Form::Path,
    usage: "handle = name_patch",
    doc: "adds a function of this name that returns the handle, for methods",
}];

/// Where the handle is.
pub(super) enum Handle {
    /// A type with the function's name.
    Type,
    /// A function of this name; beside a method, one of its type.
    Function { name: Ident, associated: bool },
}

/// The `impl` that a method stands in, where that is known.
#[derive(Clone)]
pub(super) struct TraitImpl {
    /// The trait.
    pub(super) path: Path,
    /// What `crate = path` says of all its methods.
    pub(super) krate: Option<Path>,
}

/// A patchable function.
pub(super) struct Model {
    pub(super) krate: Krate,
    pub(super) function: Function,
    pub(super) explicit: Explicit,
    pub(super) parted: Parted,
    pub(super) handle: Handle,
    /// The handle stands in an `impl` of its own then.
    pub(super) of_trait: Option<Path>,
}

impl Model {
    /// None if no patch could stand for the function.
    pub(super) fn new(attr: TokenStream, function: Function, errors: &Errors) -> Option<Self> {
        Self::read(attr, function, None, errors)
    }

    /// Of a method that implements one of a trait.
    pub(super) fn in_trait_impl(
        attr: TokenStream,
        function: Function,
        of_trait: &TraitImpl,
        errors: &Errors,
    ) -> Option<Self> {
        Self::read(attr, function, Some(of_trait), errors)
    }

    fn read(
        attr: TokenStream,
        mut function: Function,
        of_trait: Option<&TraitImpl>,
        errors: &Errors,
    ) -> Option<Self> {
        let options = Options::parse(attr, &TABLE, errors);
        let mut explicit = Explicit::of(&function);
        join(&mut explicit);
        let fits = check::check(&function, &explicit, errors);
        let in_impl = of_trait.is_some() || function.is_in_impl();
        let handle = handle(&options, &function, of_trait.is_some(), in_impl, errors);
        if let Some(Handle::Function { .. }) = handle {
            check::constants(&function, errors);
        }
        let handle = handle?;
        if matches!(handle, Handle::Type) {
            function.refuse_other_handle("memoize", "#[patchable]", errors);
        }
        let of_all = of_trait.and_then(|of_trait| of_trait.krate.clone());
        fits.then(|| Self {
            krate: Krate::new(options.path("crate").cloned().or(of_all)),
            parted: Parted::of(&function.sig.generics),
            explicit,
            function,
            handle,
            of_trait: of_trait.map(|of_trait| of_trait.path.clone()),
        })
    }

    /// The types of all arguments, `self` first.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Type> {
        self.explicit.receiver.iter().chain(&self.explicit.inputs)
    }

    pub(super) fn is_async(&self) -> bool {
        self.function.sig.asyncness.is_some()
    }
}

/// Where there are more lifetimes than a signature has, one for all references that lend to nothing else. A reference's
/// own can be any shorter one, so that no call is refused for it.
fn join(explicit: &mut Explicit) {
    if explicit.lifetimes.len() <= check::LIFETIMES {
        return;
    }
    let Explicit {
        lifetimes,
        receiver,
        inputs,
        borrowed,
        ..
    } = explicit;
    let mut one: Option<Lifetime> = None;
    for ty in receiver.iter_mut().chain(inputs) {
        if let Type::Reference(reference) = ty
            && let Some(lifetime) = &mut reference.lifetime
            && lifetime.ident.to_string().starts_with("elided")
            && !borrowed.contains(lifetime)
        {
            if let Some(one) = &one {
                lifetimes.retain(|other| other != lifetime);
                *lifetime = one.clone();
            } else {
                one = Some(lifetime.clone());
            }
        }
    }
}

fn handle(
    options: &Options,
    function: &Function,
    of_trait: bool,
    in_impl: bool,
    errors: &Errors,
) -> Option<Handle> {
    let name = &function.sig.ident;
    let Some(path) = options.path("handle") else {
        let method = of_trait || function.is_associated();
        // Misspelt or malformed: told already.
        if method && errors.is_empty() {
            errors.at(
                name,
                format_args!(
                    "a method has no type beside it to patch it by: write `#[patchable(handle = {}_patch)]`",
                    plain(name)
                ),
            );
        }
        return (!method).then_some(Handle::Type);
    };
    let names: Vec<&Ident> = path
        .segments
        .iter()
        .map(|segment| &segment.ident)
        .collect_vec();
    match names[..] {
        [word] if word == "none" => {
            errors.at(
                path,
                "without a handle nothing can patch the function: remove `#[patchable]`, or write `handle = name`",
            );
            None
        }
        [name] => Some(Handle::Function {
            name: name.clone(),
            associated: in_impl,
        }),
        [first, name] if first == "Self" => Some(Handle::Function {
            name: name.clone(),
            associated: true,
        }),
        _ => {
            errors.at(path, "a handle is a plain name: write `handle = name`");
            None
        }
    }
}
