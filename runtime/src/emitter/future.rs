//! `emit_async`: the same order, with handlers that wait. It needs no runtime: it is polled by whoever awaits it.

use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Wake;

use super::cache;
use super::dispatch::{Tally, prune};
use super::error::{EmitError, Panic};
use super::hub::Hub;
use super::listener::{AsyncHandler, Handler, Outcome};
use super::snapshot::Snapshot;

/// A handler at work.
pub(super) type Running<'e> = Pin<Box<dyn Future<Output = ()> + Send + 'e>>;

/// An emit that waits for its handlers, to be awaited; made by [`Emitter::emit_async`](super::Emitter::emit_async).
///
/// Dropping it midway is fine: handlers that had not begun are not called, and a `once` among them stays subscribed.
#[must_use = "nothing is emitted until this is awaited"]
pub struct EmitAsync<'e, E: ?Sized>(TryEmitAsync<'e, E>);

/// As [`EmitAsync`], with the panics returned; made by
/// [`Emitter::try_emit_async`](super::Emitter::try_emit_async).
#[must_use = "nothing is emitted until this is awaited"]
pub struct TryEmitAsync<'e, E: ?Sized> {
    hub: Option<&'e Arc<Hub>>,
    event: &'e E,
    concurrent: bool,
    /// None before the first poll and after the last.
    progress: Option<Progress<'e, E>>,
}

/// An emit that has begun.
struct Progress<'e, E: ?Sized> {
    /// The handlers of both kinds still to be called.
    sync: Arc<Snapshot<Handler<E>>>,
    waiting: Arc<Snapshot<AsyncHandler<E>>>,
    next: (usize, usize),
    running: Vec<Child<'e>>,
    tally: Tally,
}

/// A handler at work, with a waker of its own, so that only those that were woken are polled.
struct Child<'e> {
    future: Running<'e>,
    signal: Arc<Signal>,
    waker: Waker,
}

struct Signal {
    woken: AtomicBool,
    task: Mutex<Waker>,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        // Outside the lock: an executor may poll from here.
        task.wake();
    }
}

impl<'e> Child<'e> {
    fn new(future: Running<'e>) -> Self {
        let signal = Arc::new(Signal {
            woken: AtomicBool::new(true),
            task: Mutex::new(Waker::noop().clone()),
        });
        Self {
            future,
            waker: Arc::clone(&signal).into(),
            signal,
        }
    }

    /// Polls it if it was woken: whether it is done, or has panicked.
    fn is_over(&mut self, task: &Waker, tally: &mut Tally) -> bool {
        let mut known = self
            .signal
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let replaced =
            (!known.will_wake(task)).then(|| core::mem::replace(&mut *known, task.clone()));
        drop(known);
        // Outside the lock: an executor's code runs.
        drop(replaced);
        // The task is known before the flag is read: a wake in between is either seen here or passed on.
        if !self.signal.woken.swap(false, Ordering::AcqRel) {
            return false;
        }
        let mut context = Context::from_waker(&self.waker);
        guarded(|| self.future.as_mut().poll(&mut context).is_ready()).unwrap_or_else(|panic| {
            tally.panics.push(panic);
            true
        })
    }
}

fn guarded<R>(call: impl FnOnce() -> R) -> Result<R, Panic> {
    catch_unwind(AssertUnwindSafe(call)).map_err(Panic::new)
}

impl<'e, E: ?Sized + 'static> TryEmitAsync<'e, E> {
    pub(super) fn new(hub: Option<&'e Arc<Hub>>, event: &'e E) -> Self {
        Self {
            hub,
            event,
            concurrent: false,
            progress: None,
        }
    }

    /// Starts every handler before waiting for any: they run side by side, within the task that awaits this.
    pub fn concurrent(mut self) -> Self {
        self.concurrent = true;
        self
    }
}

impl<'e, E: ?Sized + 'static> EmitAsync<'e, E> {
    pub(super) fn new(hub: Option<&'e Arc<Hub>>, event: &'e E) -> Self {
        Self(TryEmitAsync::new(hub, event))
    }

    /// Starts every handler before waiting for any: they run side by side, within the task that awaits this.
    pub fn concurrent(self) -> Self {
        Self(self.0.concurrent())
    }
}

impl<E: ?Sized + 'static> Future for EmitAsync<'_, E> {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<usize> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|result| result.unwrap_or_else(EmitError::resume_as_count))
    }
}

impl<E: ?Sized + 'static> Future for TryEmitAsync<'_, E> {
    type Output = Result<usize, EmitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let Some(hub) = this.hub else {
            return Poll::Ready(Ok(0));
        };
        cache::with(|cache| {
            // Depth counts while a poll is on the stack, as that is what can run out.
            if let Err(error) = cache.nest() {
                return Poll::Ready(Err(error));
            }
            let under_way = cache.apart();
            let polled = this.advance(hub, context.waker());
            drop(under_way);
            cache.tidy();
            polled
        })
    }
}

impl<'e, E: ?Sized + 'static> TryEmitAsync<'e, E> {
    fn advance(&mut self, hub: &Hub, task: &Waker) -> Poll<Result<usize, EmitError>> {
        let progress = self.progress.get_or_insert_with(|| Progress {
            sync: hub.snapshot(),
            waiting: hub.snapshot(),
            next: (0, 0),
            running: Vec::new(),
            tally: Tally::default(),
        });
        progress.poll_running(task);
        while (self.concurrent || progress.running.is_empty())
            && progress.start_next(hub, self.event, task)
        {}
        if !progress.running.is_empty() {
            return Poll::Pending;
        }
        let tally = core::mem::take(&mut progress.tally);
        self.progress = None;
        self.hub = None;
        Poll::Ready(tally.finish())
    }
}

impl<'e, E: ?Sized + 'static> Progress<'e, E> {
    fn poll_running(&mut self, task: &Waker) {
        let tally = &mut self.tally;
        self.running.retain_mut(|child| !child.is_over(task, tally));
    }

    /// Calls the handler that is next, and polls it if it is to be; false if there is none.
    fn start_next(&mut self, hub: &Hub, event: &'e E, task: &Waker) -> bool {
        let sync = self.sync.listeners().get(self.next.0);
        let waiting = self.waiting.listeners().get(self.next.1);
        let result = match (sync, waiting) {
            (Some(listener), other) if other.is_none_or(|other| listener.rank < other.rank) => {
                self.next.0 += 1;
                if !listener.claim(hub) {
                    return true;
                }
                self.tally.heard += 1;
                guarded(|| (listener.handler)(event)).map(|outcome| match outcome {
                    Outcome::Heard => {}
                    Outcome::Stop => self.next = (usize::MAX, usize::MAX),
                    Outcome::Gone => {
                        self.tally.heard -= 1;
                        prune(hub, listener);
                    }
                })
            }
            (_, Some(listener)) => {
                self.next.1 += 1;
                if !listener.claim(hub) {
                    return true;
                }
                self.tally.heard += 1;
                guarded(|| (listener.handler)(event)).map(|future| {
                    let mut child = Child::new(future);
                    if !child.is_over(task, &mut self.tally) {
                        self.running.push(child);
                    }
                })
            }
            (_, None) => return false,
        };
        if let Err(panic) = result {
            self.tally.panics.push(panic);
        }
        true
    }
}
