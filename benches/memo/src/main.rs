//! `#[memoize]` beside its peers. `cargo run --release -p dunder-bench-memo [group…]`

mod contenders;
mod targets;

use std::borrow::Borrow;
use std::hint::black_box;
use std::sync::Barrier;
use std::time::Duration;

use contenders::{ByRef, NUMBERS, TEXTS, TILES, Tile};
use dunder_bench_support::{Comparison, processor_time};
use targets::Targets;

const SHARED: &str = "dunder";
const LOCAL: &str = "dunder, thread_local";
const DLIRS: &str = "dunder, dlirs";
const ALONE: &str = "dunder, one thread alone";
const QUICK: &str = "quick_cache get + insert";
const SHARED_PEERS: &[&str] = &["Mutex<lru>", QUICK, "moka get + insert", "cached, max_size"];
const LOCAL_PEERS: &[&str] = &["thread-local lru", "memoize, Capacity (thread-local)"];

/// Keys in an order that no predictor learns.
fn shuffled(count: usize, of: u64) -> Vec<u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) % of
        })
        .collect()
}

/// Every call a hit: the working set is half of what fits.
fn hits(targets: &mut Targets, large: bool) {
    let (capacity, of) = if large { (100_000, 50_000) } else { (128, 64) };
    let keys = shuffled(1 << 14, of);
    let mut comparison =
        Comparison::new(format!("u64 -> u64, hit, {capacity} entries, one thread"));
    for contender in NUMBERS.iter().filter(|c| c.large == large) {
        for key in 0..of {
            (contender.call)(key);
        }
        let keys = &keys;
        comparison.on_processor(contender.name, keys.len() as u32, move || {
            let mut sum = 0u64;
            for &key in keys {
                sum = sum.wrapping_add((contender.call)(key));
            }
            black_box(sum);
        });
    }
    comparison.report();
    let medians = comparison.medians();
    if large {
        let what = "hit, 100 000 entries";
        targets.judge(what, &medians, SHARED, &[QUICK], 1.0);
        targets.judge(what, &medians, LOCAL, &[QUICK], 1.0);
        targets.judge(what, &medians, DLIRS, &[QUICK], 1.0);
    } else {
        targets.judge("hit", &medians, SHARED, &[QUICK], 0.35);
        targets.judge("hit", &medians, SHARED, &["thread-local lru"], 1.0);
        targets.judge("hit", &medians, LOCAL, &["thread-local fx HashMap"], 1.5);
        targets.judge("hit", &medians, DLIRS, &[QUICK], 1.0);
    }
}

/// Every key new, the cache full.
fn misses(targets: &mut Targets) {
    let mut comparison = Comparison::new("u64 -> u64, miss and evict, 128 entries, one thread");
    for contender in NUMBERS.iter().filter(|c| !c.large && c.bounded) {
        let mut next = 1_000_000u64;
        comparison.on_processor(contender.name, 4096, move || {
            let mut sum = 0u64;
            for _ in 0..4096 {
                next += 1;
                sum = sum.wrapping_add((contender.call)(next));
            }
            black_box(sum);
        });
    }
    comparison.report();
    let medians = comparison.medians();
    targets.judge("miss + evict", &medians, SHARED, SHARED_PEERS, 1.0);
    targets.judge("miss + evict", &medians, LOCAL, LOCAL_PEERS, 1.0);
    targets.judge("miss + evict", &medians, DLIRS, &[QUICK], 1.0);
}

/// Nine calls of ten hit.
fn mixed(targets: &mut Targets) {
    // 128 of 142 uniform keys are there at any time.
    let keys = shuffled(1 << 14, 142);
    let mut comparison = Comparison::new("u64 -> u64, 90 % hits, 128 entries, one thread");
    for contender in NUMBERS.iter().filter(|c| !c.large && c.bounded) {
        let keys = &keys;
        comparison.on_processor(contender.name, keys.len() as u32, move || {
            let mut sum = 0u64;
            for &key in keys {
                sum = sum.wrapping_add((contender.call)(key));
            }
            black_box(sum);
        });
    }
    comparison.report();
    let peers = &["Mutex<lru>", QUICK];
    targets.judge("90 % hits", &comparison.medians(), SHARED, peers, 1.0);
}

/// Each thread calls with its keys, all at once; the time of the slowest.
fn beside<K: Sync>(call: impl Fn(&K) + Sync, keys: &[Vec<K>], calls: usize) -> Duration {
    let start = Barrier::new(keys.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = keys
            .iter()
            .map(|keys| {
                let (start, call) = (&start, &call);
                scope.spawn(move || {
                    start.wait();
                    let before = processor_time();
                    for key in keys.iter().cycle().take(calls) {
                        call(key);
                    }
                    processor_time() - before
                })
            })
            .collect();
        let times = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_default());
        times.max().unwrap_or_default()
    })
}

/// The same keys for each of two threads, in an order of its own.
fn for_two<K: Clone>(keys: Vec<K>) -> Vec<Vec<K>> {
    let reversed = keys.iter().rev().cloned().collect();
    vec![keys, reversed]
}

