//! The engines for all threads under a scheduler that decides at every atomic access and every lock who goes on.
//!
//! ```sh
//! RUSTFLAGS="--cfg shuttle" cargo test -p dunder --lib --target-dir target/shuttle interleavings
//! ```
//!
//! It tries orders of steps, not of memory: each access is seen by all at once.

use std::sync::Arc;

use shuttle::rand::{Rng, thread_rng};
use shuttle::sync::atomic::{AtomicBool, Ordering::SeqCst};
use shuttle::thread;

use super::engine::{Engine, ForAll};
use super::front::Front;
use super::info::CacheParameters;
use super::record::{Record, Slot};
use super::reference::by_ref;
use super::words::{Missed, SharedWords, Words};

const ORDERS: usize = 300;

/// Any thread's view of a cache.
trait Part {
    /// Whether it was a hit; panics if the value is wrong.
    fn call(&self, key: u64) -> bool;
    fn invalidate(&self, key: u64);
    fn clear(&self);
    /// Hits, misses, entries.
    fn info(&self) -> (u64, u64, usize);
    /// The entries there are, counted.
    fn entries(&self) -> usize;
}

/// Few slots, so that walks meet each other's entries.
fn hash(key: u64) -> u64 {
    (key % 3) << 32 | key
}

fn words(key: u64) -> [u64; 2] {
    [key, !key]
}

struct InWords(&'static SharedWords, &'static Record, Slot);

impl Part for InWords {
    fn call(&self, key: u64) -> bool {
        let (cache, record, slot) = (self.0, self.1, &self.2);
        let (hash, words) = (hash(key), words(key));
        let mine = slot.get();
        let found = mine
            .and_then(|mine| cache.look_by(mine, hash, &words, usize::MAX))
            .unwrap_or_else(|| cache.look_in_lock(slot, record, hash, &words));
        match found {
            Ok(value) => assert_eq!(value, key * 1000),
            Err(version) => {
                let missed = Missed { hash, version };
                cache.store(Some(record), missed, &words, key * 1000);
            }
        }
        found.is_ok()
    }
    fn invalidate(&self, key: u64) {
        self.0.invalidate_at(self.1, hash(key), &words(key));
    }
    fn clear(&self) {
        self.0.clear();
    }
    fn info(&self) -> (u64, u64, usize) {
        let info = self.0.info();
        (info.hits, info.misses, info.currsize)
    }
    fn entries(&self) -> usize {
        self.0.entries(None).len()
    }
}

struct InFront(
    &'static Engine<(String,), String, ForAll>,
    Front<(String,), String>,
);

impl Part for InFront {
    fn call(&self, key: u64) -> bool {
        let (text, value) = (key.to_string(), (key * 1000).to_string());
        match self
            .1
            .look(self.0, &(by_ref(text.as_str()),), String::clone)
        {
            Ok(found) => {
                assert_eq!(found, value);
                true
            }
            Err(miss) => {
                self.1.store(self.0, miss, &value);
                false
            }
        }
    }
    fn invalidate(&self, key: u64) {
        self.1.catch_up();
        self.0.invalidate(&(by_ref(key.to_string().as_str()),));
    }
    fn clear(&self) {
        self.0.clear();
        self.1.tidy();
    }
    fn info(&self) -> (u64, u64, usize) {
        let info = self.0.info();
        (info.hits, info.misses, info.currsize)
    }
    fn entries(&self) -> usize {
        self.0.entries().iter().len()
    }
}

fn word_parts(maxsize: Option<usize>) -> impl Fn() -> InWords + Clone {
    let parameters = CacheParameters::new().with_maxsize(maxsize);
    let cache: &'static SharedWords = Box::leak(Box::new(SharedWords::new(parameters)));
    move || InWords(cache, cache.enlist(), Slot::new(None))
}

fn fronts(maxsize: usize) -> impl Fn() -> InFront + Clone {
    let parameters = CacheParameters::new().with_maxsize(Some(maxsize));
    let engine: &'static Engine<_, _, ForAll> =
        Box::leak(Box::new(Engine::<_, _, ForAll>::new(parameters)));
    move || InFront(engine, Front::new())
}

/// Three threads call, evict each other's entries, and now and then remove some.
fn all_get_what_they_asked_for<P: Part + 'static>(
    part: impl Fn() -> P + Clone + Send + 'static,
    maxsize: usize,
    removing: bool,
) {
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let part = part.clone();
            thread::spawn(move || {
                let part = part();
                let mut random = thread_rng();
                for _ in 0..5 {
                    match random.gen_range(0..12u32) {
                        0 if removing => part.clear(),
                        1 if removing => part.invalidate(random.gen_range(0..4)),
                        _ => {
                            part.call(random.gen_range(0..4));
                        }
                    }
                }
                assert!(part.info().2 <= maxsize);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let part = part();
    let (hits, misses, size) = part.info();
    assert!(size <= maxsize);
    assert_eq!(part.entries(), size);
    if !removing {
        assert_eq!(hits + misses, 15);
    }
}

/// Who learns that a removal is over does not hit what was removed.
fn what_is_removed_stays_removed<P: Part + Send + 'static>(
    part: impl Fn() -> P + Clone + Send + 'static,
    clearing: bool,
) {
    let removed = Arc::new(AtomicBool::new(false));
    let other = {
        let (part, removed) = (part.clone(), Arc::clone(&removed));
        thread::spawn(move || {
            let part = part();
            // Only here is it stored, and only before the removal.
            part.call(1);
            part.call(1);
            removed.store(true, SeqCst);
            part
        })
    };
    let remover = {
        let part = part.clone();
        thread::spawn(move || {
            let part = part();
            while !removed.load(SeqCst) {
                thread::yield_now();
            }
            if clearing {
                part.clear();
            } else {
                part.invalidate(1);
            }
        })
    };
    let noise = thread::spawn(move || {
        let part = part();
        part.call(4);
        part.call(7);
    });
    remover.join().unwrap();
    let stored = other.join().unwrap();
    assert!(!stored.call(1));
    noise.join().unwrap();
}

fn each_order(test: impl Fn() + Send + Sync + Clone + 'static) {
    shuttle::check_random(test.clone(), ORDERS);
    shuttle::check_pct(test, ORDERS, 3);
}

#[test]
fn words_under_eviction() {
    for maxsize in [1, 2, 3] {
        each_order(move || {
            all_get_what_they_asked_for(word_parts(Some(maxsize)), maxsize, false);
        });
    }
}

#[test]
fn words_under_removal() {
    each_order(|| all_get_what_they_asked_for(word_parts(Some(2)), 2, true));
    each_order(|| all_get_what_they_asked_for(word_parts(None), 4, true));
    each_order(|| what_is_removed_stays_removed(word_parts(Some(8)), true));
    each_order(|| what_is_removed_stays_removed(word_parts(Some(8)), false));
}

#[test]
fn fronts_under_eviction() {
    for maxsize in [1, 2, 3] {
        each_order(move || all_get_what_they_asked_for(fronts(maxsize), maxsize, false));
    }
}

#[test]
fn fronts_under_removal() {
    each_order(|| all_get_what_they_asked_for(fronts(2), 2, true));
    each_order(|| what_is_removed_stays_removed(fronts(8), true));
    each_order(|| what_is_removed_stays_removed(fronts(8), false));
}
