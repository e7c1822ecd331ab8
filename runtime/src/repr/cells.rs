//! Cells and locks print as what they hold. Nothing here waits or panics: what cannot be read now is said so.

use super::Repr;
use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::sync::{Mutex, OnceLock, RwLock, TryLockError};

const LOCKED: &str = "<locked>";

impl<T: Repr + Copy> Repr for Cell<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().repr(f)
    }
}

impl<T: Repr + ?Sized> Repr for RefCell<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_borrow() {
            Ok(value) => value.repr(f),
            Err(_) => f.write_str("<borrowed>"),
        }
    }
}

impl<T: Repr + ?Sized> Repr for Mutex<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Ok(value) => value.repr(f),
            Err(TryLockError::Poisoned(value)) => value.into_inner().repr(f),
            Err(TryLockError::WouldBlock) => f.write_str(LOCKED),
        }
    }
}

impl<T: Repr + ?Sized> Repr for RwLock<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_read() {
            Ok(value) => value.repr(f),
            Err(TryLockError::Poisoned(value)) => value.into_inner().repr(f),
            Err(TryLockError::WouldBlock) => f.write_str(LOCKED),
        }
    }
}

impl<T: Repr> Repr for OnceCell<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        once(self.get().map(|value| value as &dyn Repr), f)
    }
}

impl<T: Repr> Repr for OnceLock<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        once(self.get().map(|value| value as &dyn Repr), f)
    }
}

fn once(value: Option<&dyn Repr>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Some(value) => value.repr(f),
        None => f.write_str("<uninit>"),
    }
}
