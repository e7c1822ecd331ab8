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
//! | options, checks and metadata of your own on your users' structs | [`#[metaclass]`](macro@metaclass) | a macro crate of your own |
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
//! | `dataclass`, `emitter`, `factory`, `memoize`, `singleton` | one family each |
//! | `regex` | the rule `pattern` |
//! | `url` | the rules `url` and `http_url` |
//! | `serde` | `Serialize` and `Deserialize` of classes with described fields; `#[factory(serde)]` |
//! | `schema` | their JSON Schema, by `schemars` |
//! | `patch` | `#[patchable]` functions can be replaced, for tests |
//! | `disk`, `redis`, `store` | `#[memoize(store = …)]`: on disk, in Redis, in a store of yours |
//!
//! The families are all on by default, and need only `once_cell` and `inventory` at run time; the rest is off. Whoever wants one
//! family writes `default-features = false, features = ["memoize"]` and compiles no other.

// The macros write `::dunder`; inside the crate that is this name.
extern crate self as dunder;

#[cfg(any(feature = "memoize", feature = "patch"))]
mod beside;
#[cfg(any(feature = "factory", feature = "memoize", feature = "singleton"))]
mod chain;
#[cfg(feature = "dataclass")]
pub mod class;
#[cfg(feature = "emitter")]
pub mod emitter;
#[cfg(feature = "factory")]
pub mod factory;
#[cfg(feature = "dataclass")]
mod field;
#[cfg(feature = "memoize")]
pub mod memo;
#[cfg(feature = "dataclass")]
pub mod metaclass;
#[cfg(feature = "patch")]
pub mod patch;
#[cfg(feature = "dataclass")]
pub mod repr;
#[cfg(feature = "schema")]
mod schema;
#[cfg(any(feature = "factory", feature = "singleton"))]
mod scope;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "singleton")]
pub mod singleton;
#[cfg(any(feature = "factory", feature = "dataclass"))]
mod submission;
#[cfg(feature = "dataclass")]
pub mod validation;

#[doc(hidden)]
pub mod __private;

#[cfg(feature = "serde")]
pub use self::serde::{FromRaw, Raw};
#[cfg(feature = "dataclass")]
pub use class::{Class, ToValue, Value, fields, to_dict, to_tuple};
#[cfg(feature = "emitter")]
pub use emitter::{Emitter, Subscription};
#[cfg(feature = "factory")]
pub use factory::{FactoryError, FactoryErrorKind};
#[cfg(feature = "dataclass")]
pub use field::{Described, Field, Guarded, PerField};
#[cfg(feature = "dataclass")]
pub use metaclass::{
    ClassInfo, ClassOf, DescribeField, FieldInfo, Issue, Metaclass, NoOptions, Object, RuleInfo,
    Slot,
};
#[cfg(feature = "dataclass")]
pub use repr::{Repr, repr};
#[cfg(feature = "singleton")]
pub use singleton::{AlreadyInitialized, Singleton};
#[cfg(feature = "dataclass")]
pub use validation::{Descriptor, FieldName, Validate, ValidationError, Violation};

#[cfg(feature = "dataclass")]
#[doc = include_str!("docs/dataclass.md")]
#[cfg_attr(feature = "serde", doc = include_str!("docs/serde.md"))]
#[cfg_attr(feature = "schema", doc = include_str!("docs/schema.md"))]
pub use dunder_macros::dataclass;

#[cfg(feature = "dataclass")]
#[doc = include_str!("docs/display.md")]
pub use dunder_macros::Display;

#[cfg(feature = "dataclass")]
#[doc = include_str!("docs/repr.md")]
pub use dunder_macros::Repr;

#[cfg(feature = "dataclass")]
#[doc = include_str!("docs/class.md")]
pub use dunder_macros::Class;

#[cfg(feature = "dataclass")]
#[doc = include_str!("docs/metaclass.md")]
pub use dunder_macros::metaclass;

#[cfg(feature = "singleton")]
#[doc = include_str!("docs/singleton.md")]
pub use dunder_macros::{Singleton, singleton};

#[cfg(feature = "memoize")]
#[doc = include_str!("docs/memoize.md")]
pub use dunder_macros::memoize;

#[cfg(feature = "factory")]
#[doc = include_str!("docs/factory.md")]
pub use dunder_macros::factory;

#[cfg(feature = "factory")]
#[doc = include_str!("docs/register.md")]
pub use dunder_macros::register;

#[doc = include_str!("docs/patchable.md")]
pub use dunder_macros::patchable;

/// The README's code runs.
#[cfg(all(doctest, feature = "default"))]
#[doc = include_str!("../README.md")]
struct Readme;
