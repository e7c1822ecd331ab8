//! The conformance table of descriptors: 85 rows, each a test named by its number. Sources of the rows: the
//! JSON-Schema test suite, isemail, Django's validator tests, annotated-types, pydantic's behaviour, and boundaries.
//!
//! Rows 37 to 74 (formats) are in `formats`, rows 21, 22, 23, 34, 84 and 85 (declarations) in `declarations`: these are
//! compile errors, pinned in `tests/ui/descriptors/row_*`.

// The borrow in `(&Unique::of(..)).rule()` is what chooses between the two rules.
#![allow(clippy::needless_borrow)]

use std::collections::{BTreeMap, HashMap};

use dunder::validation::rules::{
    AtLeast, AtMost, ByEquality, ByHash, Check, Finite, GreaterThan, Hostname, InRange, Len,
    LessThan, MultipleOf, Pattern, Positive, Slug, Unique,
};
use dunder::{Validate, ValidationError, Violation, dataclass};

/// Which of these a rule takes.
fn verdicts<T, R: Check<T>>(rule: &R, values: &[T]) -> Vec<bool> {
    values.iter().map(|value| rule.accepts(value)).collect()
}

#[track_caller]
pub(super) fn accepts<T: std::fmt::Debug, R: Check<T>>(rule: &R, values: &[T]) {
    for value in values {
        assert!(rule.accepts(value), "refused: {value:?}");
    }
}

#[track_caller]
pub(super) fn refuses<T: std::fmt::Debug, R: Check<T>>(rule: &R, values: &[T]) {
    for value in values {
        assert!(!rule.accepts(value), "taken: {value:?}");
    }
}

#[test]
fn row_01_nan_is_not_at_least_0() {
    refuses(&AtLeast(0.0), &[f64::NAN]);
}

#[test]
fn row_02_nan_is_not_greater_than_0() {
    refuses(&GreaterThan(0.0), &[f64::NAN]);
    refuses(&Positive, &[f64::NAN]);
}

#[test]
fn row_03_negative_nan_is_in_no_range() {
    refuses(&InRange(0.0..=1.0), &[-f64::NAN]);
    refuses(&InRange(..1.0), &[f64::NAN]);
}

#[test]
fn row_04_infinity_is_greater_than_0() {
    accepts(&GreaterThan(0.0), &[f64::INFINITY]);
}

#[test]
fn row_05_infinity_is_at_least_0() {
    accepts(&AtLeast(0.0), &[f64::INFINITY]);
    accepts(&InRange(0.0..), &[f64::INFINITY]);
}

#[test]
fn row_06_negative_zero_is_at_least_0() {
    accepts(&AtLeast(0.0), &[-0.0]);
}

#[test]
fn row_07_negative_zero_is_not_positive() {
    refuses(&GreaterThan(0.0), &[-0.0]);
    refuses(&Positive, &[-0.0]);
}

#[test]
fn row_08_the_smallest_float_is_positive() {
    accepts(&Positive, &[5e-324]);
}

#[test]
fn row_09_the_next_float_above_1_is_not_at_most_1() {
    refuses(&AtMost(1.0), &[1.000_000_000_000_000_2]);
}

#[test]
fn row_10_a_tenth_and_two_tenths_are_not_at_most_three() {
    refuses(&AtMost(0.3), &[0.1 + 0.2]);
}

#[test]
fn row_11_infinities_and_nan_are_not_finite() {
    refuses(&Finite, &[f64::INFINITY, f64::NEG_INFINITY, f64::NAN]);
    refuses(&Finite, &[f32::INFINITY, f32::NEG_INFINITY, f32::NAN]);
    accepts(&Finite, &[f64::MAX, f64::MIN, 0.0]);
}

#[test]
fn row_12_greater_than_4() {
    assert_eq!(verdicts(&GreaterThan(4), &[4, 5]), [false, true]);
}

#[test]
fn row_13_between_4_and_10() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(gt = 4, lt = 10)]
        n: i64,
    }
    assert!(Row::new(9).is_ok());
    assert_eq!(
        Row::new(10).unwrap_err().to_string(),
        "n must be less than 10, got 10"
    );
    refuses(&LessThan(10), &[10]);
}

#[test]
fn row_14_and_15_multiples_of_a_ten_thousandth() {
    accepts(&MultipleOf(0.0001), &[0.0075]);
    refuses(&MultipleOf(0.0001), &[0.00751]);
}

#[test]
fn row_16_and_17_multiples_of_a_cent() {
    accepts(&MultipleOf(0.01), &[19.99]);
    refuses(&MultipleOf(0.01), &[19.995]);
}

#[test]
fn row_18_a_quotient_that_overflows_is_no_multiple() {
    refuses(&MultipleOf(0.123_456_789), &[1e308]);
    // Exactly representable, so still decided: no tolerance is wider than the step.
    accepts(&MultipleOf(2.0), &[1e308]);
    refuses(&MultipleOf(3.0), &[(1u64 << 53) as f64]);
}

