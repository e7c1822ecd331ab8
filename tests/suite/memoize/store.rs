//! Stores: results that outlive the process.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use dunder::memoize;

/// A path of this test's own.
fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("dunder-{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

/// Where the child process of a test finds what its parent made.
fn given() -> PathBuf {
    std::env::var_os("DUNDER_STORE").map_or_else(|| scratch("unused"), PathBuf::from)
}

#[memoize(maxsize = 2, store = disk(given()))]
fn on_disk(name: &str, n: u32) -> Result<Vec<String>, String> {
    if n == 0 {
        Err("zero".into())
    } else {
        Ok(vec![name.to_owned(); n as usize])
    }
}

/// The same name and arguments as `on_disk`, in an older version of the program.
mod older {
    #[dunder::memoize(store = disk(super::given()))]
    pub(super) fn on_disk(name: &str, n: u32) -> Result<Vec<u8>, String> {
        Ok(vec![name.len() as u8; n as usize])
    }
}

#[test]
fn child_process() {
    if std::env::var_os("DUNDER_STORE").is_none() {
        return;
    }
    assert_eq!(on_disk("a", 2), Ok(vec!["a".to_owned(); 2]));
    assert_eq!(on_disk("b", 1), Ok(vec!["b".to_owned(); 1]));
    assert_eq!(on_disk("c", 1), Ok(vec!["c".to_owned(); 1]));
    assert_eq!(on_disk("a", 2), Ok(vec!["a".to_owned(); 2]));
    assert_eq!(on_disk("a", 0), Err("zero".into()));
    assert_eq!(older::on_disk("a", 2), Ok(vec![1, 1]));
    println!("misses={}", on_disk::cache_info().misses());
    println!("errors={}", on_disk::cache_info().store_errors());
}

fn run_child(path: &PathBuf) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["memoize::store::child_process", "--exact", "--nocapture"])
        .env("DUNDER_STORE", path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn disk_survives_a_restart() {
    let path = scratch("restart");
    let first = run_child(&path);
    // Three results, and an error, which is not kept; "a" had left the process for "c", and came from the disk.
    assert!(
        first.contains("misses=4") && first.contains("errors=0"),
        "{first}"
    );
    let second = run_child(&path);
    assert!(
        second.contains("misses=1") && second.contains("errors=0"),
        "{second}"
    );
    let _ = std::fs::remove_file(&path);
}

#[test]
fn disk_is_emptied_and_corrected_with_the_cache() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static PATH: LazyLock<PathBuf> = LazyLock::new(|| scratch("emptied"));
    #[memoize(maxsize = 1, store = disk(&*PATH), ttl = "1h")]
    fn f(n: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        n
    }
    #[memoize(maxsize = 1, store = disk(&*PATH))]
    fn g(n: u32) -> u32 {
        n + 1
    }
    assert_eq!((f(1), f(2), f(1), g(1)), (1, 2, 1, 2));
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
    assert!(f::contains(2) && f::invalidate(2) && !f::contains(2));
    f::insert(7, 70);
    assert_eq!((f::peek(7), f(7), f(1), f(7)), (Some(70), 70, 1, 70));
    f::cache_clear();
    assert_eq!(
        f::cache_info().to_string(),
        "CacheInfo(hits=0, misses=0, maxsize=1, currsize=0)"
    );
    assert_eq!((f(1), g::contains(1)), (1, true));
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
    let _ = std::fs::remove_file(&*PATH);
}

#[test]
fn a_store_that_cannot_be_opened_is_no_reason_to_fail() {
    #[memoize(store = disk("/nonexistent/directory/cache.redb"))]
    fn f(n: u32) -> u32 {
        n
    }
    assert_eq!((f(1), f(1), f(2)), (1, 1, 2));
    let info = f::cache_info();
    assert_eq!((info.hits(), info.misses()), (1, 2));
    assert!(info.store_errors() >= 2, "{info:?}");
}

/// A server of this test's own; ends with it.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(port: Option<u16>) -> Option<Self> {
        let port = port.unwrap_or_else(|| {
            let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            socket.local_addr().unwrap().port()
        });
        let child = Command::new("redis-server")
            .args([
                "--port",
                &port.to_string(),
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .stdout(Stdio::null())
            .spawn();
        let Ok(child) = child else {
            println!("skipped: `redis-server` is not installed");
            return None;
        };
        let server = Self { child, port };
        for _ in 0..500 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(server);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not answer");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

static PORT: AtomicU32 = AtomicU32::new(0);

#[memoize(maxsize = 1, ttl = "1h", store = redis(format!("redis://127.0.0.1:{}/", PORT.load(Ordering::Relaxed))))]
fn on_redis(s: &str) -> Option<String> {
    (!s.is_empty()).then(|| s.to_uppercase())
}

#[memoize(maxsize = 1, store = redis(format!("redis://127.0.0.1:{}/", PORT.load(Ordering::Relaxed))))]
fn other_on_redis(s: &str) -> Option<String> {
    Some(s.to_lowercase())
}

#[test]
fn redis() {
    let Some(server) = Server::start(None) else {
        return;
    };
    PORT.store(server.port.into(), Ordering::Relaxed);
    for _ in 0..2 {
        assert_eq!(on_redis("a").as_deref(), Some("A"));
        assert_eq!(on_redis("b").as_deref(), Some("B"));
        assert_eq!(other_on_redis("A").as_deref(), Some("a"));
    }
    let info = on_redis::cache_info();
    assert_eq!((info.hits(), info.misses(), info.store_errors()), (2, 2, 0));
    assert!(on_redis::contains("a") && on_redis::invalidate("a") && !on_redis::contains("a"));
    on_redis::cache_clear();
    assert!(!on_redis::contains("b") && other_on_redis::contains("A"));
    assert_eq!(on_redis::cache_info().store_errors(), 0);

    // Without the server, calls compute.
    drop(server);
    assert_eq!(on_redis("c").as_deref(), Some("C"));
    assert_eq!(on_redis("d").as_deref(), Some("D"));
    let info = on_redis::cache_info();
    assert_eq!(info.misses(), 2);
    assert!(info.store_errors() >= 2, "{info:?}");
}

/// One file for the tests below, each of whose functions has results of its own in it.
static SHARED: LazyLock<PathBuf> = LazyLock::new(|| scratch("shared"));

#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize)]
struct Circle(u32);
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize)]
struct Square(u32);

trait Area {
    fn area(&self) -> u32;
}

impl Area for Circle {
    #[memoize(maxsize = 0, store = disk(&*SHARED))]
    fn area(&self) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        3 * self.0 * self.0
    }
}
impl Area for Square {
    #[memoize(maxsize = 0, store = disk(&*SHARED))]
    fn area(&self) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed);
        self.0 * self.0
    }
}

static RUNS: AtomicU32 = AtomicU32::new(0);

#[test]
fn receivers_and_their_types_are_part_of_the_stored_key() {
    for _ in 0..2 {
        let areas = (Circle(2).area(), Circle(3).area(), Square(2).area());
        assert_eq!(areas, (12, 27, 4));
    }
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
}

impl Circle {
    #[memoize(maxsize = 1, store = disk(&*SHARED), handle = scaled_cache, single_flight)]
    fn scaled(&self, by: &str, n: f64) -> String {
        format!("{}{by}{n}", self.0)
    }

    #[memoize(maxsize = 0, store = disk(&*SHARED))]
    fn of(n: u32) -> Vec<Self>
    where
        Self: serde::de::DeserializeOwned,
    {
        vec![Self(n)]
    }
}

impl<'de> serde::Deserialize<'de> for Circle {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Self)
    }
}

#[test]
fn methods_and_associated_functions() {
    let handle = Circle::scaled_cache();
    // The store is emptied before anything has opened it.
    handle.cache_clear();
    let circle = Circle(1);
    assert_eq!(circle.scaled("x", 0.5), "1x0.5");
    assert_eq!(circle.scaled("y", 0.5), "1y0.5");
    assert_eq!(circle.scaled("x", 0.5), "1x0.5");
    assert_eq!(
        handle.cache_info().to_string(),
        "CacheInfo(hits=1, misses=2, maxsize=1, currsize=1)"
    );
    assert!(handle.contains(&circle, "y", 0.5) && !handle.contains(&Circle(2), "y", 0.5));
    handle.insert(&circle, "y", 0.5, "?".into());
    assert_eq!(handle.peek(&circle, "y", 0.5).as_deref(), Some("?"));
    assert!(handle.invalidate(&circle, "y", 0.5) && !handle.contains(&circle, "y", 0.5));
    assert_eq!(handle.uncached(&circle, "y", 1.0), "1y1");
    handle.cache_clear();
    assert!(!handle.contains(&circle, "x", 0.5));
    assert_eq!(handle.cache_info().store_errors(), 0);
    assert_eq!((Circle::of(3)[0].0, Circle::of(3)[0].0), (3, 3));
}

trait Id {
    const ID: u32;
}
struct A;
struct B;
impl Id for A {
    const ID: u32 = 1;
}
impl Id for B {
    const ID: u32 = 2;
}
struct Generic<T>(std::marker::PhantomData<T>);

impl<T: Id> Generic<T> {
    #[memoize(handle = none, maxsize = 0, store = disk(&*SHARED))]
    fn times(n: u32) -> u32 {
        T::ID * n
    }
}

#[test]
fn instances_are_kept_apart_in_the_store_too() {
    #[memoize(maxsize = 0, store = disk(&*SHARED))]
    fn times<T: Id, const N: u32>(n: u32) -> u32 {
        T::ID * n + N
    }
    #[memoize(maxsize = 0, store = disk(&*SHARED), key = n, handle = keyed_cache)]
    fn keyed<T: Id>(n: u32) -> u32 {
        T::ID * n
    }
    for _ in 0..2 {
        assert_eq!(
            (times::<A, 0>(10), times::<B, 0>(10), times::<A, 1>(10)),
            (10, 20, 11)
        );
        assert_eq!((keyed::<A>(10), keyed::<B>(10)), (10, 20));
        assert_eq!((Generic::<A>::times(10), Generic::<B>::times(10)), (10, 20));
    }
    assert_eq!(
        (
            times::<A, 0>::cache_info().hits(),
            times::<A, 0>::cache_info().misses()
        ),
        (1, 1)
    );
    assert!(times::<A, 0>::contains(10) && !times::<A, 2>::contains(10));
    times::<B, 0>::cache_clear();
    assert!(!times::<B, 0>::contains(10) && times::<A, 0>::contains(10));
    assert_eq!(keyed_cache::<B>().cache_info().hits(), 1);
    let _ = Generic::<A>(std::marker::PhantomData);
}

#[test]
fn functions_of_one_name_and_signature_are_kept_apart() {
    fn one() -> u32 {
        #[memoize(maxsize = 0, store = disk(&*SHARED))]
        fn f(n: u32) -> u32 {
            n + 1
        }
        f(1)
    }
    fn two() -> u32 {
        #[memoize(maxsize = 0, store = disk(&*SHARED))]
        fn f(n: u32) -> u32 {
            n + 2
        }
        f(1)
    }
    assert_eq!((one(), two()), (2, 3));
}

#[test]
fn what_comes_from_the_store_weighs_what_it_weighs() {
    fn length(text: &String) -> u64 {
        text.len() as u64
    }
    #[memoize(max_weight = 10, weigh = length, store = disk(&*SHARED))]
    fn text(n: usize) -> String {
        "x".repeat(n)
    }
    for n in [4, 5, 6, 4, 5, 6] {
        assert_eq!(text(n).len(), n);
    }
    let info = text::cache_info();
    assert_eq!((info.hits(), info.misses(), info.currsize()), (3, 3, 1));
}

/// Polls to the end, waiting for wakes as an executor does.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::park_timeout(Duration::from_secs(10));
    }
}

#[test]
fn async_functions_leave_the_waiting_to_a_thread() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 1, store = disk(&*SHARED))]
    async fn len(s: &str) -> Result<usize, String> {
        RUNS.fetch_add(1, Ordering::Relaxed);
        if s.is_empty() {
            return Err("empty".into());
        }
        Ok(s.len())
    }
    #[memoize(maxsize = 1, store = disk(&*SHARED), single_flight)]
    async fn single(s: &str) -> usize {
        RUNS.fetch_add(1, Ordering::Relaxed);
        std::future::ready(s.len()).await
    }
    fn send<T: Send>(value: T) -> T {
        value
    }
    for text in ["a", "bc", "a", "bc"] {
        assert_eq!(block_on(send(len(text))), Ok(text.len()));
        assert_eq!(block_on(send(single(text))), text.len());
    }
    assert_eq!(block_on(len("")), Err("empty".into()));
    assert_eq!(RUNS.load(Ordering::Relaxed), 5);
    let info = len::cache_info();
    assert_eq!((info.hits(), info.misses(), info.store_errors()), (2, 3, 0));
    let info = single::cache_info();
    assert_eq!((info.hits(), info.misses(), info.store_errors()), (2, 2, 0));
    assert!(len::contains("bc") && single::invalidate("bc"));
    assert_eq!(block_on(len::uncached("abc")), Ok(3));
}

#[test]
fn threads_under_single_flight_look_into_the_store_once() {
    static LOADS: AtomicU32 = AtomicU32::new(0);
    static START: std::sync::Barrier = std::sync::Barrier::new(4);
    struct Slow(Mutex<Option<Vec<u8>>>);
    impl dunder::memo::Store for Slow {
        fn load(&self, _: &[u8]) -> Result<Option<Vec<u8>>, dunder::memo::StoreError> {
            LOADS.fetch_add(1, Ordering::Relaxed);
            for _ in 0..50 {
                std::thread::yield_now();
            }
            Ok(self.0.lock().unwrap().clone())
        }
        fn save(
            &self,
            _: &[u8],
            record: &[u8],
            _: Option<Duration>,
        ) -> Result<(), dunder::memo::StoreError> {
            let earlier = self.0.lock().unwrap().replace(record.to_vec());
            assert_eq!(earlier, None, "what is loaded is not to be saved again");
            Ok(())
        }
        fn remove(&self, _: &[u8]) -> Result<bool, dunder::memo::StoreError> {
            Ok(false)
        }
        fn clear(&self) -> Result<(), dunder::memo::StoreError> {
            Ok(())
        }
    }
    fn slow(name: &str) -> Slow {
        assert!(name.contains("_once::f fn f"), "{name}");
        Slow(Mutex::new(None))
    }
    fn is_new(n: &u32) -> u64 {
        u64::from(*n == 7 && LOADS.load(Ordering::Relaxed) == 0)
    }
    // What is put there weighs too much for the process, what is loaded does not.
    #[memoize(store = slow, single_flight, weigh = is_new, max_weight = 0)]
    fn f(n: u32) -> u32 {
        n
    }
    f::insert(1, 7);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                START.wait();
                assert_eq!(f(1), 7);
            });
        }
    });
    let info = f::cache_info();
    assert_eq!((info.hits(), info.misses(), info.store_errors()), (4, 0, 0));
    assert_eq!(LOADS.load(Ordering::Relaxed), 1);
}

/// A clock that stands still until it is set; a child process begins where its parent says.
macro_rules! clock {
    ($now:ident, $clock:ident) => {
        static $now: AtomicU64 = AtomicU64::new(0);
        fn $clock() -> Duration {
            Duration::from_millis($now.load(Ordering::Relaxed))
        }
    };
}

clock!(NOW, clock);

#[memoize(maxsize = 1, ttl = "1s", clock = clock, store = disk(given()))]
fn aging_on_disk(n: u32) -> u32 {
    n + NOW.load(Ordering::Relaxed) as u32
}

#[memoize(maxsize = 1, ttl = "1s", clock = clock, store = redis(std::env::var("DUNDER_REDIS").unwrap_or_default()))]
fn aging_on_redis(n: u32) -> u32 {
    n + NOW.load(Ordering::Relaxed) as u32
}

#[test]
fn aging_process() {
    let Ok(from) = std::env::var("DUNDER_NOW") else {
        return;
    };
    let on_disk = std::env::var_os("DUNDER_STORE").is_some();
    let aging = if on_disk {
        aging_on_disk
    } else {
        aging_on_redis
    };
    let at = |now: u64| {
        NOW.store(now, Ordering::Relaxed);
        aging(0)
    };
    match from.as_str() {
        "0" => assert_eq!((at(0), at(999)), (0, 0)),
        // Computed at 0, so it has a tenth of a second left: in this process too, and however often it is read back.
        "900" => {
            assert_eq!(at(900), 0);
            aging(1);
            assert_eq!((at(950), at(999)), (0, 0));
            assert_eq!((at(1000), at(1999)), (1000, 1000));
        }
        _ => assert_eq!((at(1999), at(2000)), (1000, 2000)),
    }
    let errors = if on_disk {
        aging_on_disk::cache_info().store_errors()
    } else {
        aging_on_redis::cache_info().store_errors()
    };
    assert_eq!(errors, 0);
}

fn run_aging(now: &str, variable: &str, store: &std::ffi::OsStr) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["memoize::store::aging_process", "--exact"])
        .env("DUNDER_NOW", now)
        .env(variable, store)
        .output()
        .unwrap();
    assert!(output.status.success(), "at {now}: {output:?}");
}

#[test]
fn an_entry_expires_after_it_was_computed_on_disk() {
    let path = scratch("aging");
    for now in ["0", "900", "1999"] {
        run_aging(now, "DUNDER_STORE", path.as_os_str());
    }
    let _ = std::fs::remove_file(&path);
}

#[test]
fn an_entry_expires_after_it_was_computed_on_redis() {
    let Some(server) = Server::start(None) else {
        return;
    };
    let url = format!("redis://127.0.0.1:{}/", server.port);
    for now in ["0", "900", "1999"] {
        run_aging(now, "DUNDER_REDIS", url.as_ref());
    }
}

/// Records in memory, each of which a test can make older.
static RECORDS: Mutex<BTreeMap<Vec<u8>, Vec<u8>>> = Mutex::new(BTreeMap::new());

struct InMemory(String);

impl InMemory {
    fn name(&self, key: &[u8]) -> Vec<u8> {
        [self.0.as_bytes(), key].concat()
    }
}

impl dunder::memo::Store for InMemory {
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, dunder::memo::StoreError> {
        Ok(RECORDS.lock().unwrap().get(&self.name(key)).cloned())
    }
    fn save(
        &self,
        key: &[u8],
        record: &[u8],
        _: Option<Duration>,
    ) -> Result<(), dunder::memo::StoreError> {
        let mut records = RECORDS.lock().unwrap();
        records.insert(self.name(key), record.to_vec());
        Ok(())
    }
    fn remove(&self, key: &[u8]) -> Result<bool, dunder::memo::StoreError> {
        Ok(RECORDS.lock().unwrap().remove(&self.name(key)).is_some())
    }
    fn clear(&self) -> Result<(), dunder::memo::StoreError> {
        let mut records = RECORDS.lock().unwrap();
        records.retain(|name, _| !name.starts_with(self.0.as_bytes()));
        Ok(())
    }
}

fn in_memory(name: &str) -> InMemory {
    InMemory(name.to_owned())
}

