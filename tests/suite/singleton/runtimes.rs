//! Async constructors on tokio, with one thread and with several, and on smol.

use std::any::Any;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

use dunder::singleton;

use super::asynchronous::step;
use super::{text, within_a_minute};

type Ended<T> = Result<T, Box<dyn Any + Send>>;

/// The same tests on each runtime, which is a module with `block_on`, `spawn`, `join` and `cancel`.
macro_rules! on_each {
    ($($name:ident),*) => {$(
        mod $name {
            use super::*;
            use super::runtime::$name::{block_on, cancel, join, spawn};

            /// Runs `body` on the runtime; it ends within a minute.
            fn run<T: Send + 'static>(body: impl Future<Output = T> + Send + 'static) -> T {
                let (sender, receiver) = channel();
                thread::spawn(move || sender.send(block_on(body)));
                within_a_minute(&receiver)
            }

            #[test]
            fn row_10_one_of_many_tasks_constructs() {
                static RUNS: AtomicU32 = AtomicU32::new(0);
                struct Db(u32);
                #[singleton]
                impl Db {
                    async fn connect(value: u32) -> Self {
                        RUNS.fetch_add(1, SeqCst);
                        for _ in 0..8 {
                            step().await;
                        }
                        Self(value)
                    }
                }

                let seen = run(async {
                    let tasks: Vec<_> = (0..64)
                        .map(|value| spawn(async move {
                            let db = Db::connect(value).await;
                            (std::ptr::from_ref(db).addr(), db.0)
                        }))
                        .collect();
                    let mut seen = Vec::new();
                    for task in tasks {
                        seen.push(join(task).await.unwrap());
                    }
                    seen
                });
                assert_eq!(RUNS.load(SeqCst), 1);
                assert!(seen.iter().all(|one| *one == seen[0]));
            }

            #[test]
            fn row_10_the_next_takes_over_from_a_cancelled_task() {
                static STUCK: AtomicBool = AtomicBool::new(false);
                static RUNNING: AtomicU32 = AtomicU32::new(0);
                struct Db(&'static str);
                struct Running;
                impl Drop for Running {
                    fn drop(&mut self) {
                        RUNNING.fetch_sub(1, SeqCst);
                    }
                }
                #[singleton]
                impl Db {
                    async fn connect(by: &'static str) -> Self {
                        assert_eq!(RUNNING.fetch_add(1, SeqCst), 0, "two at once");
                        let _running = Running;
                        if by == "first" {
                            STUCK.store(true, SeqCst);
                            std::future::pending::<()>().await;
                        }
                        step().await;
                        Self(by)
                    }
                }

                let got = run(async {
                    let first = spawn(async { Db::connect("first").await.0 });
                    while !STUCK.load(SeqCst) {
                        step().await;
                    }
                    let waiting: Vec<_> =
                        (0..4).map(|_| spawn(async { Db::connect("next").await.0 })).collect();
                    step().await;
                    cancel(first).await;
                    let mut got = Vec::new();
                    for task in waiting {
                        got.push(join(task).await.unwrap());
                    }
                    got
                });
                assert_eq!(got, ["next"; 4]);
            }

            #[test]
            fn row_10_the_next_takes_over_after_a_panic() {
                static RUNS: AtomicU32 = AtomicU32::new(0);
                struct Db(u32);
                #[singleton]
                impl Db {
                    async fn connect() -> Self {
                        let run = RUNS.fetch_add(1, SeqCst);
                        step().await;
                        assert!(run > 0, "no connection");
                        Self(run)
                    }
                }

                let ended = run(async {
                    let tasks: Vec<_> =
                        (0..8).map(|_| spawn(async { Db::connect().await.0 })).collect();
                    let mut ended = Vec::new();
                    for task in tasks {
                        ended.push(join(task).await.map_err(text));
                    }
                    ended
                });
                let panics: Vec<_> = ended.iter().filter_map(|one| one.as_ref().err()).collect();
                assert_eq!(panics, ["no connection"]);
                assert!(ended.iter().flatten().all(|run| *run == 1));
            }

            #[test]
            fn row_06_a_circle_of_two_tasks_is_an_error() {
                static BOTH: AtomicU32 = AtomicU32::new(0);
                struct A;
                struct B;
                type Made<T> = Pin<Box<dyn Future<Output = &'static T> + Send>>;

                // Futures in a circle are boxed, by functions that say so.
                fn a() -> Made<A> {
                    Box::pin(A::new(false))
                }
                fn b() -> Made<B> {
                    Box::pin(B::new(false))
                }
                async fn meet() {
                    BOTH.fetch_add(1, SeqCst);
                    while BOTH.load(SeqCst) < 2 {
                        step().await;
                    }
                }
                #[singleton]
                impl A {
                    async fn new(meets: bool) -> Self {
                        if meets {
                            meet().await;
                        }
                        b().await;
                        Self
                    }
                }
                #[singleton]
                impl B {
                    async fn new(meets: bool) -> Self {
                        if meets {
                            meet().await;
                        }
                        a().await;
                        Self
                    }
                }

                let ended = run(async {
                    let a = spawn(async { _ = A::new(true).await });
                    let b = spawn(async { _ = B::new(true).await });
                    [join(a).await, join(b).await]
                });
                for said in ended.map(|ended| text(ended.unwrap_err())) {
                    assert!(
                        said.ends_with(": A -> B -> A") || said.ends_with(": B -> A -> B"),
                        "{said}"
                    );
                }
                assert!(A::existing().is_none() && B::existing().is_none());
            }
        }
    )*};
}

on_each!(tokio_on_many_threads, tokio_on_one_thread, smol_global);

mod runtime {
    macro_rules! tokio_by {
        ($name:ident, $builder:ident) => {
            pub(super) mod $name {
                use super::super::Ended;
                use ::tokio::task::JoinHandle;

                pub(in super::super) fn block_on<F: Future>(future: F) -> F::Output {
                    let runtime = ::tokio::runtime::Builder::$builder().build().unwrap();
                    runtime.block_on(future)
                }

                pub(in super::super) fn spawn<T: Send + 'static>(
                    future: impl Future<Output = T> + Send + 'static,
                ) -> JoinHandle<T> {
                    ::tokio::spawn(future)
                }

                pub(in super::super) async fn join<T>(task: JoinHandle<T>) -> Ended<T> {
                    task.await.map_err(::tokio::task::JoinError::into_panic)
                }

                pub(in super::super) async fn cancel<T>(task: JoinHandle<T>) {
                    task.abort();
                    assert!(task.await.err().unwrap().is_cancelled());
                }
            }
        };
    }

    tokio_by!(tokio_on_many_threads, new_multi_thread);
    tokio_by!(tokio_on_one_thread, new_current_thread);

    pub(super) mod smol_global {
        use std::panic::AssertUnwindSafe;

        use smol::Task;
        pub(in super::super) use smol::block_on;
        use smol::future::FutureExt;

        use super::super::Ended;

        pub(in super::super) fn spawn<T: Send + 'static>(
            future: impl Future<Output = T> + Send + 'static,
        ) -> Task<Ended<T>> {
            smol::spawn(AssertUnwindSafe(future).catch_unwind())
        }

        pub(in super::super) async fn join<T>(task: Task<Ended<T>>) -> Ended<T> {
            task.await
        }

        pub(in super::super) async fn cancel<T>(task: Task<Ended<T>>) {
            assert!(task.cancel().await.is_none());
        }
    }
}