/// Two threads at once, each with its own order of the same keys; nanoseconds for a call of one thread.
fn two_threads(targets: &mut Targets, of: u64, what: &str) {
    const CALLS: usize = 1 << 19;
    let keys = for_two(shuffled(1 << 14, of));
    let mut comparison = Comparison::new(format!("u64 -> u64, {what}, 128 entries, two threads"));
    let all = |call: fn(u64) -> u64, keys: &[Vec<u64>]| {
        beside(|&key| _ = black_box(call(key)), keys, CALLS)
    };
    let (shared, one) = (NUMBERS[0].call, &keys[..1]);
    comparison.timed(ALONE, CALLS as u32, move |rounds| {
        (0..rounds).map(|_| all(shared, one)).sum()
    });
    for contender in NUMBERS.iter().filter(|c| !c.large && c.bounded) {
        let keys = &keys;
        comparison.timed(contender.name, CALLS as u32, move |rounds| {
            (0..rounds).map(|_| all(contender.call, keys)).sum()
        });
    }
    comparison.report();
    let medians = comparison.medians();
    if of <= 128 {
        targets.judge("hit, 2 threads", &medians, SHARED, &[ALONE], 1.3);
    } else {
        let peers = &["Mutex<lru>", QUICK];
        targets.judge("90 % hits, 2 threads", &medians, SHARED, peers, 1.0);
    }
}

fn fib(targets: &mut Targets) {
    let mut comparison = Comparison::new("fib(30) from empty (59 calls)");
    for contender in contenders::FIB {
        comparison.on_processor(contender.name, 1, move || {
            (contender.clear)();
            black_box((contender.call)(black_box(30)));
        });
    }
    comparison.report();
    let medians = comparison.medians();
    targets.judge("fib(30) from empty", &medians, SHARED, &["Mutex<lru>"], 0.6);
    let peers: Vec<&str> = SHARED_PEERS.iter().chain(LOCAL_PEERS).copied().collect();
    targets.judge("fib(30) from empty", &medians, LOCAL, &peers, 1.0);
}

fn sixteen_bytes() -> Vec<String> {
    let keys = shuffled(1 << 12, 64);
    keys.iter().map(|key| format!("{key:016}")).collect()
}

fn texts_of_two(targets: &mut Targets) {
    const CALLS: usize = 1 << 18;
    let keys = for_two(sixteen_bytes());
    let mut comparison = Comparison::new("&str(16) -> String(16), hit, 128 entries, two threads");
    let all = |call: fn(&str) -> String, keys: &[Vec<String>]| {
        beside(|key| _ = black_box(call(key)), keys, CALLS)
    };
    let (shared, one) = (TEXTS[0].call, &keys[..1]);
    comparison.timed(ALONE, CALLS as u32, move |rounds| {
        (0..rounds).map(|_| all(shared, one)).sum()
    });
    for contender in TEXTS {
        let keys = &keys;
        comparison.timed(contender.name, CALLS as u32, move |rounds| {
            (0..rounds).map(|_| all(contender.call, keys)).sum()
        });
    }
    comparison.report();
    let (what, medians) = ("`&str` hit, 2 threads", comparison.medians());
    targets.judge(what, &medians, SHARED, &[ALONE], 1.3);
    targets.judge(what, &medians, SHARED, &[QUICK], 1.0);
}

/// Hits of keys that are taken by reference.
fn hits_by_ref<'a, K: ?Sized, V, O: Borrow<K>>(
    what: &str,
    contenders: &'a [ByRef<K, V>],
    keys: &'a [O],
) -> Comparison<'a> {
    let mut comparison = Comparison::new(format!("{what}, hit, 128 entries, one thread"));
    for contender in contenders {
        for key in keys {
            (contender.call)(key.borrow());
        }
        comparison.on_processor(contender.name, keys.len() as u32, move || {
            for key in keys {
                black_box((contender.call)(key.borrow()));
            }
        });
    }
    comparison.report();
    comparison
}

/// Keys of a type that dunder knows nothing of.
fn tiles(targets: &mut Targets) {
    let keys: Vec<Tile> = shuffled(1 << 12, 64)
        .iter()
        .map(|&key| Tile {
            x: key as i32 % 8,
            y: key as i32 / 8,
            layer: 1,
        })
        .collect();
    let mut comparison = hits_by_ref("a struct of 3 -> u64", TILES, &keys);
    let (what, medians) = ("hit, a struct as key", comparison.medians());
    targets.judge(what, &medians, SHARED, &[QUICK], 1.0);
    targets.judge(what, &medians, LOCAL, &[QUICK], 1.0);
}

fn texts(targets: &mut Targets) {
    let keys = sixteen_bytes();
    let mut comparison = hits_by_ref("&str(16) -> String(16)", TEXTS, &keys);
    let medians = comparison.medians();
    targets.judge("`&str` hit", &medians, SHARED, &[QUICK], 1.0);
    targets.judge("`&str` hit", &medians, LOCAL, &[QUICK], 1.0);
}

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    let groups: [(&str, fn(&mut Targets)); 10] = [
        ("hit", |targets| hits(targets, false)),
        ("hit2", |targets| two_threads(targets, 64, "hit")),
        ("miss", misses),
        ("mixed", mixed),
        ("mixed2", |targets| two_threads(targets, 142, "90 % hits")),
        ("fib", fib),
        ("text", texts),
        ("text2", texts_of_two),
        ("struct", tiles),
        ("large", |targets| hits(targets, true)),
    ];
    let mut targets = Targets::default();
    for (name, run) in groups {
        if chosen.is_empty() || chosen.iter().any(|c| c == name) {
            run(&mut targets);
        }
    }
    print!("{targets}");
}
