//! `policy = …`: what is the same as with the default, and what is not.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dunder::memo::Policy;
use dunder::memoize;
use proptest::prelude::*;

use super::colliding::Colliding;

#[memoize(policy = dlirs, maxsize = 100)]
fn double(n: u64) -> u64 {
    2 * n
}

#[test]
fn a_loop_over_more_than_fits_hits() {
    #[memoize(policy = lru, maxsize = 100)]
    fn by_use(n: u64) -> u64 {
        2 * n
    }
    for n in 0..2000 {
        assert_eq!(
            (double(n % 110), by_use(n % 110)),
            (2 * (n % 110), 2 * (n % 110))
        );
    }
    assert_eq!(by_use::cache_info().hits(), 0);
    let info = double::cache_info();
    assert!(info.hits() > 1500, "{info}");
    assert_eq!(info.hits() + info.misses(), 2000);
    assert_eq!(info.currsize(), 100);
    assert_eq!(double::cache_parameters().policy(), Policy::Dlirs);
    assert_eq!(by_use::cache_parameters().policy(), Policy::Lru);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Call(u32),
    Invalidate(u32),
    Insert(u32),
    Clear,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let keys = 0..40u32;
    let step = prop_oneof![
        40 => keys.clone().prop_map(Step::Call),
        3 => keys.clone().prop_map(Step::Invalidate),
        3 => keys.prop_map(Step::Insert),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 0..800)
}

/// What holds for any policy, step by step: a call hits if the entry is there, and then it is there; one entry
/// leaves for a new one, and only on a full cache; counts and values are exact.
macro_rules! any_policy {
    ($($test:ident $function:ident [$($option:tt)*] $maxsize:literal $key:ty: |$n:ident| $make:expr, |$k:ident| $unmake:expr => $value:ty: $result:expr;)*) => {$(
        #[memoize(policy = dlirs, $($option)*)]
        fn $function(key: $key) -> $value {
            let $k = key;
            let $n = $unmake;
            $result
        }

        #[test]
        fn $test() {
            let keys = || -> BTreeSet<u32> {
                let entries = $function::entries();
                let keys = entries.iter().map(|((key,), value)| {
                    let $k = key.clone();
                    let $n = $unmake;
                    assert_eq!(*value, $result);
                    $n
                });
                keys.collect()
            };
            let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
            proptest!(config, |(steps in steps())| {
                $function::cache_clear();
                let (mut hits, mut misses) = (0, 0);
                let mut before = BTreeSet::new();
                for step in steps {
                    match step {
                        Step::Call($n) | Step::Insert($n) => {
                            let there = before.contains(&$n);
                            prop_assert_eq!($function::contains($make), there);
                            if matches!(step, Step::Insert(_)) {
                                $function::insert($make, $result);
                            } else {
                                prop_assert_eq!($function($make), $result);
                                if there { hits += 1 } else { misses += 1 }
                            }
                            let after = keys();
                            prop_assert!(after.contains(&$n));
                            let left = before.difference(&after).count();
                            prop_assert_eq!(left, usize::from(!there && before.len() == $maxsize));
                            before = after;
                        }
                        Step::Invalidate($n) => {
                            prop_assert_eq!($function::invalidate($make), before.remove(&$n));
                            prop_assert_eq!(keys(), before.clone());
                        }
                        Step::Clear => {
                            $function::cache_clear();
                            before.clear();
                            (hits, misses) = (0, 0);
                        }
                    }
                    let info = $function::cache_info();
                    prop_assert_eq!(
                        (info.hits(), info.misses(), info.currsize()),
                        (hits, misses, before.len())
                    );
                }
            });
        }
    )*};
}

