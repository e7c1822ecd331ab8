//! Stores: results that outlive the process.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
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
