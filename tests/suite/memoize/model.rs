//! The engines against a plain model of an exact LRU cache, call by call.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dunder::memoize;
use proptest::prelude::*;

use super::colliding::Colliding;

/// Keys, the least recently used first.
#[derive(Default)]
struct Model {
    keys: Vec<u32>,
    maxsize: Option<usize>,
    hits: u64,
    misses: u64,
}

impl Model {
    fn call(&mut self, key: u32) {
        if let Some(at) = self.keys.iter().position(|&k| k == key) {
            // Where nothing is evicted, no order of use is kept.
            if self.maxsize.is_some() {
                self.keys.remove(at);
                self.keys.push(key);
            }
            self.hits += 1;
        } else {
            self.misses += 1;
            self.store(key);
        }
    }

    fn store(&mut self, key: u32) {
        self.keys.retain(|&k| k != key);
        self.keys.push(key);
        if let Some(maxsize) = self.maxsize
            && self.keys.len() > maxsize
        {
            self.keys.remove(0);
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Call(u32),
    Invalidate(u32),
    Insert(u32),
    Contains(u32),
    Clear,
}

fn steps(keys: u32) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        30 => (0..keys).prop_map(Step::Call),
        2 => (0..keys).prop_map(Step::Invalidate),
        2 => (0..keys).prop_map(Step::Insert),
        2 => (0..keys).prop_map(Step::Contains),
        1 => Just(Step::Clear),
    ];
    proptest::collection::vec(step, 0..2500)
}

macro_rules! against_the_model {
    ($($test:ident $function:ident [$($option:tt)*] $maxsize:expr, $keys:literal, $key:ty: |$n:ident| $make:expr, |$k:ident| $unmake:expr => $value:ty: $result:expr;)*) => {$(
        #[memoize($($option)*)]
        fn $function(key: $key) -> $value {
            let $k = key;
            let $n = $unmake;
            $result
        }

        #[test]
        fn $test() {
            let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
            proptest!(config, |(steps in steps($keys))| {
                $function::cache_clear();
                let mut model = Model { maxsize: $maxsize, ..Model::default() };
                for step in steps {
                    match step {
                        Step::Call($n) => {
                            prop_assert_eq!($function($make), $result);
                            model.call($n);
                        }
                        Step::Invalidate($n) => {
                            let there = model.keys.contains(&$n);
                            model.keys.retain(|&k| k != $n);
                            prop_assert_eq!($function::invalidate($make), there);
                        }
                        Step::Insert($n) => {
                            model.store($n);
                            $function::insert($make, $result);
                        }
                        Step::Contains($n) => {
                            prop_assert_eq!($function::contains($make), model.keys.contains(&$n));
                        }
                        Step::Clear => {
                            $function::cache_clear();
                            model = Model { maxsize: $maxsize, ..Model::default() };
                        }
                    }
                    let info = $function::cache_info();
                    prop_assert_eq!(
                        (info.hits(), info.misses(), info.currsize()),
                        (model.hits, model.misses, model.keys.len())
                    );
                }
                let entries = $function::entries();
                let keys: Vec<u32> = entries.iter().map(|((key,), _)| { let $k = key.clone(); $unmake }).collect();
                prop_assert_eq!(keys, model.keys);
            });
        }
    )*};
}

