//! Traits with factories, whose implementors stand in the plugin crate and in the suite.

use dunder::{factory, register};

/// Sends a message.
#[factory(noun = "channel")]
pub trait Notification {
    /// Sends it.
    fn send(&self, message: &str) -> String;
}

/// The channel of this crate.
#[derive(Default)]
struct Email;

#[register("email", alias = "mail")]
impl Notification for Email {
    fn send(&self, message: &str) -> String {
        format!("EMAIL: {message}")
    }
}

/// Compresses; constructors take arguments and may fail.
#[factory(args(level: u32, url: &str))]
pub trait Codec: Send + Sync {
    /// What it is.
    fn describe(&self) -> String;
}

/// A trait under whose keys two crates register; each by itself is in order.
#[factory]
pub trait Clash {
    /// Who it is.
    fn name(&self) -> &'static str;
}

/// The one of this crate, with a key that nobody else uses.
#[derive(Default)]
struct Alone;

#[register("alone")]
impl Clash for Alone {
    fn name(&self) -> &'static str {
        "alone"
    }
}

/// A trait that another crate implements with a type of its own for one that is not its own.
#[factory]
pub trait Into<T: 'static> {
    /// What it becomes.
    fn become_one(&self) -> T;
}

/// Nobody registers for it.
#[factory]
pub trait Lonely {}

/// A trait with the name of another.
pub mod other {
    /// No channel at all.
    #[dunder::factory]
    pub trait Notification {
        /// What it is.
        fn kind(&self) -> &'static str;
    }
}

/// A trait with parameters, and products that are shared.
#[factory(name = Stores, noun = "kind of store", shared)]
pub trait Store<K: Ord, const N: usize>: Send + Sync {
    /// The number of slots.
    fn slots(&self, key: &K) -> usize;
}

/// A trait whose key another crate takes for an alias.
#[factory]
pub trait Shadowed {}

#[derive(Default)]
struct First;

#[register("first")]
impl Shadowed for First {}

/// Products that are written and read; a key is used twice across crates.
#[factory(serde)]
pub trait Saved {}
