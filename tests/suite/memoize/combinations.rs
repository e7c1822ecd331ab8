//! Each pair of options that go together, by what each of the two promises. The pairs that do not are in
//! `ui/memoize/combinations.rs`.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use dunder::memo::{CacheInfo, InstanceCache, Store, StoreError};
use dunder::memoize;

/// A memoized function, and what can be seen of it from outside.
struct Subject<'a> {
    call: &'a (dyn Fn(u32) -> u64 + Sync),
    /// Not of a cache in each object.
    info: Option<fn() -> CacheInfo>,
    clear: &'a dyn Fn(),
    /// How often the body ran.
    runs: &'a AtomicU32,
    /// Milliseconds.
    now: &'a AtomicU64,
}

/// The most entries where there is a bound.
const BOUND: u32 = 8;

/// A key of which the computation needs itself.
const OWN: u32 = 777;

impl Subject<'_> {
    /// How often the body runs in calls with these keys.
    fn runs(&self, keys: impl IntoIterator<Item = u32>) -> u32 {
        let before = self.runs.load(Relaxed);
        for key in keys {
            assert_eq!((self.call)(key), 3 * u64::from(key));
        }
        self.runs.load(Relaxed) - before
    }

    fn pass(&self, milliseconds: u64) {
        self.now.fetch_add(milliseconds, Relaxed);
    }

    /// What every cache does that keeps anything.
    fn remembers(&self) {
        (self.clear)();
        assert_eq!(self.runs([1, 1, 2, 1, 2]), 2);
        if let Some(info) = self.info {
            let info = info();
            assert_eq!((info.hits(), info.misses(), info.currsize()), (3, 2, 2));
        }
        (self.clear)();
        assert_eq!(self.runs([1, 2]), 2);
    }

    /// No more than `BOUND` entries.
    fn is_bounded(&self) {
        (self.clear)();
        for key in 0..100 {
            assert_eq!(self.runs([key]), 1);
            if let Some(info) = self.info {
                assert_eq!(info().currsize(), (key as usize + 1).min(BOUND as usize));
            }
        }
        let again = self.runs((0..100).rev());
        assert!(again >= 100 - BOUND, "{again}");
    }

    /// `policy = dlirs`: a loop over twice the bound hits, where the least recently used would not.
    fn stands_a_loop(&self) {
        self.is_bounded();
        (self.clear)();
        let calls = 20 * 2 * BOUND;
        let runs = self.runs((0..calls).map(|n| n % (2 * BOUND)));
        assert!(runs < calls * 7 / 10, "{runs} of {calls}");
    }

    /// `maxsize = None`.
    fn is_unbounded(&self) {
        (self.clear)();
        assert_eq!(self.runs((0..500).chain(0..500)), 500);
    }

    /// `maxsize = 0`.
    fn keeps_nothing(&self) {
        (self.clear)();
        assert_eq!(self.runs([1, 1, 2]), 3);
        if let Some(info) = self.info {
            let info = info();
            assert_eq!((info.hits(), info.misses(), info.currsize()), (0, 3, 0));
        }
    }

    /// `ttl = "10s"`; every three seconds it is used.
    fn expires(&self) {
        (self.clear)();
        assert_eq!(self.runs([1]), 1);
        for _ in 0..3 {
            self.pass(3_000);
            assert_eq!(self.runs([1]), 0);
        }
        self.pass(1_000);
        assert_eq!(self.runs([1]), 1);
    }

    /// `tti = "4s"`.
    fn expires_unused(&self) {
        (self.clear)();
        assert_eq!(self.runs([1]), 1);
        self.pass(3_900);
        assert_eq!(self.runs([1]), 0);
        self.pass(3_900);
        assert_eq!(self.runs([1]), 0);
        self.pass(4_000);
        assert_eq!(self.runs([1]), 1);
    }

    /// `refresh = "2s"`.
    fn is_refreshed(&self) {
        (self.clear)();
        assert_eq!(self.runs([1]), 1);
        for _ in 0..4 {
            self.pass(1_900);
            assert_eq!(self.runs([1, 1]), 0);
            self.pass(100);
            assert_eq!(self.runs([1, 1]), 1);
        }
    }

    /// `single_flight`: a computation that needs itself is a panic, and frees the key.
    fn flies_once(&self) {
        (self.clear)();
        for _ in 0..2 {
            let call = AssertUnwindSafe(|| (self.call)(OWN));
            assert!(catch_unwind(call).is_err());
        }
        assert_eq!(self.runs([1]), 1);
    }

    /// `thread_local`: another thread computes what this one has.
    fn is_of_the_thread(&self) {
        (self.clear)();
        assert_eq!(self.runs([1, 1]), 1);
        let before = self.runs.load(Relaxed);
        let call = self.call;
        std::thread::scope(|scope| {
            scope.spawn(move || assert_eq!((call(1), call(1)), (3, 3)));
        });
        assert_eq!(self.runs.load(Relaxed) - before, 1);
        assert_eq!(self.runs([1]), 0);
    }

    /// `store = …`: what has left the process is there; with a bound, no more than that comes back into it.
    fn is_stored(&self) {
        (self.clear)();
        assert_eq!(self.runs(0..100), 100);
        assert_eq!(self.runs((0..100).rev()), 0);
        if let Some(info) = self.info {
            assert_eq!((info().hits(), info().misses()), (100, 100));
        }
    }

    /// `store` with a bound.
    fn is_stored_and_bounded(&self) {
        self.is_stored();
        if let Some(info) = self.info {
            assert_eq!(info().currsize(), BOUND as usize);
        }
    }
}

