//! What is compared: each a function that looks a key up and computes it on a miss.

use std::cell::RefCell;
use std::num::NonZeroUsize;
use std::sync::{LazyLock, Mutex};

use dunder::memoize;
use rustc_hash::FxHashMap;

/// A memoized function from `u64`.
pub struct Contender<T> {
    pub name: &'static str,
    pub call: fn(u64) -> T,
    /// 100 000 entries instead of 128.
    pub large: bool,
    pub bounded: bool,
}

#[inline(always)]
fn body(n: u64) -> u64 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7
}

fn size(n: usize) -> NonZeroUsize {
    NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN)
}

macro_rules! contenders {
    ($($name:literal $function:ident $large:literal $bounded:literal;)*) => {
        &[$(Contender { name: $name, call: $function, large: $large, bounded: $bounded }),*]
    };
}

pub const NUMBERS: &[Contender<u64>] = contenders! {
    "dunder" dunder_shared false true;
    "dunder, thread_local" dunder_local false true;
    "dunder, dlirs" dunder_dlirs false true;
    "dunder, unbounded" dunder_unbounded false false;
    "thread-local fx HashMap" fx_map false false;
    "thread-local lru" local_lru false true;
    "Mutex<lru>" mutex_lru false true;
    "quick_cache get + insert" quick false true;
    "moka get + insert" moka false true;
    "cached, max_size" cached_sized false true;
    "memoize, Capacity (thread-local)" memoize_sized false true;
    "dunder" dunder_large true true;
    "dunder, thread_local" dunder_local_large true true;
    "dunder, dlirs" dunder_dlirs_large true true;
    "thread-local lru" local_lru_large true true;
    "Mutex<lru>" mutex_lru_large true true;
    "quick_cache get + insert" quick_large true true;
    "moka get + insert" moka_large true true;
};

#[memoize(maxsize = 128)]
fn dunder_shared(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = 128, thread_local)]
fn dunder_local(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = 128, policy = dlirs)]
fn dunder_dlirs(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = 100_000, policy = dlirs)]
fn dunder_dlirs_large(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = None)]
fn dunder_unbounded(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = 100_000)]
fn dunder_large(n: u64) -> u64 {
    body(n)
}

#[memoize(maxsize = 100_000, thread_local)]
fn dunder_local_large(n: u64) -> u64 {
    body(n)
}

fn fx_map(n: u64) -> u64 {
    thread_local! {
        static CACHE: RefCell<FxHashMap<u64, u64>> = RefCell::default();
    }
    CACHE.with(|cache| {
        if let Some(&value) = cache.borrow().get(&n) {
            return value;
        }
        let value = body(n);
        cache.borrow_mut().insert(n, value);
        value
    })
}

macro_rules! lru {
    ($local:ident $mutex:ident $quick:ident $size:literal) => {
        fn $local(n: u64) -> u64 {
            thread_local! {
                static CACHE: RefCell<lru::LruCache<u64, u64>> =
                    RefCell::new(lru::LruCache::new(size($size)));
            }
            CACHE.with(|cache| {
                if let Some(&value) = cache.borrow_mut().get(&n) {
                    return value;
                }
                let value = body(n);
                cache.borrow_mut().put(n, value);
                value
            })
        }

        fn $mutex(n: u64) -> u64 {
            static CACHE: LazyLock<Mutex<lru::LruCache<u64, u64>>> =
                LazyLock::new(|| Mutex::new(lru::LruCache::new(size($size))));
            if let Some(&value) = CACHE.lock().unwrap_or_else(|e| e.into_inner()).get(&n) {
                return value;
            }
            let value = body(n);
            CACHE
                .lock()
                .unwrap_or_else(|e| e.into_inner())
                .put(n, value);
            value
        }

        fn $quick(n: u64) -> u64 {
            static CACHE: LazyLock<quick_cache::sync::Cache<u64, u64>> =
                LazyLock::new(|| quick_cache::sync::Cache::new($size));
            if let Some(value) = CACHE.get(&n) {
                return value;
            }
            let value = body(n);
            CACHE.insert(n, value);
            value
        }
    };
}

lru!(local_lru mutex_lru quick 128);
lru!(local_lru_large mutex_lru_large quick_large 100_000);

macro_rules! moka {
    ($name:ident $size:literal) => {
        fn $name(n: u64) -> u64 {
            static CACHE: LazyLock<moka::sync::Cache<u64, u64>> =
                LazyLock::new(|| moka::sync::Cache::new($size));
            if let Some(value) = CACHE.get(&n) {
                return value;
            }
            let value = body(n);
            CACHE.insert(n, value);
            value
        }
    };
}

