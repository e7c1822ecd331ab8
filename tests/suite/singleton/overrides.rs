//! Overrides for tests.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

use dunder::singleton;

#[test]
fn row_11_in_force_until_the_guard_drops_also_by_a_panic() {
    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    let original = Config::instance();
    let kept = {
        let _guard = Config::scoped(Config(1));
        assert_eq!(Config::existing().unwrap().0, 1);
        Config::instance()
    };
    assert!(std::ptr::eq(Config::instance(), original));
    let unwound = std::panic::catch_unwind(|| {
        let _guard = Config::scoped(Config(2));
        assert_eq!(Config::instance().0, 2);
        panic!("in the scope");
    });
    assert!(unwound.is_err());
    assert!(std::ptr::eq(Config::instance(), original));
    // A reference kept past the guard is still good.
    assert_eq!(kept.0, 1);
}

#[test]
fn row_12_guards_nest_and_drop_in_any_order() {
    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    let now = || Config::instance().0;
    let first = Config::scoped(Config(1));
    let second = Config::scoped(Config(2));
    let third = Config::scoped(Config(3));
    assert_eq!(now(), 3);
    drop(second);
    assert_eq!(now(), 3);
    drop(third);
    assert_eq!(now(), 1);
    let fourth = Config::scoped(Config(4));
    drop(first);
    assert_eq!(now(), 4);
    drop(fourth);
    assert_eq!(now(), 0);
}

#[test]
fn row_13_other_threads_do_not_see_it() {
    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = Config::scoped(Config(1));
            barrier.wait();
            assert_eq!(Config::instance().0, 1);
            barrier.wait();
        });
        scope.spawn(|| {
            barrier.wait();
            // Both before and after the real instance is there.
            assert!(Config::existing().is_none());
            assert_eq!(Config::instance().0, 0);
            assert_eq!(Config::instance().0, 0);
            barrier.wait();
        });
    });
}

#[test]
fn row_14_a_thread_with_the_handle_sees_it() {
    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    let guard = Config::scoped(Config(1));
    let handle = guard.handle();
    let started = thread::spawn({
        let handle = handle.clone();
        move || {
            let without = Config::instance().0;
            let _guard = handle.enter();
            (without, Config::instance().0)
        }
    });
    assert_eq!(started.join().unwrap(), (0, 1));
    drop(guard);
    assert_eq!(Config::instance().0, 0);
    // The value was leaked, so a handle outlives its guard.
    let _guard = handle.enter();
    assert_eq!(Config::instance().0, 1);
}

#[test]
fn row_15_an_override_before_first_use_spares_the_constructor() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Db(&'static str);

    #[singleton]
    impl Db {
        fn open() -> Self {
            RUNS.fetch_add(1, SeqCst);
            Self("real")
        }
    }

    {
        let _guard = Db::scoped(Db("fake"));
        assert_eq!(Db::open().0, "fake");
        assert_eq!(RUNS.load(SeqCst), 0);
    }
    assert!(Db::existing().is_none());
    assert_eq!(Db::open().0, "real");
    assert_eq!(RUNS.load(SeqCst), 1);
}

#[test]
fn made_in_one_thread_while_another_overrides() {
    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    let guard = Config::scoped(Config(1));
    let made = thread::spawn(|| std::ptr::from_ref(Config::instance()).addr());
    let made = made.join().unwrap();
    assert_eq!(Config::instance().0, 1);
    drop(guard);
    assert_eq!(std::ptr::from_ref(Config::instance()).addr(), made);
}

#[test]
fn generic_singletons_are_overridden_each_by_itself() {
    struct Pool<T>(&'static str, std::marker::PhantomData<fn() -> T>);

    #[singleton]
    impl<T> Pool<T> {
        fn new() -> Self {
            Self("real", std::marker::PhantomData)
        }
    }

    let _guard = Pool::<u32>::scoped(Pool("fake", std::marker::PhantomData));
    assert_eq!(
        (Pool::<u32>::new().0, Pool::<u64>::new().0),
        ("fake", "real")
    );
}

#[test]
fn guards_in_a_thread_local_outlive_the_stack() {
    use std::cell::RefCell;

    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    thread_local! {
        static KEPT: RefCell<Option<dunder::singleton::Scoped<Config>>> = const { RefCell::new(None) };
    }

    let value = thread::spawn(|| {
        KEPT.set(Some(Config::scoped(Config(1))));
        Config::instance().0
    });
    assert_eq!(value.join().unwrap(), 1);
    // The count of live overrides is back to none, so reads are quick again; in any case they are right.
    assert_eq!(Config::instance().0, 0);
}

#[test]
fn under_the_trait_in_generic_code() {
    use dunder::Singleton;

    #[derive(Default)]
    #[singleton]
    struct Config(u32);

    fn with<T: Singleton, R>(value: T, body: impl FnOnce(&'static T) -> R) -> R {
        let _guard = T::scoped(value);
        body(T::existing().unwrap())
    }

    assert_eq!(with(Config(5), |config| config.0), 5);
    assert!(<Config as Singleton>::existing().is_none());
}
