//! Async functions on the runtimes that people use: none of them is named by the crate.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use dunder::memoize;

/// A future that is ready once opened, and wakes whoever waits for it.
#[derive(Default)]
struct Gate(Mutex<(bool, Vec<Waker>)>);

impl Gate {
    fn open(&self) {
        let mut inside = self.0.lock().unwrap();
        inside.0 = true;
        let wakers = std::mem::take(&mut inside.1);
        drop(inside);
        wakers.into_iter().for_each(Waker::wake);
    }

    async fn passed(&self) {
        std::future::poll_fn(|context| {
            let mut inside = self.0.lock().unwrap();
            if inside.0 {
                return Poll::Ready(());
            }
            inside.1.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

fn on_tokio<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// The same program for each runtime: tasks that ask for one key run the body once.
macro_rules! tasks_share {
    ($test:ident: $run:path, |$task:ident| $spawn:expr) => {
        #[test]
        fn $test() {
            static RUNS: AtomicU32 = AtomicU32::new(0);
            #[memoize(single_flight)]
            async fn f(s: &str, gate: Shared) -> Result<usize, String> {
                RUNS.fetch_add(1, Ordering::Relaxed);
                gate.0.passed().await;
                Ok(s.len())
            }
            #[memoize(maxsize = 2)]
            async fn plain(n: u32) -> u32 {
                std::future::ready(2 * n).await
            }
            $run(async {
                let gate = Shared(Arc::default());
                let mut tasks = Vec::new();
                for _ in 0..8 {
                    let gate = gate.clone();
                    let $task = async move { f("abc", gate).await };
                    tasks.push($spawn);
                }
                gate.0.open();
                for task in tasks {
                    assert_eq!(task.await, Ok(3));
                }
                assert_eq!((plain(4).await, plain(4).await), (8, 8));
            });
            assert_eq!(RUNS.load(Ordering::Relaxed), 1);
            let info = f::cache_info();
            assert_eq!((info.hits(), info.misses()), (7, 1));
            assert_eq!(plain::cache_info().hits(), 1);
        }
    };
}

/// Equal whatever gate it is: it plays no part in the result.
#[derive(Clone)]
struct Shared(Arc<Gate>);
impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Shared {}
impl std::hash::Hash for Shared {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

tasks_share!(tasks_share_on_tokio: on_tokio, |task| async {
    tokio::spawn(task).await.unwrap()
});
tasks_share!(tasks_share_on_smol: smol::block_on, |task| smol::spawn(task));

#[test]
fn an_aborted_leader_frees_the_others() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    static HELD: Gate = Gate(Mutex::new((false, Vec::new())));
    static STARTED: Gate = Gate(Mutex::new((false, Vec::new())));
    #[memoize(single_flight)]
    async fn f(n: u32) -> u32 {
        if RUNS.fetch_add(1, Ordering::Relaxed) == 0 {
            STARTED.open();
            HELD.passed().await;
        }
        n + 1
    }
    on_tokio(async {
        let leader = tokio::spawn(f(1));
        STARTED.passed().await;
        let waiter = tokio::spawn(f(1));
        leader.abort();
        assert!(leader.await.unwrap_err().is_cancelled());
        assert_eq!(waiter.await.unwrap(), 2);
    });
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
    assert_eq!(f::cache_info().currsize(), 1);
}

#[test]
fn a_panic_in_a_task_stores_nothing_and_frees_the_others() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize(single_flight)]
    async fn f(n: u32) -> u32 {
        assert!(RUNS.fetch_add(1, Ordering::Relaxed) != 0, "first");
        std::future::ready(n).await
    }
    #[memoize]
    async fn plain(n: u32) -> u32 {
        assert!(n != 0, "zero");
        n
    }
    on_tokio(async {
        let tasks = [tokio::spawn(f(7)), tokio::spawn(f(7)), tokio::spawn(f(7))];
        let mut panics = 0;
        for task in tasks {
            match task.await {
                Ok(value) => assert_eq!(value, 7),
                Err(error) => {
                    assert!(error.is_panic());
                    panics += 1;
                }
            }
        }
        assert_eq!(panics, 1);
        assert!(tokio::spawn(plain(0)).await.unwrap_err().is_panic());
        assert_eq!(plain(1).await, 1);
    });
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
    assert_eq!(
        (plain::cache_info().misses(), plain::cache_info().currsize()),
        (2, 1)
    );
}

#[test]
fn a_future_that_is_dropped_half_way_stores_nothing() {
    static HELD: Gate = Gate(Mutex::new((false, Vec::new())));
    #[memoize]
    async fn f(n: u32) -> u32 {
        if n == 0 {
            HELD.passed().await;
        }
        n
    }
    smol::block_on(async {
        // What `select!` does to the branch that loses.
        let won = smol::future::or(async { Err(f(0).await) }, async { Ok(f(1).await) }).await;
        assert_eq!(won, Ok(1));
    });
    assert!(!f::contains(0) && f::contains(1));
    HELD.open();
    assert_eq!(smol::block_on(f(0)), 0);
}

struct Service(u32);

impl Service {
    #[memoize(key = n, single_flight, handle = answer_cache)]
    async fn answer(&self, n: u32) -> u32 {
        std::future::ready(self.0 + n).await
    }
}

#[test]
fn methods_and_warm_up() {
    on_tokio(async {
        Service::answer_cache().insert(&Service(0), 9, 90);
        let service = Arc::new(Service(1));
        let theirs = Arc::clone(&service);
        let task = tokio::spawn(async move { theirs.answer(9).await + theirs.answer(1).await });
        assert_eq!(task.await.unwrap(), 92);
        assert!(Service::answer_cache().contains(&service, 1));
    });
}