#[test]
fn row_19_multiples_of_one_and_a_half() {
    assert_eq!(verdicts(&MultipleOf(1.5), &[-4.5, 35.0]), [true, false]);
}

#[test]
fn row_20_nan_and_infinity_are_no_multiples() {
    refuses(&MultipleOf(0.1), &[f64::NAN, f64::INFINITY]);
}

#[test]
fn row_24_u128_max_is_not_at_most_10() {
    let error = AtMost(10)
        .test(&dunder::FieldName::new("Row", "n"), &u128::MAX)
        .unwrap_err();
    assert_eq!(
        error.message(),
        "must be at most 10, got 340282366920938463463374607431768211455"
    );
}

#[test]
fn row_25_the_least_i128_as_a_bound() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(ge = -170141183460469231731687303715884105728)]
        n: i128,
    }
    assert_eq!(*Row::new(i128::MIN).unwrap().n, i128::MIN);
}

#[test]
fn row_26_u64_max_is_compared_exactly() {
    // 18446744073709551600 and u64::MAX are the same f64.
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(le = 18446744073709551600)]
        n: u64,
    }
    accepts(&AtMost(u64::MAX), &[18_446_744_073_709_551_600]);
    assert!(Row::new(18_446_744_073_709_551_600).is_ok());
    assert!(Row::new(u64::MAX).is_err());
}

#[test]
fn row_27_and_28_length_counts_characters() {
    accepts(&Len(..=2), &["\u{1F4A9}\u{1F4A9}".to_owned()]);
    refuses(&Len(2..), &["\u{1F4A9}".to_owned()]);
}

#[test]
fn row_29_the_unit_of_a_length_is_named() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(len = ..=4)]
        name: String,
        #[field(bytes_len = ..=4)]
        code: String,
    }
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}";
    assert_eq!((family.len(), family.chars().count()), (25, 7));
    let error = Row::new(family, family).unwrap_err();
    let texts: Vec<_> = error.violations().iter().map(Violation::message).collect();
    assert!(
        texts[0].starts_with("must be ..=4 characters long, got '"),
        "{}",
        texts[0]
    );
    assert_eq!(texts[1], "must be ..=4 bytes long, got 25 bytes");
}

#[test]
fn row_30_combining_marks_count() {
    refuses(&Len(..=4), &["e\u{301}e\u{301}e\u{301}".to_owned()]);
}

#[test]
fn row_31_two_flags_are_four_characters() {
    accepts(
        &Len(..=4),
        &["\u{1F1E9}\u{1F1EA}\u{1F1EB}\u{1F1F7}".to_owned()],
    );
}

#[test]
fn row_32_a_dollar_is_the_very_end() {
    static LETTERS: Pattern = Pattern::new("^[a-z]+$");
    assert!(!LETTERS.accepts("abc\n"));
    assert!(LETTERS.accepts("abc"));
}

#[test]
fn row_33_a_pattern_is_not_anchored() {
    // Anchor it by `^(?:…)$` to match the whole: the language of the pattern says it, no option needed.
    static PART: Pattern = Pattern::new("a+");
    static WHOLE: Pattern = Pattern::new("^(?:a+)$");
    assert!(PART.accepts("xxaayy"));
    assert!(!WHOLE.accepts("xxaayy"));
}

#[test]
fn row_35_one_of_lists_the_options_in_order() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(one_of = ["wood", "metal", "plastic"])]
        kind: String,
    }
    for wrong in ["metle", "Metal"] {
        assert_eq!(
            Row::new(wrong).unwrap_err().to_string(),
            format!("kind must be one of 'wood', 'metal', 'plastic', got '{wrong}'")
        );
    }
    assert!(Row::new("metal").is_ok());
}

#[test]
fn row_36_unique_compares_by_value() {
    fn unique<T: PartialEq>(items: &Vec<T>) -> bool {
        (&Unique::of(items)).rule().accepts(items)
    }
    assert!(!(&Unique::of(&vec![1, 2, 1])).rule().accepts(&vec![1, 2, 1]));
    assert!(unique(&vec![vec![1], vec![2]]));
    let (one, two) = (
        HashMap::from([(1, 'a'), (2, 'b')]),
        HashMap::from([(2, 'b'), (1, 'a')]),
    );
    assert!(!unique(&vec![one, two]));
}

#[test]
fn row_75_no_nul_character() {
    // No rule of its own: every format refuses it, and `pattern` or `check` says it of free text.
    static NO_NUL: Pattern = Pattern::new(r"^[^\x00]*$");
    assert!(!NO_NUL.accepts("a\0b"));
    refuses(&Slug, &["a\0b"]);
    refuses(&Hostname, &["a\0b"]);
}

/// Rows 76 and 77: a typed field takes no text. A converter from text is a `via` of its own, and Rust's `parse`
/// is the strict one.
#[test]
fn row_76_and_77_integers_from_text_are_strict() {
    for text in [
        " 1 ", "1_000", "1.0", "true", "0x1", "", "١", "1.5", "1e308",
    ] {
        assert!(text.parse::<i64>().is_err(), "{text}");
    }
    assert_eq!(("1".parse(), "+1".parse()), (Ok(1), Ok(1)));
}

