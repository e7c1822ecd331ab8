//! The expansions as text: no entry point panics on any input, what comes out parses, and what a correct item
//! becomes names everything by an absolute path.

mod corpus;
mod marks;
mod paths;
mod soup;

use proc_macro2::TokenStream;

/// An entry point of `dunder-expand`: the arguments of the macro and the item, to what stands in its place.
type Entry = fn(TokenStream, TokenStream) -> TokenStream;

/// All of them.
const ENTRIES: &[(&str, Entry)] = &[
    ("dataclass", dunder_expand::dataclass::expand),
    ("singleton", dunder_expand::singleton::expand),
    ("factory", dunder_expand::factory::factory),
    ("register", dunder_expand::factory::register),
    ("memoize", dunder_expand::memoize::expand),
    ("patchable", dunder_expand::patch::expand),
    ("derive(Singleton)", |_, item| {
        dunder_expand::singleton::derive(item)
    }),
    ("metaclass", dunder_expand::metaclass::expand),
    ("derive(Class)", |_, item| {
        dunder_expand::metaclass::derive(item)
    }),
    ("derive(Repr)", |_, item| dunder_expand::derives::repr(item)),
    ("derive(Display)", |_, item| {
        dunder_expand::derives::display(item)
    }),
];
