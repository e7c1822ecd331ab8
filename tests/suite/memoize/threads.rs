//! Many threads on one cache.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use dunder::memoize;

#[test]
fn row_23_one_key_for_each_thread() {
    #[memoize]
    fn f(n: u32) -> u32 {
        3 * n
    }
    #[memoize]
    fn g(n: String) -> String {
        n
    }
    std::thread::scope(|scope| {
        for n in 0..5 {
            scope.spawn(move || {
                for _ in 0..11 {
                    assert_eq!(f(n), 3 * n);
                    assert_eq!(g(n.to_string()), n.to_string());
                }
            });
        }
    });
    for info in [f::cache_info(), g::cache_info()] {
        assert_eq!((info.hits(), info.misses(), info.currsize()), (50, 5, 5));
    }
}

#[test]
fn row_24_a_thread_that_clears() {
    #[memoize(maxsize = 3)]
    fn f(n: u32) -> u32 {
        3 * n
    }
    #[memoize(maxsize = 3)]
    fn g(n: String) -> String {
        n
    }
    let start = Barrier::new(6);
    std::thread::scope(|scope| {
        for n in 0..5 {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                for i in 0..500 {
                    assert_eq!(f(n + i % 2), 3 * (n + i % 2));
                    assert_eq!(g(n.to_string()), n.to_string());
                }
            });
        }
        start.wait();
        for _ in 0..22 {
            assert!(f::cache_info().currsize() <= 3 && g::cache_info().currsize() <= 3);
            f::cache_clear();
            g::cache_clear();
        }
    });
    assert!(f::cache_info().currsize() <= 3);
}

#[test]
fn row_25_many_in_the_body_at_once() {
    static INSIDE: Barrier = Barrier::new(5);
    #[memoize]
    fn f(n: u32) -> u32 {
        // Returns only when all five are here: nobody waits for a lock.
        INSIDE.wait();
        3 * n
    }
    for round in 1..=5 {
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| assert_eq!(f(round), 3 * round));
            }
        });
        let info = f::cache_info();
        assert_eq!(
            (info.hits(), info.misses(), info.currsize()),
            (0, 5 * u64::from(round), round as usize)
        );
    }
}

#[test]
fn row_26_overlapping_keys_on_a_full_cache() {
    #[memoize(maxsize = 2)]
    fn f(n: u32) -> u32 {
        std::thread::yield_now();
        3 * n
    }
    for _ in 0..50 {
        let start = Barrier::new(5);
        std::thread::scope(|scope| {
            for n in [1, 2, 2, 3, 2] {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    assert_eq!(f(n), 3 * n);
                });
            }
        });
    }
}

/// Values carry their key, so that a torn or mixed-up one shows; the counts must add up exactly.
macro_rules! hammer {
    ($($test:ident $maxsize:literal $clears:literal;)*) => {$(
        #[test]
        fn $test() {
            #[memoize(maxsize = $maxsize)]
            fn word(a: u64, b: u64) -> u64 {
                a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.rotate_left(32)
            }
            #[memoize(maxsize = $maxsize)]
            fn text(n: u64) -> String {
                format!("<{n}>")
            }
            const CALLS: u64 = 20_000;
            let done = AtomicBool::new(false);
            let clears = AtomicU32::new(0);
            std::thread::scope(|scope| {
                let workers: Vec<_> = (0..4u64)
                    .map(|seed| {
                        scope.spawn(move || {
                            let mut state = seed + 1;
                            for _ in 0..CALLS {
                                state ^= state << 13;
                                state ^= state >> 7;
                                state ^= state << 17;
                                let n = state % (2 * $maxsize + 3);
                                assert_eq!(word(n, !n), word::uncached(n, !n));
                                if n % 8 == 0 {
                                    assert_eq!(text(n), text::uncached(n));
                                }
                            }
                        })
                    })
                    .collect();
                let (done, clears) = (&done, &clears);
                scope.spawn(move || {
                    while !done.load(Ordering::Relaxed) {
                        assert!(word::cache_info().currsize() <= $maxsize);
                        if $clears {
                            word::cache_clear();
                            text::cache_clear();
                            word::invalidate(1, !1);
                            clears.fetch_add(1, Ordering::Relaxed);
                        }
                        std::thread::yield_now();
                    }
                });
                for worker in workers {
                    worker.join().unwrap();
                }
                done.store(true, Ordering::Relaxed);
            });
            if !$clears {
                let info = word::cache_info();
                assert_eq!(info.hits() + info.misses(), 4 * CALLS);
            }
        }
    )*};
}

hammer! {
    hammer_1 1 false;
    hammer_7 7 false;
    hammer_128 128 false;
    hammer_3000 3000 false;
    hammer_7_cleared 7 true;
    hammer_128_cleared 128 true;
}

#[test]
fn what_is_cleared_is_not_found_by_whoever_learns_of_it() {
    static EPOCH: AtomicU32 = AtomicU32::new(0);
    #[memoize]
    fn epoch(_n: u32) -> u32 {
        EPOCH.load(Ordering::SeqCst)
    }
    let told = AtomicU32::new(0);
    std::thread::scope(|scope| {
        let told = &told;
        let reader = scope.spawn(move || {
            loop {
                let known = told.load(Ordering::Acquire);
                assert!(epoch(1) >= known);
                if known == 2_000 {
                    break;
                }
            }
        });
        for next in 1..=2_000 {
            EPOCH.store(next, Ordering::SeqCst);
            // A reader may have begun before, and store after, as in Python; so clear until it holds.
            loop {
                epoch::cache_clear();
                if epoch(1) == next {
                    break;
                }
            }
            told.store(next - 1, Ordering::Release);
        }
        told.store(2_000, Ordering::Release);
        drop(reader.join());
    });
}

#[test]
fn threads_come_and_go() {
    #[memoize(maxsize = 16)]
    fn f(n: u32) -> u32 {
        n + 1
    }
    for round in 0..50u32 {
        std::thread::scope(|scope| {
            for thread in 0..3 {
                scope.spawn(move || {
                    for n in 0..40 {
                        assert_eq!(f(n % (8 + thread)), n % (8 + thread) + 1);
                    }
                });
            }
        });
        let info = f::cache_info();
        assert_eq!(info.hits() + info.misses(), u64::from(round + 1) * 120);
    }
}
