//! How a singleton may be written.

use std::io;

use dunder::{Singleton, singleton};

#[test]
fn the_contract() {
    use std::sync::Mutex;
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

    struct DatabaseConnection {
        host: String,
    }

    #[singleton]
    impl DatabaseConnection {
        pub fn new(host: &str) -> Self {
            SAID.lock()
                .unwrap()
                .push(format!("Creating connection to {host}"));
            Self { host: host.into() }
        }
    }

    let a = DatabaseConnection::new("localhost");
    let b = DatabaseConnection::new("localhost");
    assert!(std::ptr::eq(a, b));
    assert_eq!(a.host, "localhost");
    assert_eq!(*SAID.lock().unwrap(), ["Creating connection to localhost"]);
}

#[test]
fn on_types() {
    #[derive(Default)]
    #[singleton]
    struct Named {
        debug: bool,
    }
    #[singleton(init = Unit::load)]
    #[derive(Debug)]
    struct Unit;
    impl Unit {
        fn load() -> Self {
            Self
        }
    }
    #[derive(Debug, PartialEq, Singleton)]
    #[singleton(init = || Level::High)]
    enum Level {
        Low,
        High,
    }
    #[derive(Default, Singleton)]
    struct Generic<T: Default>(T, String);

    assert!(!Named::instance().debug);
    assert!(std::ptr::eq(Unit::instance(), Unit::existing().unwrap()));
    assert_eq!(
        (Level::instance(), Level::Low == Level::High),
        (&Level::High, false)
    );
    let (small, big) = (Generic::<u8>::instance(), Generic::<u64>::instance());
    assert_eq!((small.0, big.0), (0, 0));
    assert!(small.1.is_empty() && big.1.is_empty());
}

#[test]
fn constructors() {
    struct AliasOfResult(u16);
    #[singleton]
    impl AliasOfResult {
        fn open(text: &str) -> io::Result<Self> {
            let number = text.parse().map_err(io::Error::other)?;
            Ok(Self(number))
        }

        fn number(&self) -> u16 {
            self.0
        }
    }
    assert!(AliasOfResult::open("x").is_err());
    assert_eq!(AliasOfResult::open("7").unwrap().number(), 7);

    struct ByName(Vec<String>);
    #[singleton]
    impl ByName {
        /// Patterns, generics, `impl Trait`, `mut`, an early return.
        fn new<S: Into<String>>(
            (a, b): (S, S),
            rest: impl IntoIterator<Item = S>,
            mut limit: usize,
        ) -> ByName {
            let mut all = vec![a.into(), b.into()];
            if limit == 0 {
                return ByName(all);
            }
            for one in rest {
                limit -= 1;
                if limit == 0 {
                    break;
                }
                all.push(one.into());
            }
            ByName(all)
        }
    }
    assert_eq!(
        ByName::new(("a", "b"), ["c", "d", "e"], 3).0,
        ["a", "b", "c", "d"]
    );

    struct ByConfiguration(&'static str);
    #[singleton]
    impl ByConfiguration {
        #[cfg(test)]
        fn new() -> Self {
            Self("test")
        }

        #[cfg(not(test))]
        fn new() -> Self {
            Self("real")
        }
    }
    assert_eq!(ByConfiguration::new().0, "test");

    struct OfOne<T>(T);
    #[singleton]
    impl OfOne<u32> {
        fn new() -> Self {
            Self(1)
        }
    }
    #[singleton]
    impl OfOne<&'static str> {
        fn new() -> Self {
            Self("one")
        }
    }
    assert_eq!((OfOne::<u32>::new().0, OfOne::<&str>::new().0), (1, "one"));
}

#[test]
fn made_by_a_macro() {
    macro_rules! config {
        ($name:ident: $type:ty = $value:expr) => {
            struct $name($type);
            #[singleton]
            impl $name {
                fn new() -> Self {
                    Self($value)
                }
            }
        };
        (of $type:ty) => {
            #[singleton]
            impl $type {
                fn new() -> Self {
                    Self
                }
            }
        };
    }
    struct Unit;
    config!(Retries: u32 = 3);
    config!(of Unit);
    assert_eq!(Retries::new().0, 3);
    Unit::new();
}

/// What a careful user's crate has switched on.
mod quiet {
    #![deny(missing_docs, warnings, clippy::pedantic)]
    #![allow(unreachable_pub)]
    #![forbid(unsafe_code)]

    /// A public type.
    #[dunder::singleton]
    #[derive(Debug, Default)]
    pub struct Settings {
        /// A field.
        pub verbose: bool,
    }

    /// Makes it, for what making it does.
    pub fn warm_up() {
        Settings::instance();
    }

    /// Another.
    #[derive(Debug)]
    pub struct Connection {
        /// Where to.
        pub host: String,
    }

    #[dunder::singleton]
    impl Connection {
        /// The connection.
        #[must_use]
        pub fn new(host: &str) -> Self {
            Self { host: host.into() }
        }
    }

    /// A third.
    #[derive(Debug)]
    pub struct Remote {
        /// Where to.
        pub url: String,
    }

    #[dunder::singleton(strict)]
    impl Remote {
        /// The remote.
        ///
        /// # Errors
        ///
        /// If it was made with another address.
        pub async fn connect(url: &str) -> Self {
            Self { url: url.into() }
        }
    }
}

#[test]
fn quietly() {
    quiet::warm_up();
    assert!(!quiet::Settings::instance().verbose);
    assert_eq!(quiet::Connection::new("a").host, "a");
    drop(quiet::Remote::connect("b"));
    assert!(quiet::Remote::existing().is_none_or(|remote| remote.url.is_empty()));
}

mod bare {
    #![no_implicit_prelude]

    #[allow(dead_code)]
    mod core {}
    #[allow(dead_code)]
    mod std {}
    #[allow(dead_code, non_camel_case_types)]
    struct Option;

    #[::dunder::singleton]
    pub(super) struct Config(pub(super) u32);

    impl ::core::default::Default for Config {
        fn default() -> Self {
            Self(4)
        }
    }

    pub(super) struct Strict(pub(super) u32);

    #[::dunder::singleton(strict)]
    impl Strict {
        pub(super) fn new(checked: u32, value: &u32) -> Self {
            Self(checked + *value)
        }
    }

    pub(super) mod renamed {
        pub(in super::super) use ::dunder as toolkit;

        #[::dunder::singleton(crate = toolkit)]
        #[derive(::core::default::Default)]
        pub(in super::super) struct Config;
    }
}

#[test]
fn without_a_prelude_and_under_shadowed_names() {
    assert_eq!(bare::Config::instance().0, 4);
    // Arguments named as the expansion's own variables.
    assert_eq!(bare::Strict::new(1, &2).unwrap().0, 3);
    let _ = bare::renamed::Config::instance();
}

#[test]
fn a_type_that_may_not_be_sent_is_shared_all_the_same() {
    use std::sync::{Mutex, MutexGuard};

    static LOCK: Mutex<u32> = Mutex::new(7);

    struct Held(MutexGuard<'static, u32>);

    #[singleton]
    impl Held {
        fn new() -> Self {
            Self(LOCK.lock().unwrap())
        }
    }
    let read = || *Held::new().0;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || assert_eq!(read(), 7));
        }
    });
    assert!(LOCK.try_lock().is_err());
}
