//! Constructors that are futures. Nothing here knows a runtime: waiting tasks leave their waker.

use std::any::type_name;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use super::cell::Cell;
use super::construction::{Claim, Waiting};

impl<T: 'static> Cell<T> {
    /// The instance, made by `init` if there is none; one task runs its `init`, others wait for it.
    ///
    /// Dropping the future in the middle of `init` drops `init`; a task that waits takes over.
    ///
    /// # Panics
    /// If `init` panics, and where it awaits this very instance; the next call tries again.
    pub async fn get_or_init_async(&'static self, init: impl Future<Output = T>) -> &'static T {
        let init = async { Ok::<_, Infallible>(init.await) };
        let Ok(value) = self.get_or_try_init_async(init).await;
        value
    }

    /// The instance, made by `init` if there is none.
    ///
    /// # Errors
    /// What `init` gives; the next call tries again.
    ///
    /// # Panics
    /// As [`get_or_init_async`](Self::get_or_init_async).
    pub async fn get_or_try_init_async<E>(
        &'static self,
        init: impl Future<Output = Result<T, E>>,
    ) -> Result<&'static T, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let mut waiting = Waiting::new(self.id(), type_name::<T>());
        let claim = poll_fn(|cx| match waiting.poll(cx.waker(), || self.is_made()) {
            Some(claim) => Poll::Ready(claim),
            None => Poll::Pending,
        });
        match claim.await {
            Claim::Made => Ok(self.made()),
            Claim::Mine(lease) => {
                // Declared after the lease, so that a dropped future stops `init` before another task starts its own.
                let mut init = pin!(init);
                let value = poll_fn(|cx| lease.during(|| init.as_mut().poll(cx))).await?;
                Ok(self.fill(value, lease))
            }
        }
    }
}