/// The bytes of a value, and when they stop counting.
type Stored = (Vec<u8>, u64);

/// A store that keeps to `ttl` by the test's clock.
struct Memory {
    now: &'static AtomicU64,
    entries: Mutex<HashMap<Vec<u8>, Stored>>,
}

impl Memory {
    fn new(now: &'static AtomicU64) -> Self {
        let entries = Mutex::default();
        Self { now, entries }
    }
}

impl Store for Memory {
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let entries = self.entries.lock().unwrap();
        let live = entries
            .get(key)
            .filter(|(_, until)| self.now.load(Relaxed) < *until);
        Ok(live.map(|(value, _)| value.clone()))
    }
    fn save(&self, key: &[u8], value: &[u8], ttl: Option<Duration>) -> Result<(), StoreError> {
        let until = ttl.map_or(u64::MAX, |ttl| {
            self.now.load(Relaxed) + u64::try_from(ttl.as_millis()).unwrap()
        });
        let entry = (value.to_vec(), until);
        self.entries.lock().unwrap().insert(key.to_vec(), entry);
        Ok(())
    }
    fn remove(&self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.entries.lock().unwrap().remove(key).is_some())
    }
    fn clear(&self) -> Result<(), StoreError> {
        self.entries.lock().unwrap().clear();
        Ok(())
    }
}

/// A tenth of what is allowed: `max_weight = 80`.
fn ten(_: &u64) -> u64 {
    10
}

macro_rules! functions {
    ($($test:ident [$($option:tt)*] $($promise:ident)*;)*) => {$(
        #[test]
        fn $test() {
            static NOW: AtomicU64 = AtomicU64::new(0);
            static RUNS: AtomicU32 = AtomicU32::new(0);
            #[allow(dead_code)]
            fn clock() -> Duration {
                Duration::from_millis(NOW.load(Relaxed))
            }
            #[allow(dead_code)]
            fn memory(_function: &str) -> Memory {
                Memory::new(&NOW)
            }
            #[memoize($($option)*)]
            fn f(n: u32) -> u64 {
                RUNS.fetch_add(1, Relaxed);
                if n == OWN { f(n) } else { 3 * u64::from(n) }
            }
            let (call, clear, info) = (&f, &f::cache_clear, Some(f::cache_info as fn() -> CacheInfo));
            let subject = Subject { call, info, clear, runs: &RUNS, now: &NOW };
            $(subject.$promise();)*
        }
    )*};
}

functions! {
    policy_ttl [policy = dlirs, maxsize = 8, ttl = "10s", clock = clock] remembers stands_a_loop expires;
    policy_tti [policy = dlirs, maxsize = 8, tti = "4s", clock = clock] remembers stands_a_loop expires_unused;
    policy_refresh [policy = dlirs, maxsize = 8, refresh = "2s", clock = clock] remembers stands_a_loop is_refreshed;
    policy_weight [policy = dlirs, max_weight = 80, weigh = ten] remembers stands_a_loop;
    policy_weight_unbounded [policy = dlirs, max_weight = 80, weigh = ten, maxsize = None] remembers stands_a_loop;
    policy_single_flight [policy = dlirs, maxsize = 8, single_flight] remembers stands_a_loop flies_once;
    policy_thread_local [policy = dlirs, maxsize = 8, thread_local] remembers stands_a_loop is_of_the_thread;
    policy_store [policy = dlirs, maxsize = 8, store = memory] is_stored_and_bounded;
    policy_zero [policy = dlirs, maxsize = 0] keeps_nothing;
    policy_lru [policy = lru, maxsize = 8] remembers is_bounded;

    ttl_tti [ttl = "10s", tti = "4s", clock = clock] remembers expires expires_unused;
    ttl_refresh [ttl = "10s", refresh = "2s", clock = clock] remembers is_refreshed;
    ttl_weight [ttl = "10s", max_weight = 80, weigh = ten, clock = clock] remembers is_bounded expires;
    ttl_single_flight [ttl = "10s", single_flight, clock = clock] remembers expires flies_once;
    ttl_thread_local [ttl = "10s", thread_local, clock = clock] remembers expires is_of_the_thread;
    ttl_store [ttl = "10s", store = memory, clock = clock] is_stored expires;
    ttl_unbounded [ttl = "10s", maxsize = None, clock = clock] remembers is_unbounded expires;
    ttl_zero [ttl = "10s", maxsize = 0, clock = clock] keeps_nothing;

    tti_refresh [tti = "4s", refresh = "2s", clock = clock] remembers is_refreshed;
    tti_weight [tti = "4s", max_weight = 80, weigh = ten, clock = clock] remembers is_bounded expires_unused;
    tti_single_flight [tti = "4s", single_flight, clock = clock] remembers expires_unused flies_once;
    tti_thread_local [tti = "4s", thread_local, clock = clock] remembers expires_unused is_of_the_thread;
    tti_unbounded [tti = "4s", maxsize = None, clock = clock] remembers is_unbounded expires_unused;
    tti_zero [tti = "4s", maxsize = 0, clock = clock] keeps_nothing;

    refresh_weight [refresh = "2s", max_weight = 80, weigh = ten, clock = clock] remembers is_bounded is_refreshed;
    refresh_thread_local [refresh = "2s", thread_local, clock = clock] remembers is_refreshed is_of_the_thread;
    refresh_unbounded [refresh = "2s", maxsize = None, clock = clock] remembers is_unbounded is_refreshed;
    refresh_store [refresh = "2s", store = memory, clock = clock] is_stored is_refreshed;
    refresh_zero [refresh = "2s", maxsize = 0, clock = clock] keeps_nothing;

    weight_single_flight [max_weight = 80, weigh = ten, single_flight] remembers is_bounded flies_once;
    weight_thread_local [max_weight = 80, weigh = ten, thread_local] remembers is_bounded is_of_the_thread;
    weight_store [max_weight = 80, weigh = ten, store = memory] is_stored_and_bounded;
    weight_maxsize [max_weight = 80_000, weigh = ten, maxsize = 8] remembers is_bounded;
    weight_unbounded [max_weight = 80, weigh = ten, maxsize = None] remembers is_bounded;
    weight_zero [max_weight = 80, weigh = ten, maxsize = 0] keeps_nothing;

    single_flight_unbounded [single_flight, maxsize = None] remembers is_unbounded flies_once;
    single_flight_zero [single_flight, maxsize = 0] keeps_nothing flies_once;

    thread_local_unbounded [thread_local, maxsize = None] remembers is_unbounded is_of_the_thread;
    thread_local_zero [thread_local, maxsize = 0] keeps_nothing;

    store_single_flight [store = memory, single_flight] is_stored flies_once;
    store_unbounded [store = memory, maxsize = None] is_stored is_unbounded;

    all_for_threads [policy = dlirs, maxsize = 8, max_weight = 80, weigh = ten, ttl = "10s", tti = "4s", single_flight, clock = clock]
        remembers stands_a_loop expires expires_unused flies_once;
    all_for_one_thread [policy = dlirs, maxsize = 8, max_weight = 80, weigh = ten, ttl = "10s", tti = "4s", thread_local, clock = clock]
        remembers stands_a_loop expires expires_unused is_of_the_thread;
}

