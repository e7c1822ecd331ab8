//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::{Any, TypeId};
use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cache;
use super::depth::Depth;
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

/// Emits to the listeners of type `F`; `call` hands one of them the event.
#[inline]
pub(super) fn dispatch<F: ?Sized + Send + Sync + 'static>(
    hub: &Hub,
    call: impl Fn(&F) -> Outcome + Copy,
) -> Result<usize, EmitError> {
    let Some(_depth) = Depth::enter() else {
        return Err(EmitError::TooDeep);
    };
    let result = cache::with_snapshot::<F, _>(hub, move |listeners| {
        let pass = Pass::new(hub, listeners);
        match catch_unwind(AssertUnwindSafe(|| pass.run(call))) {
            Ok(()) => Ok(pass.heard()),
            Err(payload) => pass.finish(Some(payload), &call),
        }
    });
    let result = result.unwrap_or_else(|| {
        let (_, listeners) = hub.snapshot::<F>();
        Pass::new(hub, &listeners).finish(None, &call)
    });
    result.map_err(|error| *error)
}

/// Runs its closure when dropped, which only an unwinding does.
struct OnUnwind<U: Fn()>(U);

impl<U: Fn()> Drop for OnUnwind<U> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// One way through a snapshot.
struct Pass<'a, F: ?Sized> {
    hub: &'a Hub,
    listeners: &'a [Arc<Listener<F>>],
    next: Cell<usize>,
    passed_over: Cell<usize>,
}

impl<'a, F: ?Sized + Send + Sync + 'static> Pass<'a, F> {
    #[inline]
    fn new(hub: &'a Hub, listeners: &'a [Arc<Listener<F>>]) -> Self {
        Self {
            hub,
            listeners,
            next: Cell::new(0),
            passed_over: Cell::new(0),
        }
    }

    /// Calls those that are left; a panic leaves `next` at the one after.
    #[inline]
    fn run(&self, call: impl Fn(&F) -> Outcome) {
        let mut next = self.next.get();
        while let Some(listener) = self.listeners.get(next) {
            next += 1;
            if !listener.claim(self.hub) {
                self.pass_over();
                continue;
            }
            // The place is kept in a register, and written down only if the call unwinds.
            let place = OnUnwind(|| self.next.set(next));
            let outcome = call(&listener.handler);
            core::mem::forget(place);
            // Not a `match`: its jump table would be a second indirect jump for each call.
            if outcome != Outcome::Heard && self.leaves(listener, outcome) {
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
    fn leaves(&self, listener: &Arc<Listener<F>>, outcome: Outcome) -> bool {
        if outcome == Outcome::Gone {
            self.pass_over();
            prune(self.hub, listener);
        }
        outcome == Outcome::Stop
    }

    fn heard(&self) -> usize {
        self.next.get() - self.passed_over.get()
    }

    /// Calls the rest, however many panic. Apart from the way without panics, which is to be inlined.
    #[cold]
    #[inline(never)]
    fn finish(
        &self,
        first: Option<Box<dyn Any + Send>>,
        call: &dyn Fn(&F) -> Outcome,
    ) -> Result<usize, Box<EmitError>> {
        let mut panics: Vec<_> = first.into_iter().map(Panic::new).collect();
        while let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.run(call))) {
            panics.push(Panic::new(payload));
        }
        let heard = self.heard();
        // Boxed: the result of an emit that goes well then fits in registers.
        Tally { heard, panics }.finish().map_err(Box::new)
    }
}

/// Removes a listener whose owner is gone.
#[cold]
pub(super) fn prune<F: ?Sized + Send + Sync + 'static>(hub: &Hub, listener: &Arc<Listener<F>>) {
    hub.remove(TypeId::of::<F>(), listener.rank);
}
