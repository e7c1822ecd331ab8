//! A factory over two crates: the trait and one channel stand in the library of these examples, the other channels here,
//! and neither lists them. `cargo run --example plugins`

use dunder::register;
use dunder_examples::channels::{Channel, ChannelFactory};

/// Made by a closure, of an argument.
struct Sms {
    number: String,
}

#[register("sms", new = |to: &str| Sms { number: to.to_owned() })]
impl Channel for Sms {
    fn send(&self, message: &str) -> String {
        format!("sms to {}: {message}", self.number)
    }
}

/// Made by `Default`; the argument is ignored.
#[derive(Default)]
struct Pager;

#[register("pager")]
impl Channel for Pager {
    fn send(&self, message: &str) -> String {
        format!("beep! {message}")
    }
}

fn main() -> Result<(), dunder::FactoryError> {
    // For a test of the whole program: no key stands for two types, and these are there.
    ChannelFactory::verify()?;
    ChannelFactory::require(&["email", "sms"])?;
    println!("channels: {}", ChannelFactory::keys().join(", "));

    for (key, to) in [
        ("email", "ada@example.org"),
        ("sms", "555-0100"),
        ("pager", ""),
    ] {
        println!("{}", ChannelFactory::create(key, to)?.send("it builds"));
    }
    for (key, to) in [("emial", "ada@example.org"), ("email", "ada")] {
        if let Err(error) = ChannelFactory::create(key, to) {
            println!("{error}");
        }
    }

    // What only the running program knows comes at run time.
    struct Log(usize);
    impl Channel for Log {
        fn send(&self, message: &str) -> String {
            format!("{:>width$}", message, width = self.0)
        }
    }
    let _registered = ChannelFactory::register("log", |to: &str| to.parse().map(Log))?;
    println!("{}", ChannelFactory::create("log", "16")?.send("it builds"));
    Ok(())
}
