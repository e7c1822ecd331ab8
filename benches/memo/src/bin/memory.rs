//! What an entry takes of memory. `cargo run --release -p dunder-bench-memo --bin memory`

use std::alloc::{GlobalAlloc, Layout, System};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use dunder::memoize;

/// The system's allocator; counts the bytes that are asked for and not given back.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const SMALL: usize = 128;
const LARGE: usize = 100_000;

/// Fills a cache of that many entries three times over; what it returns is kept until the memory is counted.
type Fill = fn() -> Box<dyn std::any::Any>;

struct Contender {
    name: &'static str,
    /// `u64 -> u64`, 128 and 100 000 entries; `String -> String` of 16 bytes each, 128 and 100 000 entries.
    fills: [Fill; 4],
}

fn keys<T>(entries: usize, mut call: impl FnMut(u64) -> T) {
    for key in 0..3 * entries as u64 {
        std::hint::black_box(call(key));
    }
}

fn text(key: u64) -> String {
    format!("{key:016}")
}

macro_rules! memoized {
    ($([$($option:tt)*] $size:expr;)*) => {
        [$({
            #[memoize(maxsize = $size $($option)*)]
            fn number(key: u64) -> u64 {
                key
            }
            || {
                keys($size, number);
                assert_eq!(number::cache_info().currsize(), $size);
                Box::new(())
            }
        },)* $({
            #[memoize(maxsize = $size $($option)*)]
            fn texts(key: &str) -> String {
                key.to_owned()
            }
            || {
                keys($size, |key| texts(&text(key)));
                assert_eq!(texts::cache_info().currsize(), $size);
                Box::new(())
            }
        }),*]
    };
}

/// The four fills of a cache type, by how one is made and filled.
macro_rules! peer {
    (|$size:ident| $make:expr, |$cache:ident, $key:ident, $value:ident| $insert:expr) => {{
        macro_rules! fill {
            ($capacity:expr, $of:expr) => {
                || {
                    let $size = $capacity;
                    #[allow(unused_mut)]
                    let mut $cache = $make;
                    for key in 0..3 * $capacity as u64 {
                        let ($key, $value) = ($of(key), $of(key));
                        $insert;
                    }
                    Box::new($cache)
                }
            };
        }
        [
            fill!(SMALL, |key: u64| key),
            fill!(LARGE, |key: u64| key),
            fill!(SMALL, text),
            fill!(LARGE, text),
        ]
    }};
}

fn main() {
    let contenders = [
        Contender {
            name: "dunder",
            fills: memoized!([] SMALL; [] LARGE;),
        },
        Contender {
            name: "dunder, `policy = dlirs`",
            fills: memoized!([, policy = dlirs] SMALL; [, policy = dlirs] LARGE;),
        },
        Contender {
            name: "dunder, `ttl`",
            fills: memoized!([, ttl = "1h"] SMALL; [, ttl = "1h"] LARGE;),
        },
        Contender {
            name: "`lru` 0.19",
            fills: peer!(
                |size| lru::LruCache::new(NonZeroUsize::new(size).unwrap_or(NonZeroUsize::MIN)),
                |cache, key, value| cache.put(key, value)
            ),
        },
        Contender {
            name: "`quick_cache` 0.7",
            fills: peer!(
                |size| quick_cache::sync::Cache::new(size),
                |cache, key, value| cache.insert(key, value)
            ),
        },
        Contender {
            name: "`moka` 0.12",
            fills: peer!(
                |size| moka::sync::Cache::new(size as u64),
                |cache, key, value| {
                    cache.insert(key, value);
                    if cache.entry_count() >= size as u64 {
                        cache.run_pending_tasks();
                    }
                }
            ),
        },
        Contender {
            name: "`cached` 4.1, `max_size`",
            fills: peer!(
                |size| cached::LruCache::builder()
                    .max_size(size)
                    .build()
                    .expect("a size"),
                |cache, key, value| cached::Cached::cache_set(&mut cache, key, value)
            ),
        },
    ];
    println!("| bytes an entry | u64, 128 | u64, 100 000 | text, 128 | text, 100 000 |");
    println!("| --- | --- | --- | --- | --- |");
    for Contender { name, fills } in contenders {
        print!("| {name} |");
        for (fill, size) in fills.iter().zip([SMALL, LARGE, SMALL, LARGE]) {
            let before = LIVE.load(Relaxed);
            let kept = fill();
            let after = LIVE.load(Relaxed);
            print!(" {:.0} |", (after - before) as f64 / size as f64);
            drop(kept);
        }
        println!();
    }
}
