//! What points to a value prints as that value; shared owners stop at cycles.

use super::{Repr, cycle};
use std::borrow::Cow;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::{self, Rc};
use std::sync::{self, Arc};

macro_rules! transparent {
    ($(($($generics:tt)*) $pointer:ty;)*) => { $(
        impl<$($generics)*> Repr for $pointer {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).repr(f)
            }
        }
    )* };
}

transparent! {
    (T: Repr + ?Sized) &T;
    (T: Repr + ?Sized) &mut T;
    (T: Repr + ?Sized) Box<T>;
    (T: Repr + ?Sized) ManuallyDrop<T>;
    (P: Deref<Target: Repr>) Pin<P>;
    (B: Repr + ToOwned + ?Sized) Cow<'_, B>;
}

// A `Weak` is the same value as the `Rc` it came from, hence the one key for both.
macro_rules! shared {
    ($($owner:ident $weak:ty;)*) => { $(
        impl<T: Repr + ?Sized> Repr for $owner<T> {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                cycle::guarded::<T, $owner<T>>($owner::as_ptr(self), f, |f| (**self).repr(f))
            }
        }

        impl<T: Repr + ?Sized> Repr for $weak {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.upgrade().repr(f)
            }
        }
    )* };
}

shared! {
    Rc rc::Weak<T>;
    Arc sync::Weak<T>;
}
