//! One thread at a time may patch for the whole process.

use core::marker::PhantomData;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;

/// Who patches globally now, and with how many patches.
static HOLDER: Mutex<Option<(ThreadId, usize)>> = Mutex::new(None);
static FREED: Condvar = Condvar::new();

/// The right to patch globally; a thread may have it several times over.
pub(super) struct Turn(PhantomData<*const ()>);

fn holder() -> MutexGuard<'static, Option<(ThreadId, usize)>> {
    HOLDER.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turn {
    /// Waits for it.
    pub(super) fn take() -> Self {
        let me = std::thread::current().id();
        let mut holder = holder();
        loop {
            match &mut *holder {
                None => {
                    *holder = Some((me, 1));
                    return Self(PhantomData);
                }
                Some((thread, times)) if *thread == me => {
                    *times += 1;
                    return Self(PhantomData);
                }
                Some(_) => holder = FREED.wait(holder).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut holder = holder();
        if let Some((_, times)) = &mut *holder {
            *times -= 1;
            if *times == 0 {
                *holder = None;
                FREED.notify_one();
            }
        }
    }
}
