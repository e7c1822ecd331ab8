//! CPython's own tests of `lru_cache` (`Lib/test/test_functools.py`, `TestLRU`), where they carry over. The number
//! in a test's name is its row in the project's conformance table.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use dunder::memo::CacheInfo;
use dunder::memoize;

/// `(hits, misses, maxsize, currsize)`.
fn tuple(info: CacheInfo) -> (u64, u64, Option<usize>, usize) {
    (info.hits(), info.misses(), info.maxsize(), info.currsize())
}

#[test]
fn row_01_a_fresh_function() {
    #[memoize(maxsize = 20)]
    fn f(x: u32, y: u32) -> u32 {
        3 * x + y
    }
    assert_eq!(tuple(f::cache_info()), (0, 0, Some(20), 0));
    assert_eq!(f(1, 2), 5);
}

#[test]
fn row_02_a_thousand_calls() {
    #[memoize(maxsize = 20)]
    fn f(x: u32, y: u32) -> u32 {
        3 * x + y
    }
    let mut state = 12345u32;
    for _ in 0..1000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (x, y) = ((state >> 16) % 5, (state >> 24) % 5);
        assert_eq!(f(x, y), f::uncached(x, y));
    }
    let info = f::cache_info();
    assert!(info.hits() > info.misses());
    assert_eq!((info.hits() + info.misses(), info.currsize()), (1000, 20));
}

#[test]
fn row_03_clear() {
    #[memoize(maxsize = 20)]
    fn f(x: u32) -> u32 {
        x
    }
    f(1);
    f(1);
    f::cache_clear();
    assert_eq!(tuple(f::cache_info()), (0, 0, Some(20), 0));
    f(1);
    assert_eq!(tuple(f::cache_info()), (0, 1, Some(20), 1));
}

#[test]
fn row_04_the_original() {
    #[memoize]
    fn f(x: u32) -> u32 {
        x + 1
    }
    assert_eq!(f::uncached(1), 2);
    assert_eq!(tuple(f::cache_info()), (0, 0, Some(128), 0));
}

#[test]
fn row_05_size_zero() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 0)]
    fn f() -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        20
    }
    for _ in 0..5 {
        assert_eq!(f(), 20);
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 5);
    assert_eq!(tuple(f::cache_info()), (0, 5, Some(0), 0));
}

#[test]
fn row_06_size_one() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 1)]
    fn f() -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        20
    }
    for _ in 0..5 {
        assert_eq!(f(), 20);
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 1);
    assert_eq!(tuple(f::cache_info()), (4, 1, Some(1), 1));
}

#[test]
fn row_07_size_two_is_exact_lru() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 2)]
    fn f(x: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        x * 10
    }
    for x in [7, 9, 7, 9, 7, 9, 8, 8, 8, 9, 9, 9, 8, 8, 8, 7] {
        assert_eq!(f(x), x * 10);
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 4);
    assert_eq!(tuple(f::cache_info()), (12, 4, Some(2), 2));
}

#[test]
fn row_08_no_options() {
    #[memoize]
    fn f(x: u32) -> u32 {
        x
    }
    assert_eq!(f::cache_info().maxsize(), Some(128));
    assert_eq!(f(3), 3);
}

#[test]
fn row_09_unbounded_fib() {
    #[memoize(maxsize = None)]
    fn fib(n: u64) -> u64 {
        if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
    }
    let first: Vec<u64> = (0..16).map(fib).collect();
    assert_eq!(
        first,
        [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610]
    );
    assert_eq!(tuple(fib::cache_info()), (28, 16, None, 16));
    fib::cache_clear();
    assert_eq!(tuple(fib::cache_info()), (0, 0, None, 0));
    assert_eq!(
        fib::cache_info().to_string(),
        "CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)"
    );
}

#[test]
fn row_10_bounded_fib() {
    #[memoize(maxsize = 128)]
    fn fib(n: u64) -> u64 {
        if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
    }
    assert_eq!((0..16).map(fib).last(), Some(610));
    assert_eq!(tuple(fib::cache_info()), (28, 16, Some(128), 16));
    fib::cache_clear();
    assert_eq!(fib(30), 832_040);
    assert_eq!(
        fib::cache_info().to_string(),
        "CacheInfo(hits=28, misses=31, maxsize=128, currsize=31)"
    );
}

#[test]
fn row_12_a_panic_stores_nothing() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize]
    fn f(x: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        assert!(x != 3, "three");
        x
    }
    for runs in 1..=2 {
        let caught = catch_unwind(AssertUnwindSafe(|| f(3))).unwrap_err();
        assert_eq!(caught.downcast_ref::<&str>(), Some(&"three"));
        assert_eq!(RUNS.load(Ordering::Relaxed), runs);
    }
    assert_eq!((f(4), f(4)), (4, 4));
    assert_eq!(tuple(f::cache_info()), (1, 3, Some(128), 1));
}

#[test]
fn row_13_an_error_is_not_stored() {
    type Outcome = Result<u32, String>;
    #[memoize]
    fn f(x: u32) -> Outcome {
        if x == 3 { Err("three".into()) } else { Ok(x) }
    }
    #[memoize(ok = false)]
    fn all(x: u32) -> Outcome {
        if x == 3 { Err("three".into()) } else { Ok(x) }
    }
    for _ in 0..2 {
        assert_eq!(f(3), Err("three".into()));
        assert_eq!(all(3), Err("three".into()));
        assert_eq!(f(4), Ok(4));
    }
    assert_eq!(tuple(f::cache_info()), (1, 3, Some(128), 1));
    assert_eq!(tuple(all::cache_info()), (1, 1, Some(128), 1));
}

#[test]
fn row_14_none_is_stored() {
    #[memoize]
    fn f(x: u32) -> Option<u32> {
        (x != 3).then_some(x)
    }
    #[memoize(some)]
    fn only_some(x: u32) -> Option<u32> {
        (x != 3).then_some(x)
    }
    assert_eq!((f(3), f(3)), (None, None));
    assert_eq!((only_some(3), only_some(3)), (None, None));
    assert_eq!(tuple(f::cache_info()), (1, 1, Some(128), 1));
    assert_eq!(tuple(only_some::cache_info()), (0, 2, Some(128), 0));
}
