#![doc = include_str!("../docs/emitter.md")]

mod at;
mod cache;
mod chain;
mod dispatch;
mod error;
mod future;
mod hub;
mod listener;
mod observers;
mod snapshot;
mod subscription;

use core::any::TypeId;
use core::fmt;
use core::future::Future;
use core::ops::ControlFlow;
use core::pin::Pin;
use std::sync::{Arc, OnceLock};

pub use at::At;
pub use error::{EmitError, Panic};
pub use future::{EmitAsync, TryEmitAsync};
pub use observers::Observers;
pub use subscription::Subscription;

use hub::Hub;
use listener::{AsyncHandler, Handler};

/// Sends events to whoever subscribed to their type; see the [module](self) for the rules.
///
/// ```
/// use dunder::Emitter;
///
/// struct UserLogin { name: String }
/// struct Purchase { item: &'static str, price: f64 }
///
/// let emitter = Emitter::new();
/// let logger = emitter.on(|e: &UserLogin| println!("{} logged in", e.name));
/// emitter.on(|e: &Purchase| println!("invoice: {} at ${}", e.item, e.price)).detach();
///
/// assert_eq!(emitter.emit(&UserLogin { name: "Alice".into() }), 1);
/// assert_eq!(emitter.emit(&Purchase { item: "Widget", price: 29.99 }), 1);
///
/// drop(logger);
/// assert_eq!(emitter.emit(&UserLogin { name: "Bob".into() }), 0);
/// ```
#[derive(Default)]
pub struct Emitter {
    /// Made at the first subscription, so that an emitter can be a `static`.
    hub: OnceLock<Arc<Hub>>,
}

impl Emitter {
    /// How many emits may be under way in one thread, each inside a handler of the one before.
    pub const MAX_DEPTH: u32 = cache::MAX_DEPTH;

