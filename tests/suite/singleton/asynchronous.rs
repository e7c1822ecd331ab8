//! Async constructors, on executors made here: nothing of a runtime is needed. Row 10.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use dunder::singleton;

use super::{panic_of, within_a_minute};

/// Runs a future on this thread.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        thread::park_timeout(Duration::from_secs(60));
    }
}

/// A task that is polled when it was woken, on whichever worker takes it.
struct Task {
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    queue: Mutex<Sender<Arc<Task>>>,
    queued: AtomicBool,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, SeqCst) {
            _ = self.queue.lock().unwrap().send(Arc::clone(&self));
        }
    }
}

/// Runs each future as a task on four threads; their answers, in any order.
fn spread<T: Send + 'static>(futures: Vec<Pin<Box<dyn Future<Output = T> + Send>>>) -> Vec<T> {
    let (queue, tasks) = channel::<Arc<Task>>();
    let (answer, answers) = channel();
    let count = futures.len();
    for future in futures {
        let answer = answer.clone();
        let future = async move { _ = answer.send(future.await) };
        let task = Arc::new(Task {
            future: Mutex::new(Some(Box::pin(future))),
            queue: Mutex::new(queue.clone()),
            queued: AtomicBool::new(false),
        });
        task.wake();
    }
    drop(queue);
    let tasks = Arc::new(Mutex::new(tasks));
    for _ in 0..4 {
        let tasks: Arc<Mutex<Receiver<Arc<Task>>>> = Arc::clone(&tasks);
        thread::spawn(move || {
            loop {
                let Ok(task) = tasks.lock().unwrap().recv() else {
                    return;
                };
                task.queued.store(false, SeqCst);
                let mut future = task.future.lock().unwrap();
                let waker = Waker::from(Arc::clone(&task));
                if let Some(running) = future.as_mut()
                    && running
                        .as_mut()
                        .poll(&mut Context::from_waker(&waker))
                        .is_ready()
                {
                    *future = None;
                }
            }
        });
    }
    (0..count).map(|_| within_a_minute(&answers)).collect()
}

/// Gives way once.
pub(super) async fn step() {
    let mut given = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut given, true) {
            Poll::Ready(())
        } else {
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await;
}

#[test]
fn row_10_64_tasks_one_run() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    struct Db(u32);

    #[singleton]
    impl Db {
        async fn connect(value: u32) -> Self {
            RUNS.fetch_add(1, SeqCst);
            for _ in 0..5 {
                step().await;
            }
            Self(value)
        }
    }

    let tasks = (0..64).map(|value| {
        Box::pin(async move {
            let db = Db::connect(value).await;
            (std::ptr::from_ref(db).addr(), db.0)
        }) as Pin<Box<dyn Future<Output = _> + Send>>
    });
    let seen = spread(tasks.collect());
    assert_eq!(RUNS.load(SeqCst), 1);
    assert!(seen.iter().all(|one| *one == seen[0]));
    assert!(Db::existing().is_some());
}

#[test]
fn row_10_a_cancelled_one_hands_over_and_one_runs_at_a_time() {
    static RUNNING: AtomicU32 = AtomicU32::new(0);
    static STARTED: AtomicU32 = AtomicU32::new(0);

    struct Db(u32);
    struct Running;
    impl Drop for Running {
        fn drop(&mut self) {
            RUNNING.fetch_sub(1, SeqCst);
        }
    }

    #[singleton]
    impl Db {
        async fn connect(stuck: bool) -> Self {
            assert_eq!(RUNNING.fetch_add(1, SeqCst), 0, "two at once");
            let _running = Running;
            let run = STARTED.fetch_add(1, SeqCst);
            if stuck {
                std::future::pending::<()>().await;
            }
            step().await;
            Self(run)
        }
    }

    let mut stuck = Box::pin(Db::connect(true));
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    let cx = &mut Context::from_waker(Waker::noop());
    assert!(stuck.as_mut().poll(cx).is_pending());
    let mut waiting = Box::pin(Db::connect(false));
    assert!(
        waiting
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
    );
    // One that waits and goes away takes nothing with it.
    let mut leaving = Box::pin(Db::connect(false));
    assert!(leaving.as_mut().poll(cx).is_pending());
    drop(leaving);
    assert_eq!((STARTED.load(SeqCst), woken.0.load(SeqCst)), (1, 0));
    drop(stuck);
    assert_eq!(woken.0.load(SeqCst), 1, "the one that waits is told");
    assert_eq!(block_on(waiting).0, 1);
    assert_eq!(STARTED.load(SeqCst), 2);
}