moka!(moka 128);
moka!(moka_large 100_000);

#[cached::macros::cached(max_size = 128)]
fn cached_sized(n: u64) -> u64 {
    body(n)
}

#[memoize::memoize(Capacity: 128)]
fn memoize_sized(n: u64) -> u64 {
    body(n)
}

/// A memoized Fibonacci function, and how to empty its cache.
pub struct Fib {
    pub name: &'static str,
    pub call: fn(u64) -> u64,
    pub clear: fn(),
}

macro_rules! fib {
    ($($name:ident $title:literal [$($attr:tt)*] $clear:expr;)*) => {
        $(
            $($attr)*
            fn $name(n: u64) -> u64 {
                if n < 2 { n } else { $name(n - 1) + $name(n - 2) }
            }
        )*
        pub const FIB: &[Fib] = &[
            $(Fib { name: $title, call: $name, clear: $clear },)*
            Fib { name: "Mutex<lru>", call: fib_mutex_lru, clear: || FIB_LRU.lock().unwrap_or_else(|e| e.into_inner()).clear() },
            Fib { name: "thread-local fx HashMap", call: fib_fx, clear: || FIB_FX.with(|c| c.borrow_mut().clear()) },
            Fib { name: "thread-local lru", call: fib_local_lru, clear: || FIB_LOCAL.with(|c| c.borrow_mut().clear()) },
            Fib { name: "quick_cache get + insert", call: fib_quick, clear: || FIB_QUICK.clear() },
        ];
    };
}

