//! Tests of singleton.

use dunder::{Singleton, singleton};

struct Db {
    host: String,
}

#[singleton]
impl Db {
    pub fn new(host: &str) -> Self {
        println!("Creating connection to {host}");
        Self { host: host.into() }
    }
}

#[derive(Default)]
#[singleton]
struct Config {
    debug: bool,
}

#[derive(Singleton, Default)]
struct Derived {
    debug: bool,
}

#[test]
fn thin() {
    let a = Db::new("localhost");
    let b = Db::new("other");
    assert!(std::ptr::eq(a, b));
    assert_eq!(a.host, "localhost");
    assert!(!Config::instance().debug && !Derived::instance().debug);
    {
        let _guard = Config::scoped(Config { debug: true });
        assert!(Config::instance().debug);
    }
    assert!(!Config::instance().debug);
}
