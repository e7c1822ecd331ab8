//! Numbers as written in attributes: exact for integers of any width.

use std::cmp::Ordering;

use syn::{Expr, Lit, UnOp};

use super::guard::ungroup;

/// A literal number.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// An integer: its sign and its magnitude, since `i128::MIN` has one that no `i128` has.
    Int { negative: bool, magnitude: u128 },
    /// A float.
    Float(f64),
}

impl Number {
    pub(super) const ZERO: Self = Self::Int {
        negative: false,
        magnitude: 0,
    };

    /// The number that an expression is, if it is a literal.
    pub(super) fn of(expr: &Expr) -> Option<Self> {
        match ungroup(expr) {
            Expr::Lit(lit) => match &lit.lit {
                Lit::Int(int) => Some(Self::Int {
                    negative: false,
                    magnitude: int.base10_parse().ok()?,
                }),
                Lit::Float(float) => Some(Self::Float(float.base10_parse().ok()?)),
                _ => None,
            },
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
                Some(match Self::of(&unary.expr)? {
                    Self::Int {
                        negative,
                        magnitude,
                    } => Self::Int {
                        negative: !negative,
                        magnitude,
                    },
                    Self::Float(float) => Self::Float(-float),
                })
            }
            _ => None,
        }
    }

    pub(super) fn is_zero(self) -> bool {
        self.cmp(Self::ZERO).is_some_and(Ordering::is_eq)
    }

    /// The order; nothing for NaN, which no literal is.
    pub(super) fn cmp(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int { magnitude: 0, .. }, Self::Int { magnitude: 0, .. }) => {
                Some(Ordering::Equal)
            }
            (
                Self::Int {
                    negative: one_sign,
                    magnitude: one,
                },
                Self::Int {
                    negative: other_sign,
                    magnitude: other,
                },
            ) => Some(match (one_sign, other_sign) {
                (false, false) => one.cmp(&other),
                (true, true) => other.cmp(&one),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
            }),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }

    fn as_f64(self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss)]
            Self::Int {
                negative,
                magnitude,
            } => {
                let value = magnitude as f64;
                if negative { -value } else { value }
            }
            Self::Float(value) => value,
        }
    }

    /// The next integer above or below; a float is left alone.
    pub(super) fn next(self, up: bool) -> Self {
        match self {
            Self::Int { magnitude: 0, .. } => Self::Int {
                negative: !up,
                magnitude: 1,
            },
            Self::Int {
                negative,
                magnitude,
            } => Self::Int {
                negative,
                magnitude: if negative == up {
                    magnitude - 1
                } else {
                    magnitude.saturating_add(1)
                },
            },
            float @ Self::Float(_) => float,
        }
    }

    /// Whether it is an integer that `step` does not divide.
    pub(super) fn is_no_multiple(self, step: Self) -> bool {
        match (self, step) {
            (
                Self::Int { magnitude, .. },
                Self::Int {
                    magnitude: step, ..
                },
            ) => step != 0 && magnitude % step != 0,
            _ => false,
        }
    }
}

/// The numbers between two bounds, each of which may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Interval {
    /// The lower bound, and whether it is part of the interval.
    pub(super) low: Option<(Number, bool)>,
    /// The upper bound, and whether it is part of the interval.
    pub(super) high: Option<(Number, bool)>,
}

impl Interval {
    pub(super) fn above(bound: Number, included: bool) -> Self {
        Self {
            low: Some((bound, included)),
            high: None,
        }
    }

    pub(super) fn below(bound: Number, included: bool) -> Self {
        Self {
            low: None,
            high: Some((bound, included)),
        }
    }

    /// What is in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            low: tighter(self.low, other.low, Ordering::Greater),
            high: tighter(self.high, other.high, Ordering::Less),
        }
    }

    /// The same with both bounds included, as integers have it.
    pub(super) fn of_integers(self) -> Self {
        let closed = |bound: Option<(Number, bool)>, up| {
            bound.map(|(bound, included)| (if included { bound } else { bound.next(up) }, true))
        };
        Self {
            low: closed(self.low, true),
            high: closed(self.high, false),
        }
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(self) -> bool {
        let (Some((low, low_in)), Some((high, high_in))) = (self.low, self.high) else {
            return false;
        };
        match low.cmp(high) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !(low_in && high_in),
            _ => false,
        }
    }

    /// Whether a number is in it.
    pub(super) fn contains(self, number: Number) -> bool {
        !self
            .and(Self {
                low: Some((number, true)),
                high: Some((number, true)),
            })
            .is_empty()
    }
}

fn tighter(
    one: Option<(Number, bool)>,
    other: Option<(Number, bool)>,
    wanted: Ordering,
) -> Option<(Number, bool)> {
    let (Some(a), Some(b)) = (one, other) else {
        return one.or(other);
    };
    match a.0.cmp(b.0) {
        Some(Ordering::Equal) => Some((a.0, a.1 && b.1)),
        Some(order) if order == wanted => Some(a),
        _ => Some(b),
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{Interval, Number};

    fn number(expr: &syn::Expr) -> Number {
        Number::of(expr).expect("a literal")
    }

    #[test]
    fn bounds_at_the_edges_are_exact() {
        let min = number(&parse_quote!(-170141183460469231731687303715884105728));
        let max = number(&parse_quote!(340282366920938463463374607431768211455));
        assert!(Interval::above(min, true).contains(min));
        assert!(!Interval::above(min, false).contains(min));
        assert!(
            Interval::above(max, false)
                .of_integers()
                .and(Interval::below(max, true))
                .contains(max)
        );
        let both = Interval::above(number(&parse_quote!(4)), false)
            .and(Interval::below(number(&parse_quote!(5)), false));
        assert!(!both.is_empty());
        assert!(both.of_integers().is_empty());
        assert!(number(&parse_quote!(-0)).is_zero() && number(&parse_quote!(-0.0)).is_zero());
        assert!(Number::of(&parse_quote!(MAX)).is_none());
    }
}
