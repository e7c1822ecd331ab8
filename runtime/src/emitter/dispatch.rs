//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::{Any, TypeId};
use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cache::{self, Cache};
use super::error::{EmitError, Panic};
use super::hub::Hub;
use super::listener::{Bare, Callee, Listener, Outcome};
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

/// Emits to the listeners of type `F`; `call` hands one of them the event, and so does `bare`. The error is boxed, so that the result of
/// an emit that goes well is in registers.
// Not inlined: among a caller's variables the loop would not have the registers it needs.
#[inline(never)]
pub(super) fn dispatch<F: Callee + ?Sized + 'static>(
    hub: &Hub,
    bare: impl Fn(&Bare<F>) -> Outcome + Copy,
    call: impl Fn(&F) -> Outcome + Copy,
) -> Result<usize, Box<EmitError>> {
    cache::with(move |cache| {
        let Some(snapshot) = cache.lease::<F>(hub) else {
            return apart(hub, cache, &call);
        };
        let next = Cell::new(0);
        let run = || run_unchanged(&snapshot, &next, bare);
        let result = match catch_unwind(AssertUnwindSafe(run)) {
            Ok((heard, Outcome::Heard)) if heard == snapshot.listeners().len() => Ok(heard),
            other => go_on(hub, &snapshot, other, next.get(), &call),
        };
        drop(snapshot);
        cache.tidy();
        result
    })
}

/// An emit inside another, or after a change.
#[cold]
#[inline(never)]
fn apart<F: Callee + ?Sized + 'static>(
    hub: &Hub,
    cache: &Cache,
    call: &dyn Fn(&F) -> Outcome,
) -> Result<usize, Box<EmitError>> {
    cache.nest().map_err(Box::new)?;
    let result = if let Some(snapshot) = cache.lease_again::<F>(hub) {
        Pass::default().finish(hub, snapshot.listeners(), None, call)
    } else {
        let _apart = cache.apart();
        let snapshot = hub.snapshot::<F>();
        cache.keep(hub, &snapshot);
        Pass::default().finish(hub, snapshot.listeners(), None, call)
    };
    cache.tidy();
    result
}

/// Runs its closure when dropped, which only an unwinding does.
struct OnUnwind<U: Fn()>(U);

impl<U: Fn()> Drop for OnUnwind<U> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Calls handlers as long as nothing changes, so that each is called without a look at its state: how many were
/// called, and what the last one said. A panic leaves `next` at the one after.
#[inline]
fn run_unchanged<F: Callee + ?Sized + 'static>(
    snapshot: &Snapshot<F>,
    next: &Cell<usize>,
    call: impl Fn(&Bare<F>) -> Outcome,
) -> (usize, Outcome) {
    let mut called = 0;
    let mut call_next = |handler: &Bare<F>| {
        called += 1;
        // The place is kept in a register, and written down only if the call unwinds.
        let place = OnUnwind(|| next.set(called));
        let outcome = call(handler);
        core::mem::forget(place);
        // One jump for both questions. (An addition would be fused with the jump, and was seen to take longer.)
        (outcome as u8 | snapshot.outdated_bit() != 0).then_some((called, outcome))
    };
    // By fours: a jump back after each call would cost as much as a quarter of it.
    let (fours, rest) = snapshot.handlers().as_chunks::<4>();
    for four in fours {
        for handler in four {
            if let Some(end) = call_next(handler) {
                return end;
            }
        }
    }
    for handler in rest {
        if let Some(end) = call_next(handler) {
            return end;
        }
    }
    (called, Outcome::Heard)
}

/// Calls those that [`run_unchanged`] left over.
#[cold]
#[inline(never)]
fn go_on<F: Callee + ?Sized + 'static>(
    hub: &Hub,
    snapshot: &Snapshot<F>,
    so_far: Result<(usize, Outcome), Box<dyn Any + Send>>,
    next: usize,
    call: &dyn Fn(&F) -> Outcome,
) -> Result<usize, Box<EmitError>> {
    let listeners = snapshot.listeners();
    let (next, last, panic) = match so_far {
        Err(payload) => (next, Outcome::Heard, Some(payload)),
        Ok((called, outcome)) => (called, outcome, None),
    };
    let pass = Pass {
        next: Cell::new(next),
        passed_over: Cell::new(0),
    };
    if last != Outcome::Heard && pass.leaves(hub, &listeners[next - 1], last) {
        return Ok(pass.heard());
    }
    pass.finish(hub, listeners, panic, call)
}

/// One way through a snapshot: what has to be known after a panic.
#[derive(Default)]
struct Pass {
    next: Cell<usize>,
    passed_over: Cell<usize>,
}

impl Pass {
    /// Calls those that are left; a panic leaves `next` at the one after.
    fn run<F: Callee + ?Sized + 'static>(
        &self,
        hub: &Hub,
        listeners: &[Arc<Listener<F>>],
        call: impl Fn(&F) -> Outcome,
    ) {
        while let Some(listener) = listeners.get(self.next.get()) {
            self.next.set(self.next.get() + 1);
            if !listener.claim(hub) {
                self.pass_over();
                continue;
            }
            let outcome = call(&listener.handler);
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
    fn finish<F: Callee + ?Sized + 'static>(
        &self,
        hub: &Hub,
        listeners: &[Arc<Listener<F>>],
        first: Option<Box<dyn Any + Send>>,
        call: &dyn Fn(&F) -> Outcome,
    ) -> Result<usize, Box<EmitError>> {
        let mut panics: Vec<_> = first.into_iter().map(Panic::new).collect();
        while let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.run(hub, listeners, call))) {
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
