//! Signatures as types: what a function takes and returns, for every choice of its lifetimes.
//!
//! A method's patches are made through a function `now_patch()`, whose return type has to say what closures fit; and
//! inside an `impl` no type can be declared for it. So it says
//! `Patchable<dyn for<'a, …> Signature2<'a, …, A0 = &'a Self, A1 = u32, Output = u64>, 2>`.

use core::any::Any;
use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;
use std::sync::Arc;

use super::borrowed::while_pushed;
use super::guard::{GlobalPatchGuard, PatchGuard};
use super::site::Site;
use super::stack::{Pushed, bypassing, bypassing_async, find};

/// The patches of a function with `ARITY` arguments (`self` counts as one), whose types are `S`.
///
/// `#[patchable(handle = name)]` makes a function `name()` that returns it. Without `handle`, the type with the
/// function's name has the same functions.
pub struct Patchable<S: ?Sized, const ARITY: usize> {
    site: Site,
    /// The function itself, a `Box<dyn Replace…<S>>`.
    function: Option<Box<dyn Any>>,
    of: PhantomData<fn() -> *const S>,
}

/// As [`Patchable`], for an `async fn`: the patch returns a future of what the function returns.
pub struct AsyncPatchable<S: ?Sized, const ARITY: usize> {
    site: Site,
    of: PhantomData<fn() -> *const S>,
}

impl<S: ?Sized, const ARITY: usize> Patchable<S, ARITY> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self {
            site,
            function: None,
            of: PhantomData,
        }
    }
}

impl<S: ?Sized, const ARITY: usize> AsyncPatchable<S, ARITY> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self {
            site,
            of: PhantomData,
        }
    }
}

impl<S: ?Sized, const ARITY: usize> core::fmt::Debug for Patchable<S, ARITY> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Patchable").finish_non_exhaustive()
    }
}

impl<S: ?Sized, const ARITY: usize> core::fmt::Debug for AsyncPatchable<S, ARITY> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AsyncPatchable").finish_non_exhaustive()
    }
}

/// An asynchronous patch at work.
pub type Running<R> = Pin<Box<dyn Future<Output = R> + Send>>;

/// What a patch that takes its time returns, for [`AsyncPatchable`].
pub struct Boxing<C, F> {
    patch: C,
    future: PhantomData<fn() -> F>,
}

