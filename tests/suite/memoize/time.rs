//! `ttl`, `tti`, `refresh`, `max_weight`, by a clock that the test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use dunder::memoize;

/// A clock that stands still until it is set; each test has its own.
macro_rules! clock {
    ($now:ident, $clock:ident) => {
        static $now: AtomicU64 = AtomicU64::new(0);
        fn $clock() -> Duration {
            Duration::from_millis($now.load(Ordering::Relaxed))
        }
    };
}

#[test]
fn ttl() {
    clock!(NOW, clock);
    #[memoize(ttl = "1s", clock = clock)]
    fn f(n: u32) -> u32 {
        n
    }
    const SECOND: Duration = Duration::from_secs(1);
    #[memoize(ttl = SECOND, clock = clock, thread_local)]
    fn local(n: u32) -> u32 {
        n
    }
    for now in [0, 999, 1000, 1999, 2000] {
        NOW.store(now, Ordering::Relaxed);
        assert_eq!((f(1), local(1)), (1, 1));
    }
    // Stored at 0, 1000 and 2000; a use does not make an entry younger.
    assert_eq!((f::cache_info().hits(), f::cache_info().misses()), (2, 3));
    assert_eq!(
        (local::cache_info().hits(), local::cache_info().misses()),
        (2, 3)
    );
    assert_eq!(f::cache_parameters().ttl(), Some(SECOND));
    NOW.store(3000, Ordering::Relaxed);
    assert!(!f::contains(1));
    assert_eq!(f::peek(1), None);
    assert_eq!(f::entries().iter().count(), 0);
}

#[test]
fn tti() {
    clock!(NOW, clock);
    #[memoize(tti = "1s", clock = clock)]
    fn f(n: u32) -> u32 {
        n
    }
    for now in [0, 900, 1800, 2700, 3700] {
        NOW.store(now, Ordering::Relaxed);
        f(1);
    }
    assert_eq!((f::cache_info().hits(), f::cache_info().misses()), (3, 2));
}

#[test]
fn what_has_expired_leaves_memory() {
    clock!(NOW, clock);
    static LIVE: AtomicU32 = AtomicU32::new(0);
    struct Value;
    impl Drop for Value {
        fn drop(&mut self) {
            LIVE.fetch_sub(1, Ordering::Relaxed);
        }
    }
    #[memoize(maxsize = None, ttl = "5s", clock = clock)]
    fn f(_n: u32) -> Arc<Value> {
        LIVE.fetch_add(1, Ordering::Relaxed);
        Arc::new(Value)
    }
    for n in 0..10_000 {
        f(n);
    }
    assert_eq!(LIVE.load(Ordering::Relaxed), 10_000);
    NOW.store(6_000, Ordering::Relaxed);
    f(1);
    assert_eq!(LIVE.load(Ordering::Relaxed), 1);
    assert_eq!(f::cache_info().currsize(), 1);
}

#[test]
fn refresh_serves_the_old_value_to_the_others() {
    clock!(NOW, clock);
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(ttl = "10s", refresh = "4s", clock = clock)]
    fn f(n: u32) -> u32 {
        if RUNS.fetch_add(1, Ordering::Relaxed) == 1 {
            // While this call computes anew, another is served what is there.
            assert_eq!(f(n), 0);
        }
        NOW.load(Ordering::Relaxed) as u32
    }
    for (now, value) in [
        (0, 0),
        (3_900, 0),
        (4_000, 4_000),
        (7_900, 4_000),
        (8_000, 8_000),
    ] {
        NOW.store(now, Ordering::Relaxed);
        assert_eq!(f(1), value, "at {now}");
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
    // Refreshed at 8 s, so it expires at 18 s.
    NOW.store(18_000, Ordering::Relaxed);
    assert_eq!(f(1), 18_000);
}

#[test]
fn weights() {
    fn bytes(value: &String) -> u64 {
        value.len() as u64
    }
    #[memoize(max_weight = 10, weigh = bytes)]
    fn f(n: usize) -> String {
        "x".repeat(n)
    }
    for n in [3, 4, 3, 5, 11] {
        assert_eq!(f(n).len(), n);
    }
    // 3 + 4, then 5 made 4 leave, as the older of the two; 11 is too heavy to be kept.
    let kept: Vec<usize> = f::entries().iter().map(|(key, _)| key.0).collect();
    assert_eq!(kept, [3, 5]);
    assert_eq!(
        f::cache_info().to_string(),
        "CacheInfo(hits=1, misses=4, maxsize=None, currsize=2)"
    );
    assert_eq!(f::cache_parameters().max_weight(), Some(10));
}

#[test]
fn a_predicate_says_what_is_kept() {
    fn is_large(n: &u32) -> bool {
        *n > 10
    }
    #[memoize(cache_if = is_large)]
    fn f(n: u32) -> u32 {
        n
    }
    for n in [5, 5, 15, 15] {
        f(n);
    }
    assert_eq!((f::cache_info().hits(), f::cache_info().misses()), (1, 3));
}
