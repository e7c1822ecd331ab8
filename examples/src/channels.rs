//! The crate of the trait, for the example `plugins`: it knows one channel itself, and no others.

use dunder::{factory, register};

/// A way to reach somebody.
#[factory(noun = "channel", args(to: &str))]
pub trait Channel {
    /// Sends, and tells what was sent.
    fn send(&self, message: &str) -> String;
}

struct Email {
    address: String,
}

impl Email {
    fn to(address: &str) -> Result<Self, String> {
        if !address.contains('@') {
            return Err(format!("{address} is no address"));
        }
        let address = address.to_owned();
        Ok(Self { address })
    }
}

#[register("email", alias = "e-mail", new = Email::to)]
impl Channel for Email {
    fn send(&self, message: &str) -> String {
        format!("mail to {}: {message}", self.address)
    }
}
