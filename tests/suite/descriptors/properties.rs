//! Rules against plainer statements of what they mean, over generated values.

// The borrow in `(&Unique::of(..)).rule()` is what chooses between the two rules.
#![allow(clippy::needless_borrow)]

use std::collections::HashSet;

use dunder::validation::rules::{
    AtLeast, AtMost, ByEquality, ByHash, Check, Clamp, Convert, CreditCard, Email, GreaterThan,
    Hostname, InRange, Len, LessThan, MultipleOf, Negative, NonNegative, NonZeroNumber, Positive,
    Slug, Trim, Unique, Url, Uuid,
};
use dunder::{ValidationError, Violation, dataclass};
use proptest::prelude::*;

/// Floats of every kind: bit patterns reach NaNs, infinities and subnormals.
fn floats() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        -1000.0..1000.0,
        prop::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

/// Text that often is nearly an address.
fn addresses() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z.@_+-]{0,20}",
        "[a-z]{1,9}(\\.[a-z]{1,9})?@[a-z-]{1,9}\\.[a-z0-9]{1,5}"
    ]
}

#[dataclass(rule = in_order)]
#[derive(Clone, Debug, PartialEq)]
struct Span {
    #[field(range = -100..=100)]
    lo: i32,
    #[field(clamp = -50..=50)]
    hi: i32,
    #[field(trim, len = ..=4)]
    name: String,
}

fn in_order(span: &Span) -> Result<(), Violation> {
    if span.lo() <= span.hi() {
        Ok(())
    } else {
        Err(Violation::new("lo is above hi"))
    }
}

/// What the class says, written as one function over plain values.
fn model(lo: i32, hi: i32, name: &str) -> Option<(i32, i32, String)> {
    let (hi, name) = (hi.clamp(-50, 50), name.trim().to_owned());
    let fits = (-100..=100).contains(&lo) && name.chars().count() <= 4 && lo <= hi;
    fits.then_some((lo, hi, name))
}

#[derive(Clone, Debug)]
enum Step {
    Lo(i32),
    Hi(i32),
    Name(String),
    Update(i32, i32, String),
    With(i32),
}

fn steps() -> impl Strategy<Value = Step> {
    let number = -120..120;
    prop_oneof![
        number.clone().prop_map(Step::Lo),
        number.clone().prop_map(Step::Hi),
        " {0,2}[a-zä]{0,6}".prop_map(Step::Name),
        (number.clone(), number.clone(), "[a-z]{0,5}").prop_map(|(a, b, c)| Step::Update(a, b, c)),
        number.prop_map(Step::With),
    ]
}

