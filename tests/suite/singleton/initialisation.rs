//! Who makes the instance, and what becomes of failures.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

use dunder::singleton;

use super::{in_a_process_of_its_own, panic_of, within_a_minute};

#[test]
fn row_01_once_under_64_threads() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Pool(u32);

    #[singleton]
    impl Pool {
        fn new(size: u32) -> Self {
            RUNS.fetch_add(1, SeqCst);
            Self(size)
        }
    }

    let barrier = Barrier::new(64);
    let seen: Vec<(usize, u32)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|size| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    let pool = Pool::new(size);
                    (std::ptr::from_ref(pool).addr(), pool.0)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(RUNS.load(SeqCst), 1);
    assert!(seen.iter().all(|one| *one == seen[0]));
}

#[test]
fn row_02_reads_need_no_constructor_and_no_lock() {
    // The cost is measured in `benches/registry`. Here: a read succeeds while another singleton's constructor holds
    // up everything that looks at the graph of constructors for long.
    struct Slow;

    #[singleton]
    impl Slow {
        fn new(entered: &Barrier, left: &Barrier) -> Self {
            entered.wait();
            left.wait();
            Self
        }
    }

    #[derive(Default)]
    #[singleton]
    struct Ready(u32);

    #[derive(Default)]
    #[singleton]
    struct OfType<T>(T);

    let first = Ready::instance();
    let of_type = OfType::<u8>::instance();
    let (entered, left) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| Slow::new(&entered, &left));
        entered.wait();
        assert!(Slow::existing().is_none());
        assert!(std::ptr::eq(Ready::instance(), first));
        assert!(std::ptr::eq(OfType::<u8>::instance(), of_type));
        // One that is not made yet, too: there is no lock that all constructors hold.
        assert_eq!(OfType::<u16>::instance().0, 0);
        left.wait();
    });
    assert!(Slow::existing().is_some());
    assert_eq!((first.0, of_type.0), (0, 0));
}

#[test]
fn row_03_a_panic_reaches_its_caller_and_the_next_call_tries_again() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Flaky(u32);

    #[singleton]
    impl Flaky {
        fn new() -> Self {
            let run = RUNS.fetch_add(1, SeqCst);
            assert!(run > 1, "no connection in run {run}");
            Self(run)
        }
    }

    assert_eq!(panic_of(Flaky::new), "no connection in run 0");
    assert!(Flaky::existing().is_none());
    assert_eq!(panic_of(Flaky::new), "no connection in run 1");
    assert_eq!(Flaky::new().0, 2);
    assert_eq!(Flaky::new().0, 2);
}

#[test]
fn row_04_those_who_wait_for_a_panic_try_themselves() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Flaky(u32);

    #[singleton]
    impl Flaky {
        fn new(waiters: &Barrier) -> Self {
            let run = RUNS.fetch_add(1, SeqCst);
            if run == 0 {
                waiters.wait();
                panic!("the first one fails");
            }
            Self(run)
        }
    }

    // The constructor fails only once all threads are on their way to it.
    let barrier = Barrier::new(8);
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        for thread in 0..8 {
            let (barrier, sender) = (&barrier, sender.clone());
            scope.spawn(move || {
                if thread != 0 {
                    barrier.wait();
                }
                let got = std::panic::catch_unwind(|| Flaky::new(barrier).0);
                sender.send(got.ok()).unwrap();
            });
            if thread == 0 {
                while RUNS.load(SeqCst) == 0 {
                    thread::yield_now();
                }
            }
        }
        let mut got: Vec<_> = (0..8).map(|_| within_a_minute(&receiver)).collect();
        got.sort_unstable();
        assert_eq!(
            got,
            [
                None,
                Some(1),
                Some(1),
                Some(1),
                Some(1),
                Some(1),
                Some(1),
                Some(1)
            ]
        );
    });
    assert_eq!(RUNS.load(SeqCst), 2);
}

