//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::{Any, TypeId};
use core::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::depth::Depth;
use super::error::{EmitError, Panic};
use super::hub::Hub;
use super::listener::{Listen, Outcome};

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

/// Emits to the listeners of type `L`; `call` hands one of them the event.
#[inline]
pub(super) fn dispatch<L: ?Sized + Listen + 'static>(
    hub: &Hub,
    call: impl Fn(&L) -> Outcome,
) -> Result<usize, EmitError> {
    let Some(_depth) = Depth::enter() else {
        return Err(EmitError::TooDeep);
    };
    let snapshot = hub.snapshot::<L>();
    let pass = Pass {
        hub,
        listeners: &snapshot,
        next: Cell::new(0),
        passed_over: Cell::new(0),
    };
    match catch_unwind(AssertUnwindSafe(|| pass.run(&call))) {
        Ok(()) => Ok(pass.heard()),
        Err(payload) => Err(pass.finish(payload, &call)),
    }
}

/// Runs its closure when dropped, which only an unwinding does.
struct OnUnwind<F: Fn()>(F);

impl<F: Fn()> Drop for OnUnwind<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// One way through a snapshot.
struct Pass<'a, L: ?Sized> {
    hub: &'a Hub,
    listeners: &'a [Arc<L>],
    next: Cell<usize>,
    passed_over: Cell<usize>,
}

impl<L: ?Sized + Listen + 'static> Pass<'_, L> {
    /// Calls those that are left; a panic leaves `next` at the one after.
    #[inline]
    fn run(&self, call: &impl Fn(&L) -> Outcome) {
        for (position, listener) in self.listeners.iter().enumerate().skip(self.next.get()) {
            // The place is kept in a register, and written down only if the call unwinds.
            let place = OnUnwind(|| self.next.set(position + 1));
            let outcome = call(listener);
            core::mem::forget(place);
            // Not a `match`: its jump table would be a second indirect jump for each call.
            if outcome != Outcome::Heard && self.leaves(listener, outcome) {
                self.next.set(position + 1);
                return;
            }
        }
        self.next.set(self.listeners.len());
    }

    /// Whether the event goes no further, after a call that was not simply heard.
    #[cold]
    fn leaves(&self, listener: &Arc<L>, outcome: Outcome) -> bool {
        if matches!(outcome, Outcome::Passed | Outcome::Gone) {
            self.passed_over.set(self.passed_over.get() + 1);
        }
        if outcome == Outcome::Gone {
            prune(self.hub, listener);
        }
        outcome == Outcome::Stop
    }

    fn heard(&self) -> usize {
        self.next.get() - self.passed_over.get()
    }

    /// Goes on after a panic.
    #[cold]
    #[inline(never)]
    fn finish(&self, first: Box<dyn Any + Send>, call: &impl Fn(&L) -> Outcome) -> EmitError {
        let mut panics = vec![Panic::new(first)];
        while let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.run(call))) {
            panics.push(Panic::new(payload));
        }
        EmitError::Panicked {
            heard: self.heard(),
            panics,
        }
    }
}

/// Removes a listener whose owner is gone.
#[cold]
pub(super) fn prune<L: ?Sized + Listen + 'static>(hub: &Hub, listener: &Arc<L>) {
    hub.remove(TypeId::of::<L>(), listener.rank());
}
