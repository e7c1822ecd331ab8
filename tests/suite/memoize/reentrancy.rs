//! User code that comes back to the cache from where it is least expected, and when it is dropped.

use std::cell::Cell;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use dunder::memoize;

static HASHED: AtomicU32 = AtomicU32::new(0);

#[derive(Clone, PartialEq, Eq)]
struct Counted(u32);

impl Hash for Counted {
    fn hash<H: Hasher>(&self, state: &mut H) {
        HASHED.fetch_add(1, Ordering::Relaxed);
        self.0.hash(state);
    }
}

#[test]
fn row_19_the_key_is_hashed_once_for_each_call() {
    #[memoize(maxsize = 1)]
    fn f(key: Counted) -> u32 {
        key.0
    }
    #[memoize(maxsize = 1, single_flight)]
    fn flight(key: Counted) -> u32 {
        key.0
    }
    #[memoize(maxsize = 1, thread_local)]
    fn local(key: Counted) -> u32 {
        key.0
    }
    for function in [f, flight, local] {
        let mut seen = Vec::new();
        for key in [1, 2, 2, 1] {
            let before = HASHED.load(Ordering::Relaxed);
            function(Counted(key));
            seen.push(HASHED.load(Ordering::Relaxed) - before);
        }
        assert_eq!(seen, [1, 1, 1, 1]);
    }
}

#[test]
fn row_20_the_body_calls_again_with_the_same_key() {
    static DEPTH: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 10)]
    fn f(n: u32) -> u32 {
        if n == 20 && DEPTH.fetch_add(1, Ordering::Relaxed) == 0 {
            return f(20);
        }
        n
    }
    #[memoize(maxsize = 10)]
    fn g(n: String) -> String {
        if n == "20" && DEPTH.fetch_add(1, Ordering::Relaxed) == 0 {
            return g("20".into());
        }
        n
    }
    for n in 0..15 {
        assert_eq!(f(n), n);
        assert_eq!(g(n.to_string()), n.to_string());
    }
    assert_eq!(f(20), 20);
    DEPTH.store(0, Ordering::Relaxed);
    assert_eq!(g("20".into()), "20");
    assert_eq!(f::cache_info().currsize(), 10);
    assert_eq!(g::cache_info().currsize(), 10);
    assert_eq!(
        f::entries().iter().filter(|(key, _)| key.0 == 20).count(),
        1
    );
    assert_eq!(
        g::entries().iter().filter(|(key, _)| key.0 == "20").count(),
        1
    );
}

thread_local! {
    /// Stops the recursion of the nosy types below.
    static NESTED: Cell<u32> = const { Cell::new(0) };
}

fn once<R>(body: impl FnOnce() -> R) {
    if NESTED.get() == 0 {
        NESTED.set(1);
        body();
        NESTED.set(0);
    }
}

/// Calls the memoized functions from everything it does.
#[derive(Debug)]
struct Nosy(u32);

impl Clone for Nosy {
    fn clone(&self) -> Self {
        once(|| (nosy(Self(self.0 + 1)), nosy_local(Self(self.0 + 1))));
        Self(self.0)
    }
}
impl PartialEq for Nosy {
    fn eq(&self, other: &Self) -> bool {
        once(|| (nosy(Self(self.0 + 1)), nosy_local(Self(self.0 + 1))));
        self.0 == other.0
    }
}
impl Eq for Nosy {}
impl Hash for Nosy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        once(|| (nosy(Self(self.0 + 1)), nosy_local(Self(self.0 + 1))));
        (self.0 % 2).hash(state);
    }
}
impl Drop for Nosy {
    fn drop(&mut self) {
        once(|| (nosy(Self(self.0 + 1)), nosy_local(Self(self.0 + 1))));
    }
}

#[memoize(maxsize = 3)]
fn nosy(key: Nosy) -> Nosy {
    Nosy(key.0 * 10)
}

#[memoize(maxsize = 3, thread_local)]
fn nosy_local(key: Nosy) -> Nosy {
    Nosy(key.0 * 10)
}

#[test]
fn row_21_and_22_hash_eq_clone_and_drop_call_the_function() {
    for round in 0..200u32 {
        let n = (round * 7) % 5;
        assert_eq!(nosy(Nosy(n)).0, n * 10);
        assert_eq!(nosy_local(Nosy(n)).0, n * 10);
        if round % 50 == 49 {
            nosy::cache_clear();
            nosy_local::cache_clear();
        }
        nosy::invalidate(Nosy(n));
    }
    assert!(nosy::cache_info().currsize() <= 3);
}

/// As `Nosy`, but with nothing to drop: hits take no lock, and the thread's own part of the cache is in use meanwhile.
#[derive(Debug)]
struct Curious(u32);

fn ask(n: u32) {
    once(|| {
        curious(Curious(n + 1));
        curious(Curious(n));
        curious::insert(Curious(n + 1), Curious((n + 1) * 10));
        curious::invalidate(Curious(n + 5));
        curious::entries();
        if n == 4 {
            curious::cache_clear();
        }
    });
}

impl Clone for Curious {
    fn clone(&self) -> Self {
        ask(self.0);
        Self(self.0)
    }
}
impl PartialEq for Curious {
    fn eq(&self, other: &Self) -> bool {
        ask(self.0);
        self.0 == other.0
    }
}
impl Eq for Curious {}
impl Hash for Curious {
    fn hash<H: Hasher>(&self, state: &mut H) {
        ask(self.0);
        (self.0 % 2).hash(state);
    }
}

