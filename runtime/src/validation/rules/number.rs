//! Rules by the sign of a number.

use core::fmt;
use core::num::{NonZero, Saturating, Wrapping};
use core::time::Duration;

use super::Check;
use crate::validation::excerpt::excerpt;

/// A number that can be told to be above or below zero.
///
/// For the numbers of std; implement it for a number type of your own, and the rules by sign fit
/// it too. A NaN is neither positive nor negative nor non-zero.
pub trait Number: fmt::Debug {
    /// Above zero.
    fn is_above_zero(&self) -> bool;
    /// Below zero.
    fn is_below_zero(&self) -> bool;
    /// Zero; also a negative zero.
    fn is_zero(&self) -> bool;
}

/// A floating-point number of std.
pub trait Float: Number + Copy {
    /// Neither infinite nor NaN.
    fn is_finite_number(self) -> bool;
}

macro_rules! integers {
    ($($number:ty)*) => {$(
        impl Number for $number {
            #[inline]
            fn is_above_zero(&self) -> bool {
                *self > 0
            }
            #[inline]
            #[allow(unused_comparisons, reason = "for unsigned numbers always false")]
            fn is_below_zero(&self) -> bool {
                *self < 0
            }
            #[inline]
            fn is_zero(&self) -> bool {
                *self == 0
            }
        }
        impl Number for NonZero<$number> {
            #[inline]
            fn is_above_zero(&self) -> bool {
                self.get().is_above_zero()
            }
            #[inline]
            fn is_below_zero(&self) -> bool {
                self.get().is_below_zero()
            }
            #[inline]
            fn is_zero(&self) -> bool {
                false
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! floats {
    ($($number:ident)*) => {$(
        impl Number for $number {
            #[inline]
            fn is_above_zero(&self) -> bool {
                *self > 0.0
            }
            #[inline]
            fn is_below_zero(&self) -> bool {
                *self < 0.0
            }
            #[inline]
            fn is_zero(&self) -> bool {
                *self == 0.0
            }
        }
        impl Float for $number {
            #[inline]
            fn is_finite_number(self) -> bool {
                self.is_finite()
            }
        }
    )*};
}

floats!(f32 f64);

macro_rules! transparent {
    ($($wrapper:ident)*) => {$(
        impl<T: Number> Number for $wrapper<T> {
            #[inline]
            fn is_above_zero(&self) -> bool {
                self.0.is_above_zero()
            }
            #[inline]
            fn is_below_zero(&self) -> bool {
                self.0.is_below_zero()
            }
            #[inline]
            fn is_zero(&self) -> bool {
                self.0.is_zero()
            }
        }
    )*};
}

transparent!(Wrapping Saturating);

impl Number for Duration {
    #[inline]
    fn is_above_zero(&self) -> bool {
        !self.is_zero()
    }
    #[inline]
    fn is_below_zero(&self) -> bool {
        false
    }
    #[inline]
    fn is_zero(&self) -> bool {
        Duration::is_zero(self)
    }
}

macro_rules! signs {
    ($($(#[$doc:meta])* $rule:ident $code:literal $phrase:literal $bound:ident |$value:ident| $accepts:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $rule;

        #[diagnostic::do_not_recommend]
        impl<T: $bound> Check<T> for $rule {
            #[inline]
            fn accepts(&self, $value: &T) -> bool {
                $accepts
            }
            fn code(&self) -> &'static str {
                $code
            }
            fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($phrase)
            }
            fn got(&self, value: &T) -> String {
                excerpt(value)
            }
        }
    )*};
}

signs! {
    /// `positive`: above zero.
    Positive "positive" "a positive number" Number |value| value.is_above_zero();
    /// `negative`: below zero.
    Negative "negative" "a negative number" Number |value| value.is_below_zero();
    /// `non_negative`: zero or above.
    NonNegative "non_negative" "a non-negative number" Number
        |value| value.is_above_zero() || value.is_zero();
    /// `non_zero`: above or below zero.
    NonZeroNumber "non_zero" "a non-zero number" Number
        |value| value.is_above_zero() || value.is_below_zero();
    /// `finite`: neither infinite nor NaN.
    Finite "finite" "a finite number" Float |value| value.is_finite_number();
}
