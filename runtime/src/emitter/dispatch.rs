//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::{Any, TypeId};
use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cache::{self, Cache, Lease};
use super::chain::Run;
use super::error::{EmitError, Panic};
use super::hub::Hub;
use super::listener::{Callee, Handler, Listener, Outcome};
use super::snapshot::Snapshot;

/// What has happened so far in an emit.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) heard: usize,
    pub(super) panics: Vec<Panic>,
}

impl Tally {
    pub(super) fn finish(self) -> Result<usize, EmitError> {
        if self.panics.is_empty() {
            Ok(self.heard)
        } else {
            Err(self.fail())
        }
    }

    #[cold]
    fn fail(self) -> EmitError {
        EmitError::Panicked {
            heard: self.heard,
            panics: self.panics,
        }
    }
}

/// Emits to those who listen to `E`. The error is boxed, so that the result of an emit that goes well is in registers.
// Not inlined: it would be copied to wherever something is emitted.
#[inline(never)]
pub(super) fn dispatch<E: ?Sized + 'static>(hub: &Hub, event: &E) -> Result<usize, Box<EmitError>> {
    cache::with(move |cache| {
        let Some(lease) = cache.lease::<Handler<E>>(hub) else {
            return apart(hub, cache, event);
        };
        let run = Run::new(lease.snapshot);
        match start(&run, event) {
            Ok(None) => Ok(lease.snapshot.listeners().len()),
            halted => go_on(hub, cache, lease, &run, halted, event),
        }
    })
}

/// An emit inside another, or the first after a change.
#[cold]
#[inline(never)]
fn apart<E: ?Sized + 'static>(
    hub: &Hub,
    cache: &Cache,
    event: &E,
) -> Result<usize, Box<EmitError>> {
    let depth = cache.nest().map_err(Box::new)?;
    let emit = |snapshot: &Snapshot<Handler<E>>| {
        // Inside another, one by one: the frames of a chain could add up. And what was dropped a moment ago may have
        // unsubscribed the first already.
        if depth != 0 || snapshot.header.is_outdated() {
            return Pass::default().finish(hub, snapshot.listeners(), None, event);
        }
        let run = Run::new(snapshot);
        match start(&run, event) {
            Ok(None) => Ok(snapshot.listeners().len()),
            halted => finish(hub, &run, halted, event),
        }
    };
    let result = if let Some(lease) = cache.lease_again::<Handler<E>>(hub) {
        emit(lease.snapshot)
    } else {
        let _apart = cache.apart();
        let snapshot = hub.snapshot::<Handler<E>>();
        cache.keep(hub, &snapshot);
        emit(&snapshot)
    };
    cache.tidy();
    result
}

/// Where a chain was left: None if it was not, a payload after a panic.
type Halted = Result<Option<Outcome>, Box<dyn Any + Send>>;

/// Calls handlers as long as nothing happens.
#[inline]
fn start<E: ?Sized + 'static>(run: &Run<'_, E>, event: &E) -> Halted {
    catch_unwind(AssertUnwindSafe(|| run.start(event)))
}

/// Calls those that are left, and ends the emit.
#[cold]
#[inline(never)]
fn go_on<E: ?Sized + 'static>(
    hub: &Hub,
    cache: &Cache,
    lease: Lease<'_, Handler<E>>,
    run: &Run<'_, E>,
    halted: Halted,
    event: &E,
) -> Result<usize, Box<EmitError>> {
    let result = finish(hub, run, halted, event);
    drop(lease);
    cache.tidy();
    result
}

/// Calls those that are left.
#[cold]
fn finish<E: ?Sized + 'static>(
    hub: &Hub,
    run: &Run<'_, E>,
    halted: Halted,
    event: &E,
) -> Result<usize, Box<EmitError>> {
    let called = run.called();
    let listeners = run.snapshot.listeners();
    let pass = Pass {
        next: Cell::new(called),
        passed_over: Cell::new(0),
    };
    match halted {
        Ok(Some(last))
            if last != Outcome::Heard && pass.leaves(hub, &listeners[called - 1], last) =>
        {
            Ok(pass.heard())
        }
        other => pass.finish(hub, listeners, other.err(), event),
    }
}

/// One way through a snapshot: what has to be known after a panic.
#[derive(Default)]
struct Pass {
    next: Cell<usize>,
    passed_over: Cell<usize>,
}

impl Pass {
    /// Calls those that are left; a panic leaves `next` at the one after.
    fn run<E: ?Sized + 'static>(
        &self,
        hub: &Hub,
        listeners: &[Arc<Listener<Handler<E>>>],
        event: &E,
    ) {
        while let Some(listener) = listeners.get(self.next.get()) {
            self.next.set(self.next.get() + 1);
            if !listener.claim(hub) {
                self.pass_over();
                continue;
            }
            let outcome = (listener.handler)(event);
            if outcome != Outcome::Heard && self.leaves(hub, listener, outcome) {
                break;
            }
        }
    }

    fn pass_over(&self) {
        self.passed_over.set(self.passed_over.get() + 1);
    }

    /// Whether the event goes no further, after a call that was not simply heard.
    #[cold]
    fn leaves<F: Callee + ?Sized + 'static>(
        &self,
        hub: &Hub,
        listener: &Listener<F>,
        outcome: Outcome,
    ) -> bool {
        if outcome == Outcome::Gone {
            self.pass_over();
            prune(hub, listener);
        }
        outcome == Outcome::Stop
    }

    fn heard(&self) -> usize {
        self.next.get() - self.passed_over.get()
    }

    /// Calls the rest, however many panic. Apart from the way without panics, which is to be inlined.
    #[cold]
    #[inline(never)]
    fn finish<E: ?Sized + 'static>(
        &self,
        hub: &Hub,
        listeners: &[Arc<Listener<Handler<E>>>],
        first: Option<Box<dyn Any + Send>>,
        event: &E,
    ) -> Result<usize, Box<EmitError>> {
        let mut panics: Vec<_> = first.into_iter().map(Panic::new).collect();
        while let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.run(hub, listeners, event)))
        {
            panics.push(Panic::new(payload));
        }
        let heard = self.heard();
        Tally { heard, panics }.finish().map_err(Box::new)
    }
}

/// Removes a listener whose owner is gone.
#[cold]
pub(super) fn prune<F: Callee + ?Sized + 'static>(hub: &Hub, listener: &Listener<F>) {
    hub.remove(TypeId::of::<F>(), listener.rank);
}