#[dataclass(rule = in_order)]
#[derive(Clone, Debug)]
struct Span {
    lo: i32,
    #[field(le = 100)]
    hi: i32,
}

fn in_order(span: &Span) -> Result<(), Violation> {
    if span.lo() < span.hi() {
        return Ok(());
    }
    Err(Violation::new("lo must be below hi").with_code("order"))
}

#[test]
fn row_78_two_sets_in_one_update() {
    let mut span = Span::new(1, 5).unwrap();
    assert!(span.set_lo(9).is_err());
    span.update(|draft| {
        draft.lo = 9;
        draft.hi = 12;
    })
    .unwrap();
    assert_eq!((span.lo(), span.hi()), (9, 12));
}

#[test]
fn row_79_a_failed_set_under_a_rule_keeps_the_old_value() {
    let mut span = Span::new(1, 5).unwrap();
    let error = span.set_lo(9).unwrap_err();
    assert_eq!(error.to_string(), "lo must be below hi");
    assert_eq!(
        (error.violations()[0].path(), error.violations()[0].code()),
        ("", "order")
    );
    assert_eq!(span.lo(), 1);
    assert!(span.update(|draft| draft.lo = 50).is_err());
    assert_eq!((span.lo(), span.hi()), (1, 5));
}

#[test]
fn row_80_a_list_of_at_most_two_takes_no_third() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(len = ..=2)]
        tags: Vec<u8>,
    }
    let mut row = Row::new(vec![1, 2]).unwrap();
    // There is no `row.tags.push(3)`: `Field` has no `DerefMut`. The draft has one.
    let error = row.update(|draft| draft.tags.push(3)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "tags must be ..=2 items long, got 3 items"
    );
    assert_eq!(row.tags(), [1, 2]);
}

struct Inner {
    price: f64,
}

impl Validate for Inner {
    fn validate(&self) -> Result<(), ValidationError> {
        Positive
            .test(&dunder::FieldName::new("Inner", "price"), &self.price)
            .map_err(|violation| violation.at("price").into())
    }
}

#[test]
fn row_81_nested_and_own_violations_are_both_reported() {
    #[dataclass(eq = false, repr = false)]
    struct Row {
        #[field(nested, len = ..=1)]
        items: Vec<Inner>,
    }
    let items = [1.0, -2.0].map(|price| Inner { price });
    let Err(error) = Row::new(items.into()) else {
        panic!("taken")
    };
    assert_eq!(
        error.to_string(),
        "items[1].price must be a positive number, got -2\n\
         items must be ..=1 items long, got 2 items"
    );
}

#[test]
fn row_82_a_map_is_reported_by_key() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(values(positive))]
        prices: BTreeMap<String, f64>,
    }
    let error = Row::new(BTreeMap::from([("a".into(), 1.0), ("k".into(), 0.0)])).unwrap_err();
    assert_eq!(error.violations()[0].path(), "prices['k']");
    assert_eq!(
        error.to_string(),
        "prices['k'] must be a positive number, got 0"
    );
}

#[test]
fn row_83_a_secret_is_nowhere() {
    #[dataclass]
    #[derive(Debug)]
    struct Row {
        #[field(secret, len = 8.., message = "must be longer than {value}")]
        password: String,
        #[field(secret, values(positive))]
        keys: BTreeMap<String, i32>,
        #[field(secret, check = talkative)]
        pin: String,
    }
    // What a check says is its own affair, but the value that it hands over is not kept.
    fn talkative(pin: &str) -> Result<(), Violation> {
        if pin.len() == 4 {
            Ok(())
        } else {
            Err(Violation::new("must be a pin").with_value(pin))
        }
    }
    let keys = BTreeMap::from([("hunter2".into(), -7)]);
    let error = Row::new("hunter2", keys, "hunter2").unwrap_err();
    assert_eq!(error.violations().len(), 3);
    let texts = format!("{error} {error:?} {:?}", error.violations()[0]);
    assert!(
        !texts.contains("hunter2") && !texts.contains("-7"),
        "{texts}"
    );
    assert_eq!(error.violations()[0].value(), None);
    assert_eq!(
        error.to_string(),
        "password must be longer than '**********'\n\
         keys[…] must be a positive number, got '**********'\n\
         pin must be a pin"
    );
    let row = Row::new("hunter2hunter2", BTreeMap::new(), "1234").unwrap();
    let texts = format!("{row} {row:?} {}", row.password);
    assert!(!texts.contains("hunter2"), "{texts}");
    assert!(texts.contains("'**********'"), "{texts}");
}

#[test]
fn every_row_is_here() {
    let sources = [
        include_str!("conformance.rs"),
        include_str!("declarations.rs"),
        include_str!("formats.rs"),
    ];
    assert_eq!(crate::rows::missing(&sources, 85), [0; 0]);
}