#[test]
fn by_the_clock_on_the_wall_where_none_is_given() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 1, ttl = "1h", store = in_memory)]
    fn f(_n: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed)
    }
    let make_older = |by: Duration| {
        for (name, record) in RECORDS.lock().unwrap().iter_mut() {
            if name.starts_with(b"suite::memoize::store::by_the_clock") {
                let (time, _) = record.split_first_chunk_mut::<8>().unwrap();
                let earlier = u64::from_le_bytes(*time) - by.as_nanos() as u64;
                *time = earlier.to_le_bytes();
            }
        }
    };
    assert_eq!((f(0), f(1), f(0)), (0, 1, 0));
    // As if another process had computed it half an hour ago, and then more than an hour.
    make_older(Duration::from_secs(1800));
    assert_eq!((f(1), f(0)), (1, 0));
    make_older(Duration::from_secs(1801));
    assert_eq!((f(1), f(0)), (2, 3));
    // From the future: a clock was set back.
    make_older(Duration::ZERO);
    assert_eq!(f(1), 2);
    assert_eq!(f::cache_info().store_errors(), 0);
}

#[test]
fn what_has_expired_is_not_in_the_store() {
    clock!(NOW, clock);
    #[memoize(maxsize = 0, ttl = "1s", clock = clock, store = in_memory)]
    fn f(n: u32) -> u32 {
        n
    }
    f(1);
    NOW.store(999, Ordering::Relaxed);
    assert_eq!((f::contains(1), f::peek(1)), (true, Some(1)));
    NOW.store(1000, Ordering::Relaxed);
    assert_eq!((f::contains(1), f::peek(1)), (false, None));
}

#[test]
fn a_refresh_computes_ahead_of_the_store_too() {
    clock!(NOW, clock);
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(maxsize = 1, ttl = "10s", refresh = "4s", clock = clock, store = in_memory)]
    fn f(n: u32) -> u32 {
        if n == 1 && RUNS.fetch_add(1, Ordering::Relaxed) == 1 {
            // While this call computes anew, another is served what the store had.
            assert_eq!(f(n), 0);
        }
        NOW.load(Ordering::Relaxed) as u32
    }
    let at = |now: u64| {
        NOW.store(now, Ordering::Relaxed);
        f(1)
    };
    let leaves = || f(2);
    assert_eq!((at(0), at(3_900)), (0, 0));
    leaves();
    assert_eq!(at(3_999), 0);
    leaves();
    // Four seconds after it was computed, not after it was read back.
    assert_eq!((at(4_000), at(7_999)), (4_000, 4_000));
    leaves();
    assert_eq!((at(7_999), at(8_000)), (4_000, 8_000));
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
    assert_eq!((at(17_999), f::cache_info().store_errors()), (17_999, 0));
}

#[test]
fn what_another_process_has_refreshed_is_not_computed_again() {
    clock!(NOW, clock);
    static RUNS: AtomicU32 = AtomicU32::new(0);
    fn one_store(_: &str) -> InMemory {
        InMemory("refreshed elsewhere".to_owned())
    }
    #[memoize(clock = clock, refresh = "1h", store = one_store)]
    fn elsewhere(_n: u32) -> u32 {
        7
    }
    #[memoize(refresh = "4s", clock = clock, store = one_store)]
    fn f(_n: u32) -> u32 {
        RUNS.fetch_add(1, Ordering::Relaxed)
    }
    assert_eq!(f(1), 0);
    NOW.store(5_000, Ordering::Relaxed);
    elsewhere::insert(1, 7);
    assert_eq!((f(1), f(1)), (7, 7));
    assert_eq!(
        f::cache_info().to_string(),
        "CacheInfo(hits=2, misses=1, maxsize=128, currsize=1)"
    );
    // Nine seconds: four after that, and nobody has been faster.
    NOW.store(9_000, Ordering::Relaxed);
    assert_eq!((f(1), f(1)), (1, 1));
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
}

#[test]
fn async_functions_are_computed_ahead_of_the_store() {
    clock!(NOW, clock);
    #[memoize(maxsize = 0, ttl = "10s", refresh = "4s", clock = clock, store = in_memory)]
    async fn f(_n: u32) -> u64 {
        NOW.load(Ordering::Relaxed)
    }
    for (now, value) in [(0, 0), (3_999, 0), (4_000, 4_000), (7_999, 4_000)] {
        NOW.store(now, Ordering::Relaxed);
        assert_eq!(block_on(f(1)), value, "at {now}");
    }
}