fib! {
    fib_dunder "dunder" [#[memoize(maxsize = 128)]] fib_dunder::cache_clear;
    fib_dunder_local "dunder, thread_local" [#[memoize(maxsize = 128, thread_local)]] fib_dunder_local::cache_clear;
    fib_memoize "memoize, Capacity (thread-local)" [#[memoize::memoize(Capacity: 128)]] memoized_flush_fib_memoize;
    fib_cached "cached, max_size" [#[cached::macros::cached(max_size = 128)]] || cached::CachedExt::clear(&mut *FIB_CACHED.write());
}

static FIB_LRU: LazyLock<Mutex<lru::LruCache<u64, u64>>> =
    LazyLock::new(|| Mutex::new(lru::LruCache::new(size(128))));

fn fib_mutex_lru(n: u64) -> u64 {
    if let Some(&value) = FIB_LRU.lock().unwrap_or_else(|e| e.into_inner()).get(&n) {
        return value;
    }
    let value = if n < 2 {
        n
    } else {
        fib_mutex_lru(n - 1) + fib_mutex_lru(n - 2)
    };
    FIB_LRU
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .put(n, value);
    value
}

thread_local! {
    static FIB_FX: RefCell<FxHashMap<u64, u64>> = RefCell::default();
    static FIB_LOCAL: RefCell<lru::LruCache<u64, u64>> = RefCell::new(lru::LruCache::new(size(128)));
}

fn fib_fx(n: u64) -> u64 {
    if let Some(value) = FIB_FX.with(|c| c.borrow().get(&n).copied()) {
        return value;
    }
    let value = if n < 2 {
        n
    } else {
        fib_fx(n - 1) + fib_fx(n - 2)
    };
    FIB_FX.with(|c| c.borrow_mut().insert(n, value));
    value
}

fn fib_local_lru(n: u64) -> u64 {
    if let Some(value) = FIB_LOCAL.with(|c| c.borrow_mut().get(&n).copied()) {
        return value;
    }
    let value = if n < 2 {
        n
    } else {
        fib_local_lru(n - 1) + fib_local_lru(n - 2)
    };
    FIB_LOCAL.with(|c| c.borrow_mut().put(n, value));
    value
}

static FIB_QUICK: LazyLock<quick_cache::sync::Cache<u64, u64>> =
    LazyLock::new(|| quick_cache::sync::Cache::new(128));

fn fib_quick(n: u64) -> u64 {
    if let Some(value) = FIB_QUICK.get(&n) {
        return value;
    }
    let value = if n < 2 {
        n
    } else {
        fib_quick(n - 1) + fib_quick(n - 2)
    };
    FIB_QUICK.insert(n, value);
    value
}

/// A memoized function that takes its key by reference.
pub struct ByRef<K: ?Sized + 'static, V: 'static> {
    pub name: &'static str,
    pub call: fn(&K) -> V,
}

/// A key of one's own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Tile {
    pub x: i32,
    pub y: i32,
    pub layer: u8,
}

#[inline(always)]
fn tile_body(tile: &Tile) -> u64 {
    body(tile.x as u64 ^ tile.y as u64)
}

#[memoize(maxsize = 128)]
fn dunder_tile(tile: &Tile) -> u64 {
    tile_body(tile)
}

#[memoize(maxsize = 128, thread_local)]
fn dunder_tile_local(tile: &Tile) -> u64 {
    tile_body(tile)
}

fn local_lru_tile(tile: &Tile) -> u64 {
    thread_local! {
        static CACHE: RefCell<lru::LruCache<Tile, u64>> = RefCell::new(lru::LruCache::new(size(128)));
    }
    CACHE.with(|cache| {
        if let Some(&value) = cache.borrow_mut().get(tile) {
            return value;
        }
        let value = tile_body(tile);
        cache.borrow_mut().put(tile.clone(), value);
        value
    })
}

fn mutex_lru_tile(tile: &Tile) -> u64 {
    static CACHE: LazyLock<Mutex<lru::LruCache<Tile, u64>>> =
        LazyLock::new(|| Mutex::new(lru::LruCache::new(size(128))));
    if let Some(&value) = CACHE.lock().unwrap_or_else(|e| e.into_inner()).get(tile) {
        return value;
    }
    let value = tile_body(tile);
    CACHE
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .put(tile.clone(), value);
    value
}

fn quick_tile(tile: &Tile) -> u64 {
    static CACHE: LazyLock<quick_cache::sync::Cache<Tile, u64>> =
        LazyLock::new(|| quick_cache::sync::Cache::new(128));
    if let Some(value) = CACHE.get(tile) {
        return value;
    }
    let value = tile_body(tile);
    CACHE.insert(tile.clone(), value);
    value
}

pub const TILES: &[ByRef<Tile, u64>] = &[
    ByRef {
        name: "dunder",
        call: dunder_tile,
    },
    ByRef {
        name: "dunder, thread_local",
        call: dunder_tile_local,
    },
    ByRef {
        name: "thread-local lru",
        call: local_lru_tile,
    },
    ByRef {
        name: "Mutex<lru>",
        call: mutex_lru_tile,
    },
    ByRef {
        name: "quick_cache get + insert",
        call: quick_tile,
    },
];

fn text_body(s: &str) -> String {
    s.to_owned()
}

#[memoize(maxsize = 128)]
fn dunder_text(s: &str) -> String {
    text_body(s)
}

#[memoize(maxsize = 128, thread_local)]
fn dunder_text_local(s: &str) -> String {
    text_body(s)
}

#[cached::macros::cached(max_size = 128)]
fn cached_text(s: &str) -> String {
    text_body(s)
}

fn local_lru_text(s: &str) -> String {
    thread_local! {
        static CACHE: RefCell<lru::LruCache<String, String>> = RefCell::new(lru::LruCache::new(size(128)));
    }
    CACHE.with(|cache| {
        if let Some(value) = cache.borrow_mut().get(s) {
            return value.clone();
        }
        let value = text_body(s);
        cache.borrow_mut().put(s.to_owned(), value.clone());
        value
    })
}

fn mutex_lru_text(s: &str) -> String {
    static CACHE: LazyLock<Mutex<lru::LruCache<String, String>>> =
        LazyLock::new(|| Mutex::new(lru::LruCache::new(size(128))));
    if let Some(value) = CACHE.lock().unwrap_or_else(|e| e.into_inner()).get(s) {
        return value.clone();
    }
    let value = text_body(s);
    CACHE
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .put(s.to_owned(), value.clone());
    value
}

fn quick_text(s: &str) -> String {
    static CACHE: LazyLock<quick_cache::sync::Cache<String, String>> =
        LazyLock::new(|| quick_cache::sync::Cache::new(128));
    if let Some(value) = CACHE.get(s) {
        return value;
    }
    let value = text_body(s);
    CACHE.insert(s.to_owned(), value.clone());
    value
}

pub const TEXTS: &[ByRef<str, String>] = &[
    ByRef {
        name: "dunder",
        call: dunder_text,
    },
    ByRef {
        name: "dunder, thread_local",
        call: dunder_text_local,
    },
    ByRef {
        name: "thread-local lru",
        call: local_lru_text,
    },
    ByRef {
        name: "Mutex<lru>",
        call: mutex_lru_text,
    },
    ByRef {
        name: "quick_cache get + insert",
        call: quick_text,
    },
    ByRef {
        name: "cached, max_size",
        call: cached_text,
    },
    ByRef {
        name: "no cache",
        call: text_body,
    },
];