/// `maxsize = 0` with a store: each result is kept in the store alone.
#[test]
fn store_zero() {
    static NOW: AtomicU64 = AtomicU64::new(0);
    static RUNS: AtomicU32 = AtomicU32::new(0);
    fn memory(_function: &str) -> Memory {
        Memory::new(&NOW)
    }
    #[memoize(store = memory, maxsize = 0)]
    fn f(n: u32) -> u32 {
        RUNS.fetch_add(1, Relaxed);
        n
    }
    assert_eq!((f(1), f(1), f(2), f(1)), (1, 1, 2, 1));
    assert_eq!(RUNS.load(Relaxed), 2);
    let info = f::cache_info();
    assert_eq!((info.hits(), info.misses(), info.currsize()), (2, 2, 0));
}

macro_rules! methods {
    ($($test:ident [$($option:tt)*] $($promise:ident)*;)*) => {$(
        #[test]
        fn $test() {
            static NOW: AtomicU64 = AtomicU64::new(0);
            static RUNS: AtomicU32 = AtomicU32::new(0);
            #[allow(dead_code)]
            fn clock() -> Duration {
                Duration::from_millis(NOW.load(Relaxed))
            }
            #[derive(Default)]
            struct Object {
                cache: InstanceCache,
            }
            impl Object {
                #[memoize(per_instance = cache, $($option)*)]
                fn f(&self, n: u32) -> u64 {
                    RUNS.fetch_add(1, Relaxed);
                    if n == OWN { self.f(n) } else { 3 * u64::from(n) }
                }
            }
            let (object, other) = (Object::default(), Object::default());
            let (call, clear) = (&|n| object.f(n), &|| object.cache.clear());
            let subject = Subject { call, info: None, clear, runs: &RUNS, now: &NOW };
            $(subject.$promise();)*
            // The other object has a cache of its own.
            assert_eq!(other.f(1), 3);
            subject.runs([1, 2, 3]);
            let before = RUNS.load(Relaxed);
            other.f(2);
            assert_eq!(RUNS.load(Relaxed) - before, 1);
        }
    )*};
}

methods! {
    per_instance_policy [policy = dlirs, maxsize = 8] remembers stands_a_loop;
    per_instance_ttl [ttl = "10s", clock = clock] remembers expires;
    per_instance_tti [tti = "4s", clock = clock] remembers expires_unused;
    per_instance_refresh [refresh = "2s", clock = clock] remembers is_refreshed;
    per_instance_weight [max_weight = 80, weigh = ten] remembers is_bounded;
    per_instance_single_flight [single_flight] remembers flies_once;
    per_instance_unbounded [maxsize = None] remembers is_unbounded;
    per_instance_zero [maxsize = 0] keeps_nothing;
}
