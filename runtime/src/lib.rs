//! What Python gets from metaclasses, descriptors and dataclasses, at Rust's price.
//!
//! | To have | Write | Instead of |
//! | --- | --- | --- |
//! | a struct with constructor, repr, equality, order, hash, builder | [`#[dataclass]`](macro@dataclass) | a derive from each of four crates |
//! | fields that refuse bad values, at every set | [`#[field(positive)]`](validation) | a newtype for each, or a check that one can forget |
//! | one instance of a type | [`#[singleton]`](macro@singleton) | a static with a `LazyLock` |
//! | a function that remembers its results | [`#[memoize]`](macro@memoize) | `functools.lru_cache` by hand |
//! | values made by name, registered where they are defined | [`#[factory]`](macro@factory), [`#[register]`](macro@register) | a central `match` |
//! | a function that tests replace | [`#[patchable]`](macro@patchable) | a trait and a mock for each |
//! | listeners for events | [`Emitter`] | a list of callbacks behind a lock |
//! | Python's text form of any value | [`Repr`](macro@Repr), [`repr`](fn@repr) | `{:?}` |
//!
//! Each of these pages stands alone. Generated code is `unsafe`-free, names everything by absolute paths, and puts logic into
//! generic functions of this crate.
//!
//! # Features
//!
//! | Feature | Gives |
//! | --- | --- |
//! | `regex` | the rule `pattern` |
//! | `url` | the rules `url` and `http_url` |
//! | `serde` | `Serialize` and `Deserialize` of classes with described fields; `#[factory(serde)]` |
//! | `schema` | their JSON Schema, by `schemars` |
//! | `patch` | `#[patchable]` functions can be replaced, for tests |
//! | `disk`, `redis`, `store` | `#[memoize(store = …)]`: on disk, in Redis, in a store of yours |
//!
//! All are off by default; the default needs only `once_cell` and `inventory` at run time.

// The macros write `::dunder`; inside the crate that is this name.
extern crate self as dunder;

mod chain;
pub mod class;
pub mod emitter;
pub mod factory;
mod field;
pub mod memo;
#[cfg(feature = "patch")]
pub mod patch;
pub mod repr;
#[cfg(feature = "schema")]
mod schema;
mod scope;
#[cfg(feature = "serde")]
mod serde;
pub mod singleton;
pub mod validation;

#[doc(hidden)]
pub mod __private;

#[cfg(feature = "serde")]
pub use self::serde::{FromRaw, Raw};
pub use class::{Class, ToValue, Value, fields, to_dict, to_tuple};
pub use emitter::{Emitter, Subscription};
pub use factory::{FactoryError, FactoryErrorKind};
pub use field::{Described, Field, Guarded, PerField};
pub use repr::{Repr, repr};
pub use singleton::{AlreadyInitialized, Singleton};
pub use validation::{Descriptor, FieldName, Validate, ValidationError, Violation};

#[doc = include_str!("docs/dataclass.md")]
#[cfg_attr(feature = "serde", doc = include_str!("docs/serde.md"))]
#[cfg_attr(feature = "schema", doc = include_str!("docs/schema.md"))]
pub use dunder_macros::dataclass;

#[doc = include_str!("docs/display.md")]
pub use dunder_macros::Display;

#[doc = include_str!("docs/repr.md")]
pub use dunder_macros::Repr;

#[doc = include_str!("docs/singleton.md")]
pub use dunder_macros::{Singleton, singleton};

#[doc = include_str!("docs/memoize.md")]
pub use dunder_macros::memoize;

#[doc = include_str!("docs/factory.md")]
pub use dunder_macros::factory;

#[doc = include_str!("docs/register.md")]
pub use dunder_macros::register;

#[doc = include_str!("docs/patchable.md")]
pub use dunder_macros::patchable;

/// The README's code runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
