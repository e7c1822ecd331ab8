//! `#[singleton(poison)]`: a constructor that panicked once is not tried again.

use std::any::{Any, type_name};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;

use super::Singleton;
use super::construction::short;

/// A constructor whose panic poisons the singleton of type `T`.
#[track_caller]
pub fn poisoning<T: Singleton, R>(init: impl FnOnce() -> R) -> impl FnOnce() -> R {
    || {
        refuse_poisoned::<T>();
        // Nothing of the constructor is looked at after its panic.
        catch_unwind(AssertUnwindSafe(init)).unwrap_or_else(|panic| poison::<T>(panic))
    }
}

/// Likewise, of one that is a future.
pub async fn poisoning_async<T: Singleton, R>(init: impl Future<Output = R>) -> R {
    refuse_poisoned::<T>();
    let mut init = pin!(init);
    poll_fn(|cx| {
        catch_unwind(AssertUnwindSafe(|| init.as_mut().poll(cx)))
            .unwrap_or_else(|panic| poison::<T>(panic))
    })
    .await
}

fn refuse_poisoned<T: Singleton>() {
    if let Some(text) = T::cell().poisoned_by().get() {
        let name = short(type_name::<T>());
        panic!("singleton `{name}` is poisoned, since its constructor panicked: {text}");
    }
}

/// Keeps the panic's text, and goes on with the panic.
fn poison<T: Singleton>(panic: Box<dyn Any + Send>) -> ! {
    let text = match panic.downcast_ref::<&str>() {
        Some(text) => Some(*text),
        None => panic.downcast_ref::<String>().map(String::as_str),
    };
    let text = text.unwrap_or("with a value that is no text").to_owned();
    // Only who has the lease comes here, and nobody after the first.
    let _ = T::cell().poisoned_by().set(text);
    resume_unwind(panic)
}
