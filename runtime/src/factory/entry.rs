//! What a registration leaves: one type for all factories, collected before `main` and sorted out at first use.

use std::any::{Any, TypeId};
use std::fmt;
use std::panic::Location;

use super::product::{Constructor, Product};

/// A registration.
pub struct Entry {
    /// The trait object.
    pub product: fn() -> TypeId,
    /// Its key.
    pub key: &'static str,
    /// Further keys.
    pub aliases: &'static [&'static str],
    /// The registered type's name.
    pub type_name: fn() -> &'static str,
    /// Where it stands.
    pub file: &'static str,
    /// The line there.
    pub line: u32,
    /// [`fill`]s a slot for the product's constructor.
    pub constructor: fn(&mut dyn Any),
}

inventory::collect!(Entry);

/// A constructor on its way out of an entry, where its type is not known.
type Slot<P> = Option<Constructor<'static, P>>;

/// Puts a constructor into the slot that the product's registry gave.
pub fn fill<P: Product + ?Sized>(slot: &mut dyn Any, constructor: &'static P::Infallible) {
    put::<P>(slot, Constructor::Infallible(constructor));
}

/// As [`fill`], with one that may fail.
pub fn fill_fallible<P: Product + ?Sized>(
    slot: &mut dyn Any,
    constructor: &'static P::Constructor,
) {
    put::<P>(slot, Constructor::Fallible(constructor));
}

fn put<P: Product + ?Sized>(slot: &mut dyn Any, constructor: Constructor<'static, P>) {
    if let Some(slot) = slot.downcast_mut::<Slot<P>>() {
        *slot = Some(constructor);
    }
}

impl Entry {
    /// Those of a factory, in the order of their keys and places, whatever the linker made of it.
    pub(super) fn of<P: Product + ?Sized>() -> Vec<&'static Self> {
        let product = TypeId::of::<P>();
        let all = inventory::iter::<Self>.into_iter();
        let mut entries: Vec<_> = all.filter(|entry| (entry.product)() == product).collect();
        entries.sort_by_key(|entry| (entry.key, entry.file, entry.line));
        entries
    }

    pub(super) fn constructor<P: Product + ?Sized>(&self) -> Constructor<'static, P> {
        let mut slot: Slot<P> = None;
        (self.constructor)(&mut slot);
        slot.expect("an entry is of the product that it names")
    }

    pub(super) fn place(&self) -> Place {
        Place {
            type_name: (self.type_name)(),
            file: self.file,
            line: self.line,
        }
    }

    pub(super) fn all_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.key).chain(self.aliases.iter().copied())
    }
}

/// Where a key was registered, and for which type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    type_name: &'static str,
    file: &'static str,
    line: u32,
}

impl Place {
    pub(super) fn at(type_name: &'static str, location: &'static Location<'static>) -> Self {
        Self {
            type_name,
            file: location.file(),
            line: location.line(),
        }
    }

    /// The type, or for a registration at run time what its constructor returns.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The file, as the compiler names it.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            type_name,
            file,
            line,
        } = self;
        write!(f, "{type_name} at {file}:{line}")
    }
}

#[allow(unused_imports, unreachable_pub)]
mod anywhere {
    pub use crate::__factory_refuse as submit;
}

// Where the name below is not there, this one is: an import by name comes before one by `*`.
#[allow(unused_imports, unreachable_pub)]
pub use anywhere::*;

// Where something runs before `main`: the targets for which `inventory` knows a section.
#[cfg(any(
    target_family = "wasm",
    windows,
    target_os = "linux",
    target_os = "android",
    target_os = "dragonfly",
    target_os = "freebsd",
    target_os = "haiku",
    target_os = "illumos",
    target_os = "netbsd",
    target_os = "nto",
    target_os = "openbsd",
    target_os = "redox",
    target_os = "vxworks",
    target_os = "none",
    target_os = "macos",
    target_os = "ios",
))]
pub use crate::__factory_submit as submit;

/// Submits an entry.
///
/// On wasm the linker takes an object out of a library only if something names a symbol of it. The exported function
/// is that symbol: without it a registration in a module that nothing else uses would be lost.
#[doc(hidden)]
#[macro_export]
macro_rules! __factory_submit {
    ($name:literal $($entry:tt)*) => {
        $crate::__private::factory::inventory::submit! { $($entry)* }

        #[cfg(target_family = "wasm")]
        const _: () = {
            #[unsafe(export_name = ::core::concat!(
                "__dunder_register_",
                ::core::module_path!(),
                "_",
                ::core::line!(),
                "_",
                ::core::column!(),
                // What a macro writes stands all in one place.
                $name,
            ))]
            extern "C" fn anchor() {}
        };
    };
}

/// Refuses, since the factory would silently be empty.
#[doc(hidden)]
#[macro_export]
macro_rules! __factory_refuse {
    ($($entry:tt)*) => {
        ::core::compile_error!(
            "`#[register]` needs code that runs before `main`, and there is no known way to that on this target; \
             call the factory's `register` at run time instead"
        );
    };
}
