//! `single_flight`: one computation for each key at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use dunder::memoize;

#[test]
fn row_25_the_body_runs_once() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static START: Barrier = Barrier::new(5);
    #[memoize(single_flight)]
    fn f(n: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        for _ in 0..50 {
            std::thread::yield_now();
        }
        3 * n
    }
    for round in 1..=20u32 {
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| {
                    START.wait();
                    assert_eq!(f(round), 3 * round);
                });
            }
        });
        let info = f::cache_info();
        assert_eq!(RUNS.load(Ordering::Relaxed), round);
        assert_eq!(
            (info.hits(), info.misses()),
            (4 * u64::from(round), round.into())
        );
    }
}

#[test]
fn recursion_over_other_keys() {
    #[memoize(single_flight)]
    fn fib(n: u64) -> u64 {
        if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
    }
    assert_eq!(fib(30), 832_040);
    assert_eq!(
        fib::cache_info().to_string(),
        "CacheInfo(hits=28, misses=31, maxsize=128, currsize=31)"
    );
}

#[test]
fn recursion_over_the_same_key_panics() {
    #[memoize(single_flight)]
    fn f(n: u32) -> u32 {
        if n == 0 { f(0) } else { n }
    }
    let caught = catch_unwind(|| f(0)).unwrap_err();
    let text = caught.downcast_ref::<&str>().copied().unwrap_or_default();
    assert!(text.contains("it would wait for itself for ever"), "{text}");
    // And the cache is as good as before.
    assert_eq!((f(1), f(1)), (1, 1));
    assert!(catch_unwind(|| f(0)).is_err());
}

#[test]
fn threads_that_wait_for_each_other_panic() {
    static MET: Barrier = Barrier::new(2);
    static FIRST: [AtomicBool; 2] = [const { AtomicBool::new(true) }; 2];
    #[memoize(single_flight)]
    fn f(n: u32) -> u32 {
        if FIRST[n as usize].swap(false, Ordering::Relaxed) {
            MET.wait();
            return f(1 - n) + 1;
        }
        10
    }
    let results: Vec<_> = std::thread::scope(|scope| {
        let threads = [0, 1].map(|n| scope.spawn(move || f(n)));
        threads.map(std::thread::ScopedJoinHandle::join).into()
    });
    // One is told; its panic frees the other, which computes for itself.
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1);
    assert!(results.iter().flatten().eq([&11]));
}

#[test]
fn a_panic_frees_those_who_wait() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static START: Barrier = Barrier::new(4);
    #[memoize(single_flight)]
    fn f(n: u32) -> u32 {
        assert!(RUNS.fetch_add(1, Ordering::Relaxed) != 0, "first");
        n
    }
    let panics = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                START.wait();
                match catch_unwind(AssertUnwindSafe(|| f(7))) {
                    Ok(value) => assert_eq!(value, 7),
                    Err(_) => {
                        panics.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(panics.load(Ordering::Relaxed), 1);
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
}

#[test]
fn errors_are_handed_on_and_not_kept() {
    #[memoize(single_flight)]
    fn f(n: u32) -> Result<u32, String> {
        Err(n.to_string())
    }
    assert_eq!(f(1), Err("1".into()));
    assert_eq!(
        (f::cache_info().misses(), f::cache_info().currsize()),
        (1, 0)
    );
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A future that is ready when told.
struct Gate(&'static Mutex<bool>);

impl Future for Gate {
    type Output = ();
    fn poll(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if *self.0.lock().unwrap() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

#[test]
fn tasks_wait_without_a_runtime_and_a_cancelled_leader_frees_them() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static OPEN: Mutex<bool> = Mutex::new(false);
    #[memoize(single_flight)]
    async fn f(s: &str) -> usize {
        RUNS.fetch_add(1, Ordering::Relaxed);
        Gate(&OPEN).await;
        s.len()
    }
    let flag = Arc::new(Flag(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&flag));
    let mut context = Context::from_waker(&waker);

    let mut leader = Box::pin(f("abc"));
    let mut waiter = pin!(f("abc"));
    assert!(leader.as_mut().poll(&mut context).is_pending());
    assert!(waiter.as_mut().poll(&mut context).is_pending());
    assert_eq!(RUNS.load(Ordering::Relaxed), 1);
    drop(leader);
    assert!(flag.0.swap(false, Ordering::SeqCst));
    assert!(waiter.as_mut().poll(&mut context).is_pending());
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
    let mut third = pin!(f("abc"));
    assert!(third.as_mut().poll(&mut context).is_pending());
    *OPEN.lock().unwrap() = true;
    assert_eq!(waiter.as_mut().poll(&mut context), Poll::Ready(3));
    assert_eq!(third.as_mut().poll(&mut context), Poll::Ready(3));
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
}

#[test]
fn an_async_function_that_awaits_itself_panics() {
    #[memoize(single_flight)]
    async fn f(n: u32) -> u32 {
        if n == 0 {
            Box::pin(f(0)).await
        } else {
            Box::pin(f(0)).await
        }
    }
    let mut context = Context::from_waker(Waker::noop());
    let mut future = Box::pin(f(1));
    assert!(
        catch_unwind(AssertUnwindSafe(|| future
            .as_mut()
            .poll(&mut context)
            .is_ready()))
        .is_err()
    );
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Scale(u32);

impl Scale {
    #[memoize(single_flight, handle = times_handle)]
    fn times(&self, n: u32) -> u32 {
        if n == 0 {
            0
        } else {
            self.0 + self.times(n - 1)
        }
    }
    #[memoize(single_flight)]
    fn generic<T: Clone + Eq + std::hash::Hash + Send + Sync + 'static>(&self, _t: T) -> u32 {
        self.0
    }
}

#[test]
fn methods() {
    assert_eq!(
        (Scale(2).times(3), Scale(3).times(3), Scale(2).times(3)),
        (6, 9, 6)
    );
    assert_eq!(Scale::times_handle().cache_info().hits(), 1);
    assert_eq!((Scale(2).generic("a"), Scale(3).generic("a")), (2, 3));
}
