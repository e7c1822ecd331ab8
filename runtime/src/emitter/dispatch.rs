//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::{Any, TypeId};
use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cache;
use super::depth::{self, Depth};
use super::error::{EmitError, Panic};
use super::hub::Hub;
use super::listener::{Listener, Outcome};

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

/// Emits to the listeners of type `F`; `call` hands one of them the event. The error is boxed, so that the result of
/// an emit that goes well is in registers.
// Not inlined: among a caller's variables the loop would not have the registers it needs.
#[inline(never)]
pub(super) fn dispatch<F: ?Sized + Send + Sync + 'static>(
    hub: &Hub,
    call: impl Fn(&F) -> Outcome + Copy,
) -> Result<usize, Box<EmitError>> {
    if depth::is_exhausted() {
        return Err(Box::new(depth::exhausted()));
    }
    let _depth = Depth::enter();
    let result = cache::with_snapshot::<F, _>(hub, move |listeners| {
        let pass = Pass::default();
        match catch_unwind(AssertUnwindSafe(|| pass.run(hub, listeners, call))) {
            Ok(()) => Ok(pass.heard()),
            Err(payload) => pass.finish(hub, listeners, Some(payload), &call),
        }
    });
    result.unwrap_or_else(|| {
        let (_, listeners) = hub.snapshot::<F>();
        Pass::default().finish(hub, &listeners, None, &call)
    })
}

/// Runs its closure when dropped, which only an unwinding does.
struct OnUnwind<U: Fn()>(U);

impl<U: Fn()> Drop for OnUnwind<U> {
    fn drop(&mut self) {
        (self.0)();
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
    #[inline]
    fn run<F: ?Sized + Send + Sync + 'static>(
        &self,
        hub: &Hub,
        listeners: &[Arc<Listener<F>>],
        call: impl Fn(&F) -> Outcome,
    ) {
        let mut next = self.next.get();
        while let Some(listener) = listeners.get(next) {
            next += 1;
            if !listener.claim(hub) {
                self.pass_over();
                continue;
            }
            // The place is kept in a register, and written down only if the call unwinds.
            let place = OnUnwind(|| self.next.set(next));
            let outcome = call(&listener.handler);
            core::mem::forget(place);
            // Not a `match`: its jump table would be a second indirect jump for each call.
            if outcome != Outcome::Heard && self.leaves(hub, listener, outcome) {
                break;
            }
        }
        self.next.set(next);
    }

    #[cold]
    fn pass_over(&self) {
        self.passed_over.set(self.passed_over.get() + 1);
    }

    /// Whether the event goes no further, after a call that was not simply heard.
    #[cold]
    fn leaves<F: ?Sized + Send + Sync + 'static>(
        &self,
        hub: &Hub,
        listener: &Arc<Listener<F>>,
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
    fn finish<F: ?Sized + Send + Sync + 'static>(
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
pub(super) fn prune<F: ?Sized + Send + Sync + 'static>(hub: &Hub, listener: &Arc<Listener<F>>) {
    hub.remove(TypeId::of::<F>(), listener.rank);
}