macro_rules! signatures {
    ($(
        $arity:literal $Signature:ident $Fits:ident $Replace:ident $ReplaceAsync:ident ($($A:ident $a:ident),*);
    )*) => {$(
        #[doc = concat!("The types of a function with ", $arity, " arguments, for a choice of its lifetimes.")]
        pub trait $Signature<'a, 'b, 'c, 'd> {
            $(
                /// The type of an argument.
                type $A;
            )*
            /// What it returns; what it gives in the end, if it is asynchronous.
            type Output;
        }

        #[doc = concat!("A closure with ", $arity, " arguments.")]
        // A trait of our own, as `Fn` cannot be written with a return type that has a lifetime not seen in the arguments'
        // types as written. Its supertrait lets the compiler infer the arguments of a closure.
        pub trait $Fits<$($A,)* R>: Fn($($A),*) -> R {}

        impl<F: Fn($($A),*) -> R, $($A,)* R> $Fits<$($A,)* R> for F {}

        /// A replacement as it is kept.
        pub trait $Replace<S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd>> {
            /// Calls it.
            fn call<'a, 'b, 'c, 'd>(
                &self,
                $($a: <S as $Signature<'a, 'b, 'c, 'd>>::$A),*
            ) -> <S as $Signature<'a, 'b, 'c, 'd>>::Output;
        }

        impl<S, C> $Replace<S> for C
        where
            S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd>,
            C: for<'a, 'b, 'c, 'd> $Fits<
                $(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)*
                <S as $Signature<'a, 'b, 'c, 'd>>::Output,
            >,
        {
            fn call<'a, 'b, 'c, 'd>(
                &self,
                $($a: <S as $Signature<'a, 'b, 'c, 'd>>::$A),*
            ) -> <S as $Signature<'a, 'b, 'c, 'd>>::Output {
                self($($a),*)
            }
        }

        impl<S> Patchable<S, $arity>
        where
            S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd> + 'static,
        {
            /// Calls `patch` instead of the function in this thread, until the guard is dropped.
            pub fn patch<C>(&self, patch: C) -> PatchGuard<C>
            where
                C: for<'a, 'b, 'c, 'd> $Fits<
                    $(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)*
                    <S as $Signature<'a, 'b, 'c, 'd>>::Output,
                > + 'static,
            {
                // Not `Sync` by itself: it leaves this thread only by a handle, which is if the patch is.
                #[allow(clippy::arc_with_non_send_sync)]
                PatchGuard::new(self.site, Arc::new(patch), |site, patch| {
                    let patch: Arc<dyn $Replace<S>> = patch;
                    Pushed::new(site, patch)
                })
            }

            /// Calls `patch` instead of the function in every thread, until the guard is dropped. Another thread that
            /// patches globally waits till then.
            pub fn patch_global<C>(&self, patch: C) -> GlobalPatchGuard
            where
                C: for<'a, 'b, 'c, 'd> $Fits<
                    $(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)*
                    <S as $Signature<'a, 'b, 'c, 'd>>::Output,
                > + Send + Sync + 'static,
            {
                let patch: Arc<dyn $Replace<S> + Send + Sync> = Arc::new(patch);
                GlobalPatchGuard::new(self.site, patch)
            }

            /// Calls `patch`, which may borrow, instead of the function in this thread while `body` runs.
            pub fn patched<C, R>(&self, patch: C, body: impl FnOnce() -> R) -> R
            where
                C: for<'a, 'b, 'c, 'd> $Fits<
                    $(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)*
                    <S as $Signature<'a, 'b, 'c, 'd>>::Output,
                >,
            {
                #[allow(clippy::arc_with_non_send_sync)]
                let patch: Arc<dyn $Replace<S> + '_> = Arc::new(patch);
                // SAFETY: only the lifetime changes, and `while_pushed` does not let the patch live on.
                let patch: Arc<dyn $Replace<S>> = unsafe { core::mem::transmute(patch) };
                while_pushed(self.site, &patch, body)
            }

            /// Calls the function itself, also inside a patch.
            pub fn original<'a, 'b, 'c, 'd>(
                &self,
                $($a: <S as $Signature<'a, 'b, 'c, 'd>>::$A),*
            ) -> <S as $Signature<'a, 'b, 'c, 'd>>::Output {
                let function = self.function.as_deref();
                let function = function.and_then(|function| function.downcast_ref::<Box<dyn $Replace<S>>>());
                let function = function.expect("`#[patchable]` gives the function with its handle");
                bypassing(self.site, || function.call($($a),*))
            }

            /// Adds the function itself.
            #[doc(hidden)]
            #[must_use]
            pub fn of<C>(mut self, function: C) -> Self
            where
                C: for<'a, 'b, 'c, 'd> $Fits<
                    $(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)*
                    <S as $Signature<'a, 'b, 'c, 'd>>::Output,
                > + 'static,
            {
                let function: Box<dyn $Replace<S>> = Box::new(function);
                self.function = Some(Box::new(function));
                self
            }

            /// The replacement in force.
            #[doc(hidden)]
            #[must_use]
            pub fn find(&self) -> Option<Arc<dyn $Replace<S>>> {
                find(self.site, |patch: Arc<dyn $Replace<S> + Send + Sync>| patch)
            }
        }

        /// An asynchronous replacement as it is kept.
        pub trait $ReplaceAsync<S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd>> {
            /// Calls it.
            fn call<'a, 'b, 'c, 'd>(
                &self,
                $($a: <S as $Signature<'a, 'b, 'c, 'd>>::$A),*
            ) -> Running<<S as $Signature<'static, 'static, 'static, 'static>>::Output>;
        }

        impl<S, C, F> $ReplaceAsync<S> for Boxing<C, F>
        where
            S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd>,
            C: for<'a, 'b, 'c, 'd> $Fits<$(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)* F>,
            F: Future<Output = <S as $Signature<'static, 'static, 'static, 'static>>::Output>
                + Send + 'static,
        {
            fn call<'a, 'b, 'c, 'd>(
                &self,
                $($a: <S as $Signature<'a, 'b, 'c, 'd>>::$A),*
            ) -> Running<<S as $Signature<'static, 'static, 'static, 'static>>::Output> {
                Box::pin((self.patch)($($a),*))
            }
        }

        impl<S> AsyncPatchable<S, $arity>
        where
            S: ?Sized + for<'a, 'b, 'c, 'd> $Signature<'a, 'b, 'c, 'd> + 'static,
        {
            /// Awaits what `patch` returns instead of running the function in this thread, until the guard is dropped.
            pub fn patch<C, F>(&self, patch: C) -> PatchGuard<Boxing<C, F>>
            where
                C: for<'a, 'b, 'c, 'd> $Fits<$(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)* F> + 'static,
                F: Future<Output = <S as $Signature<'static, 'static, 'static, 'static>>::Output>
                    + Send + 'static,
            {
                let patch = Boxing { patch, future: PhantomData };
                #[allow(clippy::arc_with_non_send_sync)]
                PatchGuard::new(self.site, Arc::new(patch), |site, patch| {
                    let patch: Arc<dyn $ReplaceAsync<S>> = patch;
                    Pushed::new(site, patch)
                })
            }

            /// Awaits what `patch` returns instead of running the function in every thread, until the guard is
            /// dropped. Another thread that patches globally waits till then.
            pub fn patch_global<C, F>(&self, patch: C) -> GlobalPatchGuard
            where
                C: for<'a, 'b, 'c, 'd> $Fits<$(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)* F>
                    + Send + Sync + 'static,
                F: Future<Output = <S as $Signature<'static, 'static, 'static, 'static>>::Output>
                    + Send + 'static,
            {
                let patch = Boxing { patch, future: PhantomData };
                let patch: Arc<dyn $ReplaceAsync<S> + Send + Sync> = Arc::new(patch);
                GlobalPatchGuard::new(self.site, patch)
            }

            /// Awaits what `patch` returns, which may borrow, instead of running the function in this thread while
            /// `body` runs.
            pub fn patched<C, F, R>(&self, patch: C, body: impl FnOnce() -> R) -> R
            where
                C: for<'a, 'b, 'c, 'd> $Fits<$(<S as $Signature<'a, 'b, 'c, 'd>>::$A,)* F>,
                F: Future<Output = <S as $Signature<'static, 'static, 'static, 'static>>::Output>
                    + Send + 'static,
            {
                let patch = Boxing { patch, future: PhantomData };
                #[allow(clippy::arc_with_non_send_sync)]
                let patch: Arc<dyn $ReplaceAsync<S> + '_> = Arc::new(patch);
                // SAFETY: as in `Patchable::patched`; the futures, which may be awaited later, do not borrow.
                let patch: Arc<dyn $ReplaceAsync<S>> = unsafe { core::mem::transmute(patch) };
                while_pushed(self.site, &patch, body)
            }

            /// Awaits `call`, a call of the function that was not polled yet, as it would be without a patch; also
            /// inside a patch: `Client::get_patch().original(client.get("/")).await`.
            pub fn original<F>(&self, call: F) -> impl Future<Output = F::Output> + use<F, S>
            where
                F: Future<Output = <S as $Signature<'static, 'static, 'static, 'static>>::Output>,
            {
                bypassing_async(self.site, call)
            }

            /// The replacement in force.
            #[doc(hidden)]
            #[must_use]
            pub fn find(&self) -> Option<Arc<dyn $ReplaceAsync<S>>> {
                find(self.site, |patch: Arc<dyn $ReplaceAsync<S> + Send + Sync>| patch)
            }
        }
    )*};
}

signatures! {
    0 Signature0 Fits0 Replace0 ReplaceAsync0 ();
    1 Signature1 Fits1 Replace1 ReplaceAsync1 (A0 a0);
    2 Signature2 Fits2 Replace2 ReplaceAsync2 (A0 a0, A1 a1);
    3 Signature3 Fits3 Replace3 ReplaceAsync3 (A0 a0, A1 a1, A2 a2);
    4 Signature4 Fits4 Replace4 ReplaceAsync4 (A0 a0, A1 a1, A2 a2, A3 a3);
    5 Signature5 Fits5 Replace5 ReplaceAsync5 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4);
    6 Signature6 Fits6 Replace6 ReplaceAsync6 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5);
    7 Signature7 Fits7 Replace7 ReplaceAsync7 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6);
    8 Signature8 Fits8 Replace8 ReplaceAsync8 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6, A7 a7);
    9 Signature9 Fits9 Replace9 ReplaceAsync9 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6, A7 a7, A8 a8);
    10 Signature10 Fits10 Replace10 ReplaceAsync10 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6, A7 a7, A8 a8, A9 a9);
    11 Signature11 Fits11 Replace11 ReplaceAsync11 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6, A7 a7, A8 a8, A9 a9, A10 a10);
    12 Signature12 Fits12 Replace12 ReplaceAsync12 (A0 a0, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6, A7 a7, A8 a8, A9 a9, A10 a10, A11 a11);
}
