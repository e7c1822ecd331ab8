//! Numbers and `bool`.

use super::Repr;
use std::fmt::{self, Write as _};
use std::num::{NonZero, Saturating, Wrapping};
use std::sync::atomic;

impl Repr for bool {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self { "True" } else { "False" })
    }
}

macro_rules! integers {
    ($($int:ident)*) => { $(
        impl Repr for $int {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // By `write!`, as the formatter's width and sign are not for us.
                write!(f, "{self}")
            }
        }

        impl Repr for NonZero<$int> {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.get().repr(f)
            }
        }
    )* };
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! atomics {
    ($($bits:literal $atomic:ident)*) => { $(
        #[cfg(target_has_atomic = $bits)]
        impl Repr for atomic::$atomic {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.load(atomic::Ordering::Relaxed).repr(f)
            }
        }
    )* };
}

atomics!("8" AtomicBool "8" AtomicU8 "8" AtomicI8 "16" AtomicU16 "16" AtomicI16 "32" AtomicU32 "32" AtomicI32
    "64" AtomicU64 "64" AtomicI64 "ptr" AtomicUsize "ptr" AtomicIsize);

impl<T: Repr> Repr for Wrapping<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.repr(f)
    }
}

impl<T: Repr> Repr for Saturating<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.repr(f)
    }
}

macro_rules! floats {
    ($($float:ident)*) => { $(
        impl Repr for $float {
            fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if self.is_nan() {
                    return f.write_str("nan");
                }
                if self.is_infinite() {
                    return f.write_str(if *self < 0.0 { "-inf" } else { "inf" });
                }
                let shortest = Scientific::new(format_args!("{self:e}"))?;
                // Rust and Python agree on how many digits are needed. Where two decimals of that length are
                // equally near, Rust takes the upper and Python the even one, which is what printing with that
                // precision gives. It could miss the value only at a power of two, where floats are unevenly spaced.
                let even = Scientific::new(format_args!("{self:.*e}", shortest.digits() - 1))?;
                let exact = even.text() == shortest.text() || even.text().parse() == Ok(*self);
                if exact { &even } else { &shortest }.as_python(f)
            }
        }
    )* };
}

floats!(f32 f64);

/// A finite float in the form `-1.234e-5`, in place.
struct Scientific {
    // The longest is `-1.2345678901234567e-308`.
    bytes: [u8; 32],
    len: usize,
}

impl Scientific {
    fn new(text: fmt::Arguments<'_>) -> Result<Self, fmt::Error> {
        let mut new = Self {
            bytes: [0; 32],
            len: 0,
        };
        new.write_fmt(text)?;
        Ok(new)
    }

    fn text(&self) -> &str {
        // Only whole `str`s are written.
        str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn mantissa(&self) -> &str {
        self.text()
            .split_once('e')
            .map_or("", |(mantissa, _)| mantissa)
    }

    fn digits(&self) -> usize {
        self.mantissa().bytes().filter(u8::is_ascii_digit).count()
    }

    /// Lays the digits out as `float.__repr__` does: fixed form for decimal exponents from -4 to 15.
    fn as_python(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((mantissa, exponent)) = self.text().split_once('e') else {
            return Err(fmt::Error);
        };
        let exponent: i32 = exponent.parse().map_err(|_| fmt::Error)?;
        let (sign, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", mantissa),
        };
        let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        f.write_str(sign)?;
        match usize::try_from(exponent) {
            _ if !(-4..16).contains(&exponent) => {
                f.write_str(mantissa)?;
                let sign = if exponent < 0 { '-' } else { '+' };
                write!(f, "e{sign}{:02}", exponent.unsigned_abs())
            }
            // 0.000123
            Err(_) => {
                let zeros = exponent.unsigned_abs() as usize - 1;
                write!(f, "0.{:0<zeros$}{first}{rest}", "")
            }
            // 12300.0
            Ok(exponent) if rest.len() <= exponent => write!(f, "{first}{rest:0<exponent$}.0"),
            // 12.3
            Ok(exponent) => write!(f, "{first}{}.{}", &rest[..exponent], &rest[exponent..]),
        }
    }
}

impl fmt::Write for Scientific {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self
            .bytes
            .get_mut(self.len..self.len + text.len())
            .ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}
