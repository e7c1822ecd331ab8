//! `#[singleton(poison)]`, the other half of row 3.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use dunder::singleton;

use super::asynchronous::{block_on, step};
use super::panic_of;

#[test]
fn row_03_a_poisoned_one_names_the_first_panic() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Flaky;

    #[singleton(poison)]
    impl Flaky {
        fn new(host: &str) -> Self {
            let run = RUNS.fetch_add(1, SeqCst);
            panic!("no {host} in run {run}");
        }
    }

    assert_eq!(panic_of(|| _ = Flaky::new("a")), "no a in run 0");
    for _ in 0..2 {
        assert_eq!(
            panic_of(|| _ = Flaky::new("b")),
            "singleton `Flaky` is poisoned, since its constructor panicked: no a in run 0"
        );
    }
    assert_eq!(RUNS.load(SeqCst), 1);
    assert!(Flaky::existing().is_none());
    // What stands in for it is not concerned.
    let _guard = Flaky::scoped(Flaky);
    Flaky::new("c");
}

#[test]
fn row_03_an_error_does_not_poison() {
    struct Port(u16);

    #[singleton(poison, strict)]
    impl Port {
        fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error>> {
            Ok(Self(text.parse()?))
        }
    }

    assert!(Port::parse("x").is_err());
    assert_eq!(Port::parse("80").unwrap().0, 80);
    assert!(Port::parse("81").is_err());
}

#[test]
fn row_03_on_a_type_generic_and_by_derive() {
    #[singleton(poison)]
    struct OfType<T>(std::marker::PhantomData<fn() -> T>);
    impl<T> Default for OfType<T> {
        fn default() -> Self {
            std::panic::panic_any(7)
        }
    }
    #[derive(Debug, dunder::Singleton)]
    #[singleton(poison, init = || panic!("in the closure"))]
    struct Derived;

    panic_of_any(|| _ = OfType::<u8>::instance());
    assert_eq!(
        panic_of(|| _ = OfType::<u8>::instance()),
        "singleton `OfType<u8>` is poisoned, since its constructor panicked: with a value that is no text"
    );
    panic_of_any(|| _ = OfType::<u16>::instance());
    assert_eq!(panic_of(Derived::instance), "in the closure");
    assert!(panic_of(Derived::instance).ends_with("panicked: in the closure"));
}

fn panic_of_any(body: impl FnOnce() + std::panic::UnwindSafe) {
    let panic = std::panic::catch_unwind(body).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&7));
}

#[test]
fn row_03_async() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Db;

    #[singleton(poison)]
    impl Db {
        async fn connect() -> Self {
            step().await;
            let run = RUNS.fetch_add(1, SeqCst);
            panic!("run {run}");
        }
    }

    assert_eq!(panic_of(|| _ = block_on(Db::connect())), "run 0");
    assert!(panic_of(|| _ = block_on(Db::connect())).ends_with("panicked: run 0"));
    assert_eq!(RUNS.load(SeqCst), 1);
}

#[test]
fn row_04_those_who_wait_for_a_panic_are_told() {
    struct Flaky;

    #[singleton(poison)]
    impl Flaky {
        fn new(entered: &Barrier) -> Self {
            entered.wait();
            panic!("the first one fails");
        }
    }

    let entered = Barrier::new(8);
    let said: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let entered = &entered;
                scope.spawn(move || {
                    if thread != 0 {
                        entered.wait();
                    }
                    panic_of(|| _ = Flaky::new(entered))
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let first = said.iter().filter(|said| **said == "the first one fails");
    assert_eq!(first.count(), 1);
    let told = said.iter().filter(|said| said.contains("is poisoned"));
    assert_eq!(told.count(), 7);
}