#[test]
fn row_07_constructors_use_other_singletons() {
    struct Url(String);
    #[singleton]
    impl Url {
        fn new() -> Self {
            Self("db.local".into())
        }
    }

    struct Pool<T>(&'static str, std::marker::PhantomData<fn() -> T>);
    #[singleton]
    impl<T> Pool<T> {
        fn of_url() -> Self {
            Self(&Url::new().0, std::marker::PhantomData)
        }
    }

    struct Cache<T: 'static>(&'static Pool<T>, &'static Pool<Vec<T>>);
    #[singleton]
    impl<T> Cache<T> {
        fn new() -> Self {
            Self(Pool::of_url(), Pool::of_url())
        }
    }

    let cache = Cache::<u8>::new();
    assert_eq!((cache.0.0, cache.1.0), ("db.local", "db.local"));
}

#[test]
fn row_09_an_error_is_returned_and_not_kept() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    #[derive(Debug)]
    struct Flaky(u32);

    #[singleton]
    impl Flaky {
        fn open(path: &str) -> Result<Self, String> {
            let run = RUNS.fetch_add(1, SeqCst);
            if run == 0 {
                return Err(format!("no {path}"));
            }
            let parsed: u32 = "7".parse().map_err(|_| "not a number")?;
            Ok(Self(parsed))
        }
    }

    assert_eq!(Flaky::open("a").unwrap_err(), "no a");
    assert!(Flaky::existing().is_none());
    let made = Flaky::open("b").unwrap();
    assert_eq!(made.0, 7);
    assert!(std::ptr::eq(Flaky::open("c").unwrap(), made));
    assert_eq!(RUNS.load(SeqCst), 2);
}

#[test]
fn row_17_never_dropped() {
    // Its end is seen from outside.
    let output = in_a_process_of_its_own("singleton::initialisation::ends");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("made"), "{said}");
    assert!(!said.contains("dropped"), "{said}");
}

#[test]
#[ignore = "run by row 17"]
fn ends() {
    #[derive(Default)]
    #[singleton]
    struct Loud(u8);

    impl Drop for Loud {
        fn drop(&mut self) {
            println!("dropped");
        }
    }

    println!("made {}", Loud::instance().0);
}

#[test]
fn row_18_what_ends_later_still_finds_it() {
    // The last user of an instance: what a thread drops when it ends.
    static SEEN: AtomicU32 = AtomicU32::new(0);

    struct Log(u32);
    #[singleton]
    impl Log {
        fn open(number: u32) -> Self {
            Self(number)
        }
    }
    impl Drop for Log {
        fn drop(&mut self) {
            SEEN.store(u32::MAX, SeqCst);
        }
    }

    struct Last;
    impl Drop for Last {
        fn drop(&mut self) {
            SEEN.store(Log::open(0).0, SeqCst);
        }
    }
    thread_local! {
        static LAST: Last = const { Last };
    }

    thread::spawn(|| {
        LAST.with(|_| ());
        Log::open(7);
    })
    .join()
    .unwrap();
    assert_eq!(SEEN.load(SeqCst), 7);
    // And one that its first use makes at that point.
    assert_eq!(Log::existing().map(|log| log.0), Some(7));
}

#[test]
fn row_19_one_per_thread_is_an_override_or_a_thread_local() {
    #[derive(Default)]
    #[singleton]
    struct Scratch(u32);

    let addresses = || {
        let _own = Scratch::scoped(Scratch(1));
        let own = std::ptr::from_ref(Scratch::instance()).addr();
        assert_eq!(own, std::ptr::from_ref(Scratch::instance()).addr());
        own
    };
    let others: Vec<usize> = thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(addresses)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(others[0] != others[1]);
    assert_eq!(Scratch::instance().0, 0);
}

#[test]
fn row_19_one_instance_per_concrete_type() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Registry<T, const N: usize>(Vec<T>);

    #[singleton]
    impl<T: Send + Sync + 'static, const N: usize> Registry<T, N> {
        fn new() -> Self {
            RUNS.fetch_add(1, SeqCst);
            Self(Vec::with_capacity(N))
        }
    }

    fn address<T>(of: &'static T) -> usize {
        std::ptr::from_ref(of).addr()
    }
    let all = || {
        [
            address(Registry::<u32, 1>::new()),
            address(Registry::<u64, 1>::new()),
            address(Registry::<u32, 2>::new()),
            address(Registry::<String, 1>::new()),
        ]
    };
    let first = all();
    assert_eq!(first, all());
    let mut distinct = first.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!((distinct.len(), RUNS.load(SeqCst)), (4, 4));
    assert!(Registry::<u8, 9>::existing().is_none());
    assert_eq!(Registry::<u32, 2>::new().0.capacity(), 2);
}

#[test]
fn row_19_the_same_instance_from_two_crates() {
    use dunder_tests::singleton::PerType;

    for (here, there) in [
        (
            PerType::<u32>::new("suite"),
            dunder_tests_plugin::per_type_u32(),
        ),
        (
            PerType::<u32>::new("suite"),
            PerType::<u32>::existing().unwrap(),
        ),
    ] {
        assert!(std::ptr::eq(here, there));
    }
    assert!(std::ptr::eq(
        dunder_tests_plugin::per_type_text(),
        PerType::<String>::new("suite")
    ));
    assert_eq!(PerType::<String>::new("suite").made_by, "plugin");
}
