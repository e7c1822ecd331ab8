//! The ways to subscribe, at a priority.

use core::future::Future;
use core::ops::ControlFlow;
use core::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use super::Emitter;
use super::listener::{AsyncHandler, Boxed, Handler, Outcome};
use super::subscription::Subscription;

/// An emitter at a priority: higher ones are called first, and without one it is 0. Made by [`Emitter::at`].
#[derive(Clone, Copy, Debug)]
pub struct At<'emitter> {
    pub(super) emitter: &'emitter Emitter,
    pub(super) priority: i32,
}

impl At<'_> {
    /// As [`Emitter::on`].
    pub fn on<E: ?Sized + 'static>(
        self,
        handler: impl Fn(&E) + Send + Sync + 'static,
    ) -> Subscription {
        self.subscribe(false, move |event: &E| {
            handler(event);
            Outcome::Heard
        })
    }

    /// As [`Emitter::once`].
    pub fn once<E: ?Sized + 'static>(
        self,
        handler: impl FnOnce(&E) + Send + 'static,
    ) -> Subscription {
        let handler = taken_once(handler);
        self.subscribe(true, move |event: &E| {
            if let Some(handler) = handler() {
                handler(event);
            }
            Outcome::Heard
        })
    }

    /// As [`Emitter::on_weak`].
    pub fn on_weak<O: ?Sized + Send + Sync + 'static, E: ?Sized + 'static>(
        self,
        owner: &Arc<O>,
        handler: impl Fn(&O, &E) + Send + Sync + 'static,
    ) -> Subscription {
        let owner = Arc::downgrade(owner);
        self.subscribe(false, move |event: &E| match owner.upgrade() {
            Some(owner) => {
                handler(&owner, event);
                Outcome::Heard
            }
            None => Outcome::Gone,
        })
    }

    /// As [`Emitter::intercept`].
    pub fn intercept<E: ?Sized + 'static>(
        self,
        handler: impl Fn(&E) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Subscription {
        self.subscribe(false, move |event: &E| match handler(event) {
            ControlFlow::Continue(()) => Outcome::Heard,
            ControlFlow::Break(()) => Outcome::Stop,
        })
    }

    /// As [`Emitter::on_async`].
    pub fn on_async<E: ?Sized + 'static>(
        self,
        handler: impl for<'e> Fn(&'e E) -> Pin<Box<dyn Future<Output = ()> + Send + 'e>>
        + Send
        + Sync
        + 'static,
    ) -> Subscription {
        self.subscribe_async(false, handler)
    }

    /// As [`Emitter::once_async`].
    pub fn once_async<E: ?Sized + 'static>(
        self,
        handler: impl for<'e> FnOnce(&'e E) -> Pin<Box<dyn Future<Output = ()> + Send + 'e>>
        + Send
        + 'static,
    ) -> Subscription {
        let handler = taken_once(handler);
        self.subscribe_async(true, move |event: &E| match handler() {
            Some(handler) => handler(event),
            None => Box::pin(core::future::ready(())),
        })
    }

    fn subscribe<E: ?Sized + 'static>(
        self,
        once: bool,
        handler: impl Fn(&E) -> Outcome + Send + Sync + 'static,
    ) -> Subscription {
        let handler = Boxed::<Handler<E>>::new(handler);
        Subscription::new(self.emitter.hub(), self.priority, once, handler)
    }

    fn subscribe_async<E: ?Sized + 'static>(
        self,
        once: bool,
        handler: impl for<'e> Fn(&'e E) -> Pin<Box<dyn Future<Output = ()> + Send + 'e>>
        + Send
        + Sync
        + 'static,
    ) -> Subscription {
        let handler = Boxed::<AsyncHandler<E>>::new(Box::new(handler));
        Subscription::new(self.emitter.hub(), self.priority, once, handler)
    }
}

/// Gives `value` to the first who asks. The listener's claim lets only one ask; the lock is what says so to rustc.
fn taken_once<T>(value: T) -> impl Fn() -> Option<T> {
    let value = Mutex::new(Some(value));
    move || value.lock().unwrap_or_else(PoisonError::into_inner).take()
}
