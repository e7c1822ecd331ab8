//! What `#[patchable]` was asked for, checked.

use proc_macro2::{Ident, TokenStream};
use syn::Type;

use super::check;
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

/// A patchable function.
pub(super) struct Model {
    pub(super) krate: Krate,
    pub(super) function: Function,
    pub(super) explicit: Explicit,
    pub(super) parted: Parted,
    pub(super) handle: Handle,
}

impl Model {
    /// None if no patch could stand for the function.
    pub(super) fn new(attr: TokenStream, function: Function, errors: &Errors) -> Option<Self> {
        let options = Options::parse(attr, &TABLE, errors);
        let explicit = Explicit::of(&function);
        let fits = check::check(&function, &explicit, errors);
        let handle = handle(&options, &function, errors);
        if let Some(Handle::Function { .. }) = handle {
            check::constants(&function, errors);
        }
        let handle = handle?;
        fits.then(|| Self {
            krate: Krate::new(options.path("crate").cloned()),
            parted: Parted::of(&function.sig.generics),
            explicit,
            function,
            handle,
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

fn handle(options: &Options, function: &Function, errors: &Errors) -> Option<Handle> {
    let name = &function.sig.ident;
    let in_impl = function.is_in_impl();
    let Some(path) = options.path("handle") else {
        // Misspelt or malformed: told already.
        if function.is_associated() && errors.is_empty() {
            errors.at(
                name,
                format_args!(
                    "a method has no type beside it to patch it by: write `#[patchable(handle = {}_patch)]`",
                    plain(name)
                ),
            );
        }
        return (!function.is_associated()).then_some(Handle::Type);
    };
    let names: Vec<&Ident> = path.segments.iter().map(|segment| &segment.ident).collect();
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