any_policy! {
    one one_f [maxsize = 1] 1 u32: |n| n, |k| k => u64: 3 * u64::from(n);
    two two_f [maxsize = 2] 2 u32: |n| n, |k| k => u64: 3 * u64::from(n);
    ten ten_f [maxsize = 10] 10 u32: |n| n, |k| k => u64: 3 * u64::from(n);
    thirty thirty_f [maxsize = 30] 30 u32: |n| n, |k| k => u64: 3 * u64::from(n);
    texts texts_f [maxsize = 10] 10 String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    of_a_thread of_a_thread_f [maxsize = 10, thread_local] 10 u32: |n| n, |k| k => Rc<u32>: Rc::new(n);
    colliding colliding_f [maxsize = 10] 10 Colliding: |n| Colliding(n), |k| k.0 => u64: 3 * u64::from(n);
    weighed weighed_f [max_weight = 70, weigh = seven] 10 u32: |n| n, |k| k => u64: 3 * u64::from(n);
}

fn seven(_: &u64) -> u64 {
    7
}

#[test]
fn weights_of_all_sizes_stay_below_the_bound() {
    fn bytes(text: &String) -> u64 {
        text.len() as u64
    }
    #[memoize(policy = dlirs, max_weight = 100, weigh = bytes)]
    fn f(n: usize) -> String {
        "x".repeat(n)
    }
    let mut key = 1;
    for _ in 0..5000 {
        key = key * 75 % 65_537;
        let len = key % 120;
        assert_eq!(f(len).len(), len);
        let entries = f::entries();
        let total: usize = entries.iter().map(|(_, text)| text.len()).sum();
        assert!(total <= 100, "{total}");
        assert_eq!(f::contains(len), len <= 100);
    }
}

#[test]
fn the_same_calls_give_the_same_answers_of_the_cache() {
    #[memoize(policy = dlirs, maxsize = 50)]
    fn f(n: u64) -> u64 {
        n
    }
    let run = || {
        f::cache_clear();
        let mut key = 1u64;
        for n in 0..20_000 {
            key = key * 75 % 65_537;
            f(if n % 3 == 0 { n % 70 } else { key % 200 });
        }
        let kept: Vec<u64> = f::entries().iter().map(|(key, _)| key.0).collect();
        (f::cache_info(), kept)
    };
    assert_eq!(run(), run());
}

/// All of a hot set expires at once, is computed anew, and stands a scan.
#[test]
fn what_has_expired_and_is_used_again_stays() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    fn clock() -> Duration {
        Duration::from_secs(NOW.load(Ordering::Relaxed))
    }
    #[memoize(policy = dlirs, maxsize = 100, ttl = "10s", clock = clock)]
    fn f(n: u64) -> u64 {
        n
    }
    for _ in 0..3 {
        (0..50).for_each(|key| _ = f(key));
    }
    (1000..1100).for_each(|key| _ = f(key));
    (0..50).for_each(|key| _ = f(key));
    NOW.store(10, Ordering::Relaxed);
    (0..50).for_each(|key| _ = f(key));
    (2000..3000).for_each(|key| _ = f(key));
    let kept = (0..50).filter(|&key| f::contains(key)).count();
    assert!(kept >= 45, "{kept}");
}

#[test]
fn threads_agree_on_values_sizes_and_counts() {
    #[memoize(policy = dlirs, maxsize = 64)]
    fn f(n: u64) -> String {
        n.to_string()
    }
    const CALLS: u64 = 20_000;
    std::thread::scope(|scope| {
        for thread in 0..4u64 {
            scope.spawn(move || {
                let mut key = thread + 1;
                for n in 0..CALLS {
                    key = key * 75 % 65_537;
                    let key = if n % 4 == 0 { n % 90 } else { key % 150 };
                    assert_eq!(f(key), key.to_string());
                    assert!(f::cache_info().currsize() <= 64);
                    if n % 1000 == 999 {
                        f::invalidate(key);
                    }
                }
            });
        }
    });
    let info = f::cache_info();
    assert_eq!(info.hits() + info.misses(), 4 * CALLS);
    assert_eq!(info.currsize(), f::entries().iter().count());
}
