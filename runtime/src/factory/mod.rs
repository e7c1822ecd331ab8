//! Trait objects made by key, from types that register where they are defined: what
//! [`#[factory]`](macro@crate::factory) and [`#[register]`](macro@crate::register) expand to.

mod added;
mod entry;
mod error;
mod few;
mod index;
#[cfg(feature = "serde")]
mod persist;
mod product;
mod registry;
mod suggest;
mod taken;
#[cfg(not(feature = "serde"))]
mod transient;

pub use added::{Handle, Registration, Scoped};
pub use entry::Place;
pub use error::{FactoryError, FactoryErrorKind};
pub use product::Product;
pub use taken::{KeyChar, OneTypePerKey};

/// Links crates that nothing else in the program names, so that the types in them register.
///
/// A crate that stands in `Cargo.toml` only is not linked at all, and what it registers is not there. This is also so
/// for the package's own library in its binaries and integration tests, unless they use something of it.
///
/// ```
/// # mod host {
/// dunder::link!(std); // in a real program: the crates with the plug-ins
/// # }
/// ```
#[macro_export]
macro_rules! link {
    ($($name:ident),+ $(,)?) => {
        $(
            #[doc(hidden)]
            #[allow(unused_extern_crates, clippy::useless_attribute)]
            extern crate $name as _;
        )+
    };
}

/// What the expansions of `#[factory]` and `#[register]` name.
#[doc(hidden)]
pub mod generated {
    pub use super::added::{Registration, Scoped};
    pub use super::entry::{Entry, fill, fill_fallible, submit};
    pub use super::error::{FactoryError, Failure};
    #[cfg(feature = "serde")]
    pub use super::persist::{
        Persistent, Tagging, deserialize, erased_serde, fill_persist, serde, serialize,
    };
    pub use super::product::{
        ByDefault, Concrete, Constructed, Constructor, Make, NoFactory, Outcome, Product, type_id,
    };
    pub use super::registry::{Registry, create};
    pub use super::taken::{Choose, Crate, KeyChar, OneTypePerKey, Pick};
    #[cfg(not(feature = "serde"))]
    pub use super::transient::{Persistent, fill_persist};
    pub use crate::chain::Chain;
    pub use crate::{__factory_here as here, __factory_persist as persist};
}