#[memoize(maxsize = 3)]
fn curious(key: Curious) -> Curious {
    Curious(key.0 * 10)
}

#[test]
fn row_21_and_22_of_types_with_nothing_to_drop() {
    let calls = || {
        for round in 0..300u32 {
            let n = (round * 7) % 5;
            assert_eq!(curious(Curious(n)).0, n * 10);
            assert!(curious::cache_info().currsize() <= 3);
            for (key, value) in curious::entries().iter() {
                assert_eq!(key.0.0 * 10, value.0);
            }
        }
    };
    calls();
    std::thread::scope(|scope| {
        scope.spawn(calls);
        scope.spawn(calls);
    });
}

#[test]
fn a_comparison_that_panics_leaves_the_cache_whole() {
    static ARMED: AtomicBool = AtomicBool::new(false);
    #[derive(Clone, Hash)]
    struct Key(u32);
    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            assert!(!ARMED.load(Ordering::Relaxed), "boom");
            self.0 == other.0
        }
    }
    impl Eq for Key {}
    #[memoize(maxsize = 2)]
    fn f(key: Key) -> u32 {
        key.0
    }
    f(Key(1));
    ARMED.store(true, Ordering::Relaxed);
    assert!(catch_unwind(|| f(Key(1))).is_err());
    ARMED.store(false, Ordering::Relaxed);
    for n in [1, 2, 1, 3, 1] {
        assert_eq!(f(Key(n)), n);
    }
    let info = f::cache_info();
    assert_eq!((info.hits(), info.misses(), info.currsize()), (3, 3, 2));
}

#[test]
fn row_30_deep_recursion() {
    #[memoize(maxsize = None)]
    fn fib(n: u64) -> u64 {
        if n < 2 {
            n
        } else {
            fib(n - 1).wrapping_add(fib(n - 2))
        }
    }
    let deep = std::thread::Builder::new().stack_size(16 << 20);
    let value = deep.spawn(|| fib(5_000)).unwrap().join().unwrap();
    let (mut a, mut b) = (0u64, 1u64);
    for _ in 0..5_000 {
        (a, b) = (b, a.wrapping_add(b));
    }
    assert_eq!(value, a);
}

#[test]
fn row_31_values_are_dropped_once() {
    static LIVE: AtomicU32 = AtomicU32::new(0);
    struct Value(#[allow(dead_code)] u32);
    impl Value {
        fn new(n: u32) -> Arc<Self> {
            LIVE.fetch_add(1, Ordering::Relaxed);
            Arc::new(Self(n))
        }
    }
    impl Drop for Value {
        fn drop(&mut self) {
            LIVE.fetch_sub(1, Ordering::Relaxed);
        }
    }
    #[memoize(maxsize = 3)]
    fn f(n: u32) -> Arc<Value> {
        Value::new(n)
    }
    #[memoize(maxsize = 3, thread_local)]
    fn local(n: u32) -> Arc<Value> {
        Value::new(n)
    }
    for n in 0..10 {
        drop(f(n));
    }
    assert_eq!(LIVE.load(Ordering::Relaxed), 3);
    f::invalidate(9);
    assert_eq!(LIVE.load(Ordering::Relaxed), 2);
    f::cache_clear();
    assert_eq!(LIVE.load(Ordering::Relaxed), 0);
    std::thread::spawn(|| {
        for n in 0..10 {
            drop(local(n));
        }
        assert_eq!(LIVE.load(Ordering::Relaxed), 3);
    })
    .join()
    .unwrap();
    // A thread's cache ends with it.
    assert_eq!(LIVE.load(Ordering::Relaxed), 0);
}

#[test]
fn a_drop_that_panics_leaves_the_cache_whole() {
    static ARMED: AtomicBool = AtomicBool::new(false);
    #[derive(Clone)]
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            if ARMED.swap(false, Ordering::Relaxed) {
                panic!("boom");
            }
        }
    }
    #[memoize(maxsize = 2)]
    fn f(n: u32) -> (u32, Arc<Bomb>) {
        (n, Arc::new(Bomb))
    }
    for n in 0..2 {
        f(n);
    }
    ARMED.store(true, Ordering::Relaxed);
    assert!(catch_unwind(AssertUnwindSafe(|| f(2))).is_err());
    for n in 0..6 {
        assert_eq!(f(n).0, n);
        assert_eq!(f(n).0, n);
    }
    assert_eq!(f::cache_info().currsize(), 2);
}

#[test]
fn calls_from_the_last_destructors_of_a_thread() {
    #[memoize]
    fn word(n: u32) -> u32 {
        n + 1
    }
    #[memoize(thread_local)]
    fn local(n: u32) -> u32 {
        n + 1
    }
    #[memoize(thread_local)]
    fn text(n: String) -> String {
        n
    }
    struct Late;
    impl Drop for Late {
        fn drop(&mut self) {
            for _ in 0..2 {
                assert_eq!((word(1), local(1), text("x".into())), (2, 2, "x".into()));
            }
        }
    }
    thread_local! {
        static LATE: Late = const { Late };
    }
    for first in [true, false] {
        std::thread::spawn(move || {
            if first {
                LATE.with(|_| {});
            }
            word(1);
            local(1);
            text("x".into());
            LATE.with(|_| {});
        })
        .join()
        .unwrap();
    }
    let info = word::cache_info();
    assert_eq!((info.hits() + info.misses(), info.misses()), (6, 1));
}
