//! Rules by order: bounds, ranges, steps.

use core::fmt;
use core::ops::{Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use super::{Check, Params};
use crate::validation::excerpt::excerpt;

macro_rules! bounds {
    ($($(#[$doc:meta])* $rule:ident $code:literal $phrase:literal $param:literal $op:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $rule<B>(pub B);

        // A comparison with NaN is false: no bound accepts it.
        #[diagnostic::do_not_recommend]
        impl<T: PartialOrd + fmt::Debug> Check<T> for $rule<T> {
            #[inline]
            fn accepts(&self, value: &T) -> bool {
                *value $op self.0
            }
            fn code(&self) -> &'static str {
                $code
            }
            fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($phrase, " {}"), excerpt(&self.0))
            }
            fn params(&self) -> Params {
                vec![($param.into(), excerpt(&self.0))]
            }
            fn got(&self, value: &T) -> String {
                excerpt(value)
            }
        }
    )*};
}

bounds! {
    /// `gt = x`: greater than it.
    GreaterThan "gt" "greater than" "bound" >;
    /// `ge = x`: at least it.
    AtLeast "ge" "at least" "bound" >=;
    /// `lt = x`: less than it.
    LessThan "lt" "less than" "bound" <;
    /// `le = x`: at most it.
    AtMost "le" "at most" "bound" <=;
}

/// `range = a..=b`: in any of Rust's ranges.
#[derive(Clone, Copy, Debug)]
pub struct InRange<R>(pub R);

/// A range of std that has a bound.
pub trait Span {
    /// What it is a range of.
    type Bound: PartialOrd + fmt::Debug;

    /// Its lower bound.
    fn start(&self) -> Option<&Self::Bound>;

    /// Its upper bound, and whether it is part of the range.
    fn end(&self) -> Option<(&Self::Bound, bool)>;

    /// Whether the value is in it; a NaN never is.
    #[inline]
    fn covers(&self, value: &Self::Bound) -> bool {
        self.start().is_none_or(|start| value >= start)
            && self
                .end()
                .is_none_or(|(end, included)| if included { value <= end } else { value < end })
    }
}

macro_rules! spans {
    ($($range:ident |$it:ident| $start:expr, $end:expr;)*) => {$(
        #[allow(unused_variables, reason = "a range may lack a bound")]
        impl<B: PartialOrd + fmt::Debug> Span for $range<B> {
            type Bound = B;

            #[inline]
            fn start(&self) -> Option<&B> {
                let $it = self;
                $start
            }
            #[inline]
            fn end(&self) -> Option<(&B, bool)> {
                let $it = self;
                $end
            }
        }
    )*};
}

spans! {
    Range |it| Some(&it.start), Some((&it.end, false));
    RangeInclusive |it| Some(it.start()), Some((it.end(), true));
    RangeFrom |it| Some(&it.start), None;
    RangeTo |it| None, Some((&it.end, false));
    RangeToInclusive |it| None, Some((&it.end, true));
}

/// A range whose bounds are all part of it, so that every value has a nearest one in it.
#[diagnostic::on_unimplemented(
    message = "`clamp` needs a range that holds its bounds, `{Self}` does not",
    label = "write `a..=b`, `a..` or `..=b`"
)]
pub trait Closed: Span {}

impl<B: PartialOrd + fmt::Debug> Closed for RangeInclusive<B> {}
impl<B: PartialOrd + fmt::Debug> Closed for RangeFrom<B> {}
impl<B: PartialOrd + fmt::Debug> Closed for RangeToInclusive<B> {}

/// `1..=10`, with its bounds as values are shown.
pub(super) fn write_span<R: Span>(span: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(start) = span.start() {
        f.write_str(&excerpt(start))?;
    }
    f.write_str("..")?;
    if let Some((end, included)) = span.end() {
        f.write_str(if included { "=" } else { "" })?;
        f.write_str(&excerpt(end))?;
    }
    Ok(())
}

/// `min`, and `max` or (where it is no part of the range) `end`.
pub(super) fn span_params<R: Span>(span: &R) -> Params {
    let mut params = Params::new();
    if let Some(start) = span.start() {
        params.push(("min".into(), excerpt(start)));
    }
    if let Some((end, included)) = span.end() {
        params.push((if included { "max" } else { "end" }.into(), excerpt(end)));
    }
    params
}

#[diagnostic::do_not_recommend]
impl<T: PartialOrd + fmt::Debug, R: Span<Bound = T>> Check<T> for InRange<R> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        self.0.covers(value)
    }
    fn code(&self) -> &'static str {
        "range"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("in ")?;
        write_span(&self.0, f)
    }
    fn params(&self) -> Params {
        span_params(&self.0)
    }
    fn got(&self, value: &T) -> String {
        excerpt(value)
    }
}

/// `multiple_of = x`: a whole number of times the step, tolerant of rounding in floats.
#[derive(Clone, Copy, Debug)]
pub struct MultipleOf<S>(pub S);

/// A number of std that has multiples.
pub trait Step: Copy + fmt::Debug {
    /// Whether it is a multiple of `step`. Of a float: but for what rounding adds, so that 19.99
    /// is one of 0.01; NaN and the infinities are multiples of nothing.
    fn is_multiple(self, step: Self) -> bool;
}

macro_rules! steps {
    ($($integer:ty)*) => {$(
        impl Step for $integer {
            #[inline]
            fn is_multiple(self, step: Self) -> bool {
                // Wrapping, since the least number of a signed type overflows when divided by -1.
                if step == 0 { self == 0 } else { self.wrapping_rem(step) == 0 }
            }
        }
    )*};
}

steps!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! float_steps {
    ($($float:ident)*) => {$(
        impl Step for $float {
            #[inline]
            fn is_multiple(self, step: Self) -> bool {
                if !self.is_finite() || !step.is_normal() {
                    return false;
                }
                let times = (self / step).round();
                // With that many steps the tolerance would be as wide as a step. There the
                // remainder decides: it is exact, whatever the operands.
                if times.abs() >= 0.0625 / $float::EPSILON {
                    return self % step == 0.0;
                }
                // A rounding each of the step as written in decimal, the product and the value.
                (times * step - self).abs() <= 2.0 * $float::EPSILON * self.abs()
            }
        }
    )*};
}

float_steps!(f32 f64);

#[diagnostic::do_not_recommend]
impl<T: Step> Check<T> for MultipleOf<T> {
    #[inline]
    fn accepts(&self, value: &T) -> bool {
        value.is_multiple(self.0)
    }
    fn code(&self) -> &'static str {
        "multiple_of"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a multiple of {}", excerpt(&self.0))
    }
    fn params(&self) -> Params {
        vec![("step".into(), excerpt(&self.0))]
    }
    fn got(&self, value: &T) -> String {
        excerpt(value)
    }
}