against_the_model! {
    words_1 words_1_f [maxsize = 1] Some(1), 4, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_2 words_2_f [maxsize = 2] Some(2), 5, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_7 words_7_f [maxsize = 7] Some(7), 12, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_128 words_128_f [maxsize = 128] Some(128), 200, u32: |n| n, |k| k => i64: i64::from(n) - 100;
    words_2000 words_2000_f [maxsize = 2000] Some(2000), 2600, u32: |n| n, |k| k => bool: n % 3 == 0;
    words_unbounded words_unbounded_f [maxsize = None] None, 900, u32: |n| n, |k| k => char: char::from(n as u8);
    words_local words_local_f [maxsize = 7, thread_local] Some(7), 12, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_unbounded words_local_unbounded_f [maxsize = None, thread_local] None, 900, u32: |n| n, |k| k => u64: u64::from(n);
    texts_7 texts_7_f [maxsize = 7] Some(7), 12, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    words_1000 words_1000_f [maxsize = 1000] Some(1000), 1300, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_1 words_local_1_f [maxsize = 1, thread_local] Some(1), 4, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_2 words_local_2_f [maxsize = 2, thread_local] Some(2), 5, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_128 words_local_128_f [maxsize = 128, thread_local] Some(128), 200, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_1000 words_local_1000_f [maxsize = 1000, thread_local] Some(1000), 1300, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    words_local_2000 words_local_2000_f [maxsize = 2000, thread_local] Some(2000), 2600, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    texts_1 texts_1_f [maxsize = 1] Some(1), 4, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    texts_2 texts_2_f [maxsize = 2] Some(2), 5, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    texts_128 texts_128_f [maxsize = 128] Some(128), 200, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    texts_1000 texts_1000_f [maxsize = 1000] Some(1000), 1300, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    texts_2000 texts_2000_f [maxsize = 2000] Some(2000), 2600, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => String: format!("<{n}>");
    texts_local texts_local_f [maxsize = 7, thread_local] Some(7), 12, String: |n| n.to_string(), |k| k.parse::<u32>().unwrap() => Rc<u32>: Rc::new(n);
    arrays_1 arrays_1_f [maxsize = 1] Some(1), 4, [u32; 3]: |n| [n; 3], |k| k[2] => (u32, u8): (n * 3, 1);
    arrays_2 arrays_2_f [maxsize = 2] Some(2), 5, [u32; 3]: |n| [n; 3], |k| k[2] => (u32, u8): (n * 3, 1);
    arrays_128 arrays_128_f [maxsize = 128] Some(128), 200, [u32; 3]: |n| [n; 3], |k| k[2] => (u32, u8): (n * 3, 1);
    arrays_1000 arrays_1000_f [maxsize = 1000] Some(1000), 1300, [u32; 3]: |n| [n; 3], |k| k[2] => (u32, u8): (n * 3, 1);
    arrays_local arrays_local_f [maxsize = 7, thread_local] Some(7), 12, [u32; 3]: |n| [n; 3], |k| k[2] => (u32, u8): (n * 3, 1);
    held_7 held_7_f [maxsize = 7] Some(7), 12, u32: |n| n, |k| k => Arc<u32>: Arc::new(n);
    held_128 held_128_f [maxsize = 128] Some(128), 200, u32: |n| n, |k| k => Arc<u32>: Arc::new(n);
    colliding_7 colliding_7_f [maxsize = 7] Some(7), 12, Colliding: |n| Colliding(n), |k| k.0 => u64: u64::from(n) * 3;
    colliding_local colliding_local_f [maxsize = 7, thread_local] Some(7), 12, Colliding: |n| Colliding(n), |k| k.0 => Rc<u32>: Rc::new(n);
    aged_7 aged_7_f [maxsize = 7, ttl = "1d"] Some(7), 12, u32: |n| n, |k| k => u64: u64::from(n) * 3;
    weighed_7 weighed_7_f [max_weight = 70, weigh = ten] Some(7), 12, u32: |n| n, |k| k => u64: u64::from(n) * 3;
}

fn ten(_: &u64) -> u64 {
    10
}

#[test]
fn keys_of_several_words() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize]
    fn narrow(a: u8, b: i64) -> i64 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        i64::from(a) + b
    }
    #[memoize(maxsize = 3)]
    fn wide(a: u8, b: i64, c: char, d: f64, e: bool, f: usize) -> f64 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        f64::from(a) + b as f64 + f64::from(c as u32) + d + f64::from(u8::from(e)) + f as f64
    }
    for _ in 0..2 {
        assert_eq!((narrow(1, -5), narrow(5, -1)), (-4, 4));
        assert_eq!(wide(1, 2, 'a', 0.5, true, 3), 104.5);
        assert_eq!(wide(1, 2, 'b', 0.5, true, 3), 105.5);
        assert_eq!(wide(1, 2, 'a', 0.5, false, 3), 103.5);
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 5);
    assert_eq!(wide::entries().iter().count(), 3);
    assert_eq!(
        format!("{:?}", narrow::entries()),
        "{(1, -5): -4, (5, -1): 4}"
    );
}