    /// An emitter nobody listens to. It is `const`: an application's events can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            hub: OnceLock::new(),
        }
    }

    #[inline]
    fn dispatch<E: ?Sized + 'static>(&self, event: &E) -> Result<usize, Box<EmitError>> {
        match self.hub.get() {
            Some(hub) => dispatch::dispatch(hub, event),
            None => Ok(0),
        }
    }

    fn hub(&self) -> &Arc<Hub> {
        self.hub.get_or_init(Arc::default)
    }

    /// Subscribes at `priority`: higher ones are called first; without `at` it is 0.
    ///
    /// ```
    /// # use std::sync::{Arc, Mutex};
    /// # let emitter = dunder::Emitter::new();
    /// let order = Arc::new(Mutex::new(Vec::new()));
    /// let log = |word| { let order = order.clone(); move |_: &i32| order.lock().unwrap().push(word) };
    /// emitter.on(log("then")).detach();
    /// emitter.at(10).on(log("first")).detach();
    /// emitter.emit(&1);
    /// assert_eq!(*order.lock().unwrap(), ["first", "then"]);
    /// ```
    #[must_use]
    pub fn at(&self, priority: i32) -> At<'_> {
        At {
            emitter: self,
            priority,
        }
    }

    /// Calls `handler` for every event of type `E`, until the [`Subscription`] is dropped.
    pub fn on<E: ?Sized + 'static>(
        &self,
        handler: impl Fn(&E) + Send + Sync + 'static,
    ) -> Subscription {
        self.at(0).on(handler)
    }

    /// Calls `handler` for the next event of type `E` and no other, however many threads emit at once and also if
    /// the handler emits again.
    ///
    /// ```
    /// # let emitter = dunder::Emitter::new();
    /// let sub = emitter.once(|name: &str| println!("welcome, {name}"));
    /// assert_eq!((emitter.emit("Alice"), emitter.emit("Bob")), (1, 0));
    /// # drop(sub);
    /// ```
    pub fn once<E: ?Sized + 'static>(
        &self,
        handler: impl FnOnce(&E) + Send + 'static,
    ) -> Subscription {
        self.at(0).once(handler)
    }

    /// Calls `handler` with `owner` as long as that lives elsewhere; the emitter does not keep it alive. A handler
    /// whose owner is gone is skipped, and removed at the next emit.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # let emitter = dunder::Emitter::new();
    /// let name = Arc::new(String::from("Alice"));
    /// emitter.on_weak(&name, |name: &String, _: &i32| println!("{name} hears")).detach();
    /// assert_eq!(emitter.emit(&1), 1);
    /// drop(name);
    /// assert_eq!(emitter.emit(&1), 0);
    /// ```
    pub fn on_weak<O: ?Sized + Send + Sync + 'static, E: ?Sized + 'static>(
        &self,
        owner: &Arc<O>,
        handler: impl Fn(&O, &E) + Send + Sync + 'static,
    ) -> Subscription {
        self.at(0).on_weak(owner, handler)
    }

    /// As [`on`](Self::on), and may keep the event from those after it with [`ControlFlow::Break`].
    ///
    /// ```
    /// # use std::ops::ControlFlow;
    /// # let emitter = dunder::Emitter::new();
    /// emitter.on(|_: &i32| println!("a small number")).detach();
    /// let filter = emitter.at(1).intercept(|n: &i32| match n {
    ///     0..10 => ControlFlow::Continue(()),
    ///     _ => ControlFlow::Break(()),
    /// });
    /// assert_eq!((emitter.emit(&5), emitter.emit(&50)), (2, 1));
    /// # drop(filter);
    /// ```
    pub fn intercept<E: ?Sized + 'static>(
        &self,
        handler: impl Fn(&E) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Subscription {
        self.at(0).intercept(handler)
    }

    /// Subscribes a handler that waits; only [`emit_async`](Self::emit_async) calls it. The future may borrow the
    /// event.
    ///
    /// ```
    /// # let emitter = dunder::Emitter::new();
    /// # async fn send(_: &str) {}
    /// emitter.on_async(|name: &str| Box::pin(async move { send(name).await })).detach();
    /// # let mut emit = std::pin::pin!(emitter.emit_async("Alice"));
    /// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    /// # assert_eq!(emit.as_mut().poll(&mut context), std::task::Poll::Ready(1));
    /// ```
    pub fn on_async<E: ?Sized + 'static>(
        &self,
        handler: impl for<'e> Fn(&'e E) -> Pin<Box<dyn Future<Output = ()> + Send + 'e>>
        + Send
        + Sync
        + 'static,
    ) -> Subscription {
        self.at(0).on_async(handler)
    }

    /// As [`on_async`](Self::on_async), for one event. An emit that is cancelled before it comes to the handler
    /// leaves it subscribed.
    pub fn once_async<E: ?Sized + 'static>(
        &self,
        handler: impl for<'e> FnOnce(&'e E) -> Pin<Box<dyn Future<Output = ()> + Send + 'e>>
        + Send
        + 'static,
    ) -> Subscription {
        self.at(0).once_async(handler)
    }

    /// Calls the handlers of `E` in this thread, in order of priority and then of subscription: how many heard it.
    /// Those that wait ([`on_async`](Self::on_async)) are not among them.
    ///
    /// # Panics
    /// If a handler panics, the others are called all the same, and then that panic goes on (the first, if there are
    /// several; [`try_emit`](Self::try_emit) returns all). Panics if emits nest deeper than
    /// [`MAX_DEPTH`](Self::MAX_DEPTH).
    #[inline]
    pub fn emit<E: ?Sized + 'static>(&self, event: &E) -> usize {
        self.dispatch(event)
            .unwrap_or_else(|error| error.resume_as_count())
    }

    /// As [`emit`](Self::emit), with the panics of handlers returned.
    ///
    /// ```
    /// # use dunder::emitter::EmitError;
    /// # std::panic::set_hook(Box::new(|_| ()));
    /// # let emitter = dunder::Emitter::new();
    /// emitter.on(|_: &i32| panic!("the disk is full")).detach();
    /// emitter.on(|n: &i32| println!("heard {n}")).detach();
    /// let error = emitter.try_emit(&7).unwrap_err();
    /// assert_eq!(error.to_string(), "1 of 2 handlers panicked: the disk is full");
    /// ```
    ///
    /// # Errors
    /// [`EmitError::Panicked`] after all were called; [`EmitError::TooDeep`] if none was, as emits nest too deep.
    #[inline]
    pub fn try_emit<E: ?Sized + 'static>(&self, event: &E) -> Result<usize, EmitError> {
        self.dispatch(event).map_err(|error| *error)
    }

    /// Calls the handlers of `E`, those that wait included, in the same order, each after the one before is done (or
    /// side by side: [`EmitAsync::concurrent`]): how many heard it. Works under any runtime.
    ///
    /// Dropping the future midway leaves nothing locked: handlers that had not begun are not called, and a `once`
    /// among them stays subscribed.
    ///
    /// # Panics
    /// As [`emit`](Self::emit), when awaited.
    pub fn emit_async<'e, E: ?Sized + 'static>(&'e self, event: &'e E) -> EmitAsync<'e, E> {
        EmitAsync::new(self.hub.get(), event)
    }

    /// As [`emit_async`](Self::emit_async), with the panics of handlers returned.
    pub fn try_emit_async<'e, E: ?Sized + 'static>(&'e self, event: &'e E) -> TryEmitAsync<'e, E> {
        TryEmitAsync::new(self.hub.get(), event)
    }

    /// How many handlers are subscribed to `E`, those that wait included.
    #[must_use]
    pub fn listeners<E: ?Sized + 'static>(&self) -> usize {
        self.hub.get().map_or(0, |hub| {
            hub.count(TypeId::of::<Handler<E>>()) + hub.count(TypeId::of::<AsyncHandler<E>>())
        })
    }
}

impl fmt::Debug for Emitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter").finish_non_exhaustive()
    }
}
