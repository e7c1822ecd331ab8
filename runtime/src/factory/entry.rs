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

crate::submission::by_target! {
    { pub use crate::__submit as submit; } else { pub use crate::__factory_refuse as submit; }
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
