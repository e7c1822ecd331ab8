//! A thread that waits for a store, so that no async function has to.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Poll, Waker};
use std::thread::Builder;

use super::store::StoreError;

type Job = Box<dyn FnOnce() + Send>;

/// One thread for each store, started at the first use. Stores do one thing at a time anyway.
pub(super) struct Worker(OnceLock<Option<Sender<Job>>>);

/// Where the thread leaves a result.
struct Desk<T> {
    result: Option<Result<T, StoreError>>,
    waker: Option<Waker>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Worker {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Does `work` in the thread. When the caller is dropped, it is done all the same.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let desk = Arc::new(Mutex::new(Desk {
            result: None,
            waker: None,
        }));
        let theirs = Arc::clone(&desk);
        let job: Job = Box::new(move || {
            let result = catch_unwind(AssertUnwindSafe(work));
            let result = result.unwrap_or_else(|_| Err("the store panicked".into()));
            let mut desk = lock(&theirs);
            desk.result = Some(result);
            let waker = desk.waker.take();
            drop(desk);
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        let sender = self.0.get_or_init(start).as_ref();
        let sender = sender.ok_or("no thread could be started for the store")?;
        sender
            .send(job)
            .map_err(|_| "the thread of the store is gone")?;
        std::future::poll_fn(|context| {
            let mut desk = lock(&desk);
            match desk.result.take() {
                Some(result) => Poll::Ready(result),
                None => {
                    desk.waker = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

fn start() -> Option<Sender<Job>> {
    let (sender, receiver) = channel::<Job>();
    let thread = Builder::new().name("dunder store".to_owned());
    // It ends with the process: the cache is in a `static`.
    let started = thread.spawn(move || receiver.into_iter().for_each(|job| job()));
    started.ok().map(|_| sender)
}