#[derive(Default)]
struct Woken(AtomicU32);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[test]
fn errors_and_panics_are_retried() {
    static RUNS: AtomicU32 = AtomicU32::new(0);

    #[derive(Debug)]
    struct Flaky(u32);

    #[singleton]
    impl Flaky {
        async fn open(name: &str) -> Result<Self, String> {
            step().await;
            match RUNS.fetch_add(1, SeqCst) {
                0 => return Err(format!("no {name}")),
                1 => panic!("worse"),
                run => Ok(Self(run)),
            }
        }
    }

    assert_eq!(block_on(Flaky::open("a")).unwrap_err(), "no a");
    assert_eq!(panic_of(|| block_on(Flaky::open("a"))), "worse");
    assert_eq!(block_on(Flaky::open("a")).unwrap().0, 2);
    assert_eq!(block_on(Flaky::open("a")).unwrap().0, 2);
}

#[test]
fn cycles() {
    struct A;
    struct B;
    type Boxed<T> = Pin<Box<dyn Future<Output = &'static T>>>;

    #[singleton]
    impl A {
        async fn new() -> Self {
            step().await;
            B::new().await;
            Self
        }
    }
    #[singleton]
    impl B {
        async fn new() -> Self {
            step().await;
            (Box::pin(A::new()) as Boxed<A>).await;
            Self
        }
    }

    // In one task, and in two that wait for each other.
    let (sender, receiver) = channel();
    thread::spawn(move || {
        sender.send(panic_of(|| block_on(A::new()))).unwrap();
        let cx = &mut Context::from_waker(Waker::noop());
        let (mut a, mut b) = (Box::pin(A::new()), Box::pin(B::new()));
        let mut poll_both = || {
            assert!(a.as_mut().poll(cx).is_pending());
            assert!(b.as_mut().poll(cx).is_pending());
        };
        poll_both();
        sender
            .send(panic_of(|| {
                poll_both();
                poll_both()
            }))
            .unwrap();
    });
    assert_eq!(
        within_a_minute(&receiver),
        "singleton `A` is needed to construct itself: A -> B -> A"
    );
    assert_eq!(
        within_a_minute(&receiver),
        "singleton `A` is needed to construct itself: A -> B -> A"
    );
}

#[test]
fn strict_fallible_generic_and_overridden() {
    struct Pool<T>(T);

    #[singleton(strict)]
    impl<T: Clone> Pool<T> {
        async fn open(
            of: &[u8],
            make: fn(&[u8]) -> T,
        ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
            step().await;
            if of.is_empty() {
                return Err("empty".into());
            }
            Ok(Self(make(of)))
        }
    }

    fn len(of: &[u8]) -> usize {
        of.len()
    }
    let open = |of: &'static [u8]| block_on(Pool::<usize>::open(of, len));
    assert_eq!(open(&[]).err().unwrap().to_string(), "empty");
    assert_eq!(open(&[1, 2]).ok().unwrap().0, 2);
    assert!(
        open(&[3])
            .err()
            .unwrap()
            .to_string()
            .contains("of = [1, 2], make = ")
    );
    let _guard = Pool::<usize>::scoped(Pool(9));
    assert_eq!(open(&[3]).ok().unwrap().0, 9);
}

#[test]
fn strict_for_a_call_that_waited_while_the_first_ran() {
    struct Db(u32);

    #[singleton(strict)]
    impl Db {
        async fn connect(value: u32) -> Self {
            step().await;
            Self(value)
        }
    }

    // Both find nothing made; the first makes it while the others wait.
    let cx = &mut Context::from_waker(Waker::noop());
    let (mut first, mut other, mut same) = (
        Box::pin(Db::connect(1)),
        Box::pin(Db::connect(2)),
        Box::pin(Db::connect(1)),
    );
    assert!(first.as_mut().poll(cx).is_pending());
    assert!(other.as_mut().poll(cx).is_pending() && same.as_mut().poll(cx).is_pending());
    assert_eq!(block_on(first).unwrap().0, 1);
    assert_eq!(
        block_on(other).err().unwrap().to_string(),
        "singleton `Db` was made with value = 1, and is asked for with value = 2"
    );
    assert_eq!(block_on(same).unwrap().0, 1);
}

#[test]
fn on_a_single_threaded_executor_with_local_state() {
    // The constructor's future need not be `Send`; only the instance is shared.
    struct Count(u32);

    #[singleton]
    impl Count {
        async fn new(start: u32) -> Self {
            let local = RefCell::new(start);
            step().await;
            *local.borrow_mut() += 1;
            let count = *local.borrow();
            Self(count)
        }
    }

    assert_eq!(block_on(Count::new(4)).0, 5);
}
