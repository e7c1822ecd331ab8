//! `#[singleton(strict)]`: row 8.

use std::sync::Barrier;
use std::thread;

use dunder::{AlreadyInitialized, singleton};

#[derive(Debug)]
struct Db {
    host: String,
    port: u16,
}

#[singleton(strict)]
impl Db {
    fn new(host: &str, port: u16) -> Self {
        let host = host.to_owned();
        Self { host, port }
    }
}

#[test]
fn row_08_other_arguments_are_an_error_that_names_both() {
    assert!(Db::existing().is_none());
    let first = Db::new("a.local", 1).unwrap();
    assert!(std::ptr::eq(first, Db::new("a.local", 1).unwrap()));
    assert!(std::ptr::eq(first, Db::existing().unwrap()));
    let error = Db::new("b.local", 2).unwrap_err();
    assert_eq!(
        error.to_string(),
        "singleton `Db` was made with host = \"a.local\", port = 1, and is asked for with host = \"b.local\", port = 2"
    );
    assert_eq!(error.first(), "host = \"a.local\", port = 1");
    assert_eq!(error.later(), "host = \"b.local\", port = 2");
    // An override answers to any arguments.
    let _guard = Db::scoped(Db {
        host: "fake".into(),
        port: 0,
    });
    let fake = Db::new("b.local", 2).unwrap();
    assert_eq!((fake.host.as_str(), fake.port), ("fake", 0));
}

#[test]
fn row_08_without_strict_the_first_arguments_win() {
    struct Plain(u32);

    #[singleton]
    impl Plain {
        fn new(value: u32) -> Self {
            Self(value)
        }
    }

    assert_eq!((Plain::new(1).0, Plain::new(2).0), (1, 1));
}

#[test]
fn fallible() {
    #[derive(Debug, PartialEq)]
    enum Error {
        Zero,
        Already(AlreadyInitialized),
    }
    impl From<AlreadyInitialized> for Error {
        fn from(error: AlreadyInitialized) -> Self {
            Self::Already(error)
        }
    }

    #[derive(Debug)]
    struct Port(u16);

    #[singleton(strict)]
    impl Port {
        fn open(mut number: u16) -> Result<Self, Error> {
            if number == 0 {
                return Err(Error::Zero);
            }
            number += 1;
            Ok(Self(number))
        }
    }

    assert_eq!(Port::open(0).unwrap_err(), Error::Zero);
    // What failed is not what the instance was made with.
    assert_eq!(Port::open(7).unwrap().0, 8);
    assert!(matches!(Port::open(0).unwrap_err(), Error::Already(_)));
    assert_eq!(Port::open(7).unwrap().0, 8);
}

#[test]
fn a_call_that_comes_second_while_the_first_runs_is_compared_too() {
    struct Slow(u32);

    #[singleton(strict)]
    impl Slow {
        fn new(value: u32) -> Self {
            ENTERED.wait();
            Self(value)
        }
    }
    static ENTERED: Barrier = Barrier::new(2);

    thread::scope(|scope| {
        let first = scope.spawn(|| Slow::new(1).map(|slow| slow.0));
        ENTERED.wait();
        // The first constructor is at its end or past it: either way this call may find nothing made.
        let second = Slow::new(2).map(|slow| slow.0);
        assert_eq!(first.join().unwrap(), Ok(1));
        assert!(second.is_err());
    });
}
