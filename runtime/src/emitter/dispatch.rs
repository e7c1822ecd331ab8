//! Calls the listeners of a snapshot in order, each panic caught and kept for the end.

use core::any::TypeId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

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
    call: impl Fn(&F) -> Outcome,
) -> Result<usize, EmitError> {
    let Some(_depth) = Depth::enter() else {
        return Err(EmitError::TooDeep);
    };
    let snapshot = hub.snapshot::<F>();
    let mut tally = Tally::default();
    let mut rest = snapshot.iter();
    // One `catch_unwind` for as many handlers as do not panic: it goes on where the panic was.
    while let Err(payload) = catch_unwind(AssertUnwindSafe(|| {
        for listener in rest.by_ref() {
            if !listener.claim(hub) {
                continue;
            }
            tally.heard += 1;
            match call(&listener.handler) {
                Outcome::Heard => {}
                Outcome::Stop => break,
                Outcome::Gone => {
                    tally.heard -= 1;
                    prune(hub, listener);
                }
            }
        }
    })) {
        tally.panics.push(Panic::new(payload));
    }
    tally.finish()
}

/// Removes a listener whose owner is gone.
#[cold]
pub(super) fn prune<F: ?Sized + 'static>(hub: &Hub, listener: &Arc<Listener<F>>) {
    hub.remove(TypeId::of::<F>(), listener.rank);
}