proptest! {
    #[test]
    fn signs_and_bounds_are_rusts_comparisons(value in floats(), bound in floats()) {
        prop_assert_eq!(Positive.accepts(&value), value > 0.0);
        prop_assert_eq!(Negative.accepts(&value), value < 0.0);
        prop_assert_eq!(NonNegative.accepts(&value), value >= 0.0);
        prop_assert_eq!(NonZeroNumber.accepts(&value), value != 0.0 && !value.is_nan());
        prop_assert_eq!(GreaterThan(bound).accepts(&value), value > bound);
        prop_assert_eq!(AtLeast(bound).accepts(&value), value >= bound);
        prop_assert_eq!(LessThan(bound).accepts(&value), value < bound);
        prop_assert_eq!(AtMost(bound).accepts(&value), value <= bound);
    }

    #[test]
    fn ranges_contain_what_rusts_ranges_contain(value in floats(), a in floats(), b in floats()) {
        prop_assert_eq!(InRange(a..b).accepts(&value), (a..b).contains(&value));
        prop_assert_eq!(InRange(a..=b).accepts(&value), (a..=b).contains(&value));
        prop_assert_eq!(InRange(a..).accepts(&value), (a..).contains(&value));
        prop_assert_eq!(InRange(..b).accepts(&value), (..b).contains(&value));
        prop_assert_eq!(InRange(..=b).accepts(&value), (..=b).contains(&value));
    }

    #[test]
    fn integers_divide_exactly(value in any::<i128>(), step in any::<i128>().prop_filter("not 0", |s| *s != 0)) {
        prop_assert_eq!(MultipleOf(step).accepts(&value), value.checked_rem(step).unwrap_or(0) == 0);
        let times = value.wrapping_shr(64).wrapping_mul(step.wrapping_shr(65).max(1));
        prop_assert!(MultipleOf(step.wrapping_shr(65).max(1)).accepts(&times));
    }

    /// Decimal cents against a step of cents: the floats decide as the integers do.
    #[test]
    fn decimal_multiples_are_decimal(cents in -10_000_000_i64..10_000_000, step in 1_i64..1000) {
        let (value, by) = (cents as f64 / 100.0, step as f64 / 100.0);
        prop_assert_eq!(MultipleOf(by).accepts(&value), cents % step == 0, "{} of {}", value, by);
    }

    #[test]
    fn clamped_values_are_in_the_range_or_nan(value in floats(), a in -9.0..0.0, b in 0.0..9.0) {
        let mut clamped = value;
        Clamp(a..=b).convert(&mut clamped);
        prop_assert_eq!(clamped.to_bits(), value.clamp(a, b).to_bits());
        prop_assert_eq!(Clamp(a..=b).accepts(&clamped), !value.is_nan());
    }

    #[test]
    fn lengths_count_characters_and_items(text in any::<String>(), max in 0_usize..40) {
        prop_assert_eq!(Len(..=max).accepts(&text), text.chars().count() <= max);
        let items: Vec<char> = text.chars().collect();
        prop_assert_eq!(Len(..max).accepts(&items), items.len() < max);
    }

    #[test]
    fn trim_is_strs_trim(text in "[ \t\u{2003}aä]{0,12}") {
        let mut trimmed = text.clone();
        Trim.convert(&mut trimmed);
        prop_assert_eq!(&*trimmed, text.trim());
    }

    #[test]
    fn both_ways_to_be_unique_agree(items in prop::collection::vec(0_u8..20, 0..12)) {
        let unique = items.iter().collect::<HashSet<_>>().len() == items.len();
        prop_assert_eq!((&Unique::of(&items)).rule().accepts(&items), unique);
        let floats: Vec<f64> = items.iter().map(|item| f64::from(*item)).collect();
        prop_assert_eq!((&Unique::of(&floats)).rule().accepts(&floats), unique);
    }

    #[test]
    fn formats_never_panic_and_take_plain_ascii_only(text in addresses()) {
        let taken = [
            Email.accepts(&text),
            Hostname.accepts(&text),
            Slug.accepts(&text),
            Uuid.accepts(&text),
            CreditCard.accepts(&text),
        ];
        let plain = text.is_ascii() && !text.contains(char::is_whitespace);
        prop_assert!(plain || taken == [false; 5], "{:?} {:?}", text, taken);
        let _ = Url.accepts(&text);
    }

    /// What `email` takes has one `@`, and parts that fit RFC 5321.
    #[test]
    fn addresses_have_two_good_parts(text in addresses()) {
        if Email.accepts(&text) {
            let (local, domain) = text.split_once('@').unwrap();
            prop_assert!((1..=64).contains(&local.len()) && !domain.contains('@'));
            prop_assert!(Hostname.accepts(domain) && domain.contains('.'));
            prop_assert!(!local.starts_with('.') && !local.ends_with('.') && !local.contains(".."));
        }
    }

    #[test]
    fn errors_are_one_line_for_each_violation(text in any::<String>()) {
        #[dataclass]
        #[derive(Debug)]
        struct Text {
            #[field(slug, ascii)]
            text: String,
        }
        if let Err(error) = Text::new(text) {
            let lines = error.to_string();
            prop_assert_eq!(lines.lines().count(), error.violations().len());
            prop_assert!(!lines.contains(|c: char| c.is_control() && c != '\n'));
            prop_assert!(error.violations().iter().all(|v| v.value().unwrap().chars().count() < 200));
        }
    }

    /// Any sequence of changes leaves what the model says, and a refused one leaves what was there.
    #[test]
    fn a_class_goes_where_its_model_goes(steps in prop::collection::vec(steps(), 0..30)) {
        let mut span = Span::new(0, 0, "").unwrap();
        let mut state = (0, 0, String::new());
        for step in steps {
            let (mut lo, mut hi, mut name) = state.clone();
            let result: Result<(), ValidationError> = match step {
                Step::Lo(new) => {
                    lo = new;
                    span.set_lo(new)
                }
                Step::Hi(new) => {
                    hi = new;
                    span.set_hi(new)
                }
                Step::Name(new) => {
                    name.clone_from(&new);
                    span.set_name(new)
                }
                Step::Update(a, b, c) => {
                    (lo, hi, name) = (a, b, c.clone());
                    span.update(|draft| (draft.lo, draft.hi, draft.name) = (a, b, c))
                }
                Step::With(new) => {
                    lo = new;
                    span.clone().with_lo(new).map(|made| span = made)
                }
            };
            let expected = model(lo, hi, &name);
            prop_assert_eq!(result.is_ok(), expected.is_some());
            state = expected.unwrap_or(state);
            prop_assert_eq!((span.lo(), span.hi(), span.name()), (state.0, state.1, &*state.2));
        }
    }
}
