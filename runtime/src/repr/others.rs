//! `Option`, `Result`, ranges, and the std types that have no literal in Python.

use super::Repr;
use std::cmp::{Ordering, Reverse};
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

impl<T: Repr> Repr for Option<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.repr(f),
            None => f.write_str("None"),
        }
    }
}

impl<T: Repr, E: Repr> Repr for Result<T, E> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ok(value) => named("Ok", value, f),
            Err(error) => named("Err", error, f),
        }
    }
}

impl<T: Repr> Repr for Reverse<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named("Reverse", &self.0, f)
    }
}

fn named(name: &str, value: &dyn Repr, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(name)?;
    f.write_str("(")?;
    value.repr(f)?;
    f.write_str(")")
}

impl Repr for Ordering {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ordering.{self:?}")
    }
}

impl Repr for Infallible {
    fn repr(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl<T: ?Sized> Repr for PhantomData<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhantomData")
    }
}

fn range(
    start: Option<&dyn Repr>,
    dots: &str,
    end: Option<&dyn Repr>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if let Some(start) = start {
        start.repr(f)?;
    }
    f.write_str(dots)?;
    end.map_or(Ok(()), |end| end.repr(f))
}

macro_rules! ranges {
    ($($range:ident |$this:ident| $start:expr, $dots:literal, $end:expr;)*) => { $(
        impl<T: Repr> Repr for $range<T> {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                range($start, $dots, $end, f)
            }
        }
    )* };
}

ranges! {
    Range |this| Some(&this.start), "..", Some(&this.end);
    RangeInclusive |this| Some(this.start()), "..=", Some(this.end());
    RangeFrom |this| Some(&this.start), "..", None;
    RangeTo |this| None, "..", Some(&this.end);
    RangeToInclusive |this| None, "..=", Some(&this.end);
}

impl Repr for RangeFull {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// By `write!`, so that the formatter's flags, which are for the whole text, do not reach the part.
pub(super) fn debug(value: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{value:?}")
}

macro_rules! as_debug {
    ($($foreign:ty)*) => { $(
        impl Repr for $foreign {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug(self, f)
            }
        }
    )* };
}

as_debug! {
    std::alloc::Layout std::any::TypeId std::thread::ThreadId
    std::time::Duration std::time::Instant std::time::SystemTime
    std::net::IpAddr std::net::Ipv4Addr std::net::Ipv6Addr
    std::net::SocketAddr std::net::SocketAddrV4 std::net::SocketAddrV6
}

impl<T: ?Sized> Repr for *const T {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(&self.cast::<()>(), f)
    }
}

impl<T: ?Sized> Repr for *mut T {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(&self.cast::<()>(), f)
    }
}

macro_rules! functions {
    ($(($($argument:ident)*))*) => { $(
        impl<Out, $($argument),*> Repr for fn($($argument),*) -> Out {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                debug(self, f)
            }
        }
    )* };
}

functions! { () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }
