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
