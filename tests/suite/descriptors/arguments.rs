//! What the arguments of rules may be: every form of range, constants, enums, types of other kinds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use dunder::{Descriptor, FieldName, Validate, Violation, dataclass};

const PERCENT: RangeInclusive<u8> = 0..=100;
const LOW: i32 = -5;
const LONGEST: usize = 3;
const KINDS: [&str; 2] = ["wood", "metal"];
const SLICE: &[i32] = &[1, 2];
static PRIMES: [u64; 3] = [2, 3, 5];

#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Level {
    Low,
    Mid,
    High,
}

type Cents = u64;

#[dataclass]
#[derive(Clone, Debug)]
struct Arguments {
    #[field(range = PERCENT)]
    percent: u8,
    #[field(range = LOW..10)]
    half_open: i32,
    #[field(range = 1..)]
    from: i32,
    #[field(range = ..=-1)]
    to: i32,
    #[field(range = 0..1)]
    fraction: f64,
    #[field(range = 'a'..='z')]
    letter: char,
    #[field(len = LONGEST..=LONGEST)]
    exact: String,
    #[field(len = 2)]
    two: VecDeque<u8>,
    #[field(one_of = KINDS)]
    kind: String,
    #[field(one_of = SLICE)]
    number: i32,
    #[field(one_of = PRIMES)]
    prime: Cents,
    #[field(one_of = [Level::Low, Level::High])]
    level: Level,
    #[field(le = Level::Mid)]
    ordered: Level,
    #[field(gt = Duration::ZERO, le = Duration::from_secs(60))]
    timeout: Duration,
    #[field(positive)]
    signed: NonZero<i32>,
    #[field(multiple_of = 5, negative)]
    step: i64,
    #[field(ge = 1.5, multiple_of = 0.5)]
    float: f32,
    #[field(prefix = "a", suffix = 'z'.to_string(), contains = "m", contains = KINDS[1])]
    text: Cow<'static, str>,
}

fn good() -> Arguments {
    Arguments::new(
        100,
        -5,
        1,
        -1,
        0.5,
        'q',
        "abc",
        VecDeque::from([1, 2]),
        "wood",
        2,
        5,
        Level::High,
        Level::Mid,
        Duration::from_secs(1),
        NonZero::new(3).unwrap(),
        -10,
        2.5,
        "a metal z".into(),
    )
    .unwrap()
}

#[test]
fn every_form_is_taken_and_refuses_with_its_own_text() {
    let texts = [
        good().set_percent(101).unwrap_err(),
        good().set_half_open(10).unwrap_err(),
        good().set_from(0).unwrap_err(),
        good().set_to(0).unwrap_err(),
        good().set_fraction(1.0).unwrap_err(),
        good().set_letter('A').unwrap_err(),
        good().set_exact("abcd").unwrap_err(),
        good().set_two(VecDeque::new()).unwrap_err(),
        good().set_kind("plastic").unwrap_err(),
        good().set_number(3).unwrap_err(),
        good().set_prime(4).unwrap_err(),
        good().set_level(Level::Mid).unwrap_err(),
        good().set_ordered(Level::High).unwrap_err(),
        good().set_timeout(Duration::from_secs(61)).unwrap_err(),
        good().set_signed(NonZero::new(-3).unwrap()).unwrap_err(),
        good().set_step(-7).unwrap_err(),
        good().set_float(1.75).unwrap_err(),
        good().set_text("b".into()).unwrap_err(),
    ]
    .map(|error| error.to_string());
    assert_eq!(
        texts,
        [
            "percent must be in 0..=100, got 101",
            "half_open must be in -5..10, got 10",
            "from must be in 1.., got 0",
            "to must be in ..=-1, got 0",
            "fraction must be in 0..1, got 1",
            "letter must be in 'a'..='z', got 'A'",
            "exact must be 3 characters long, got 'abcd'",
            "two must be 2 items long, got 0 items",
            "kind must be one of 'wood', 'metal', got 'plastic'",
            "number must be one of 1, 2, got 3",
            "prime must be one of 2, 3, 5, got 4",
            "level must be one of Low, High, got Mid",
            "ordered must be at most Mid, got High",
            "timeout must be at most 60s, got 61s",
            "signed must be a positive number, got -3",
            "step must be a multiple of 5, got -7",
            "float must be a multiple of 0.5, got 1.75",
            "text must be a text that starts with 'a', got 'b'\n\
             text must be a text that ends with 'z', got 'b'\n\
             text must be a text that contains 'm', got 'b'\n\
             text must be a text that contains 'metal', got 'b'",
        ]
    );
}

#[test]
fn the_phrases_of_the_contract() {
    #[dataclass]
    #[derive(Debug)]
    struct Phrases {
        #[field(positive)]
        a: f64,
        #[field(negative)]
        b: f64,
        #[field(non_negative)]
        c: f64,
        #[field(non_zero)]
        d: f64,
        #[field(finite)]
        e: f64,
        #[field(range = 1..=10)]
        f: f64,
        #[field(gt = 4)]
        g: f64,
        #[field(ge = 4)]
        h: f64,
        #[field(lt = 4)]
        i: f64,
        #[field(le = 4)]
        j: f64,
        #[field(multiple_of = 5)]
        k: f64,
        #[field(email)]
        l: String,
        #[field(one_of = ["a", "b"])]
        m: String,
    }
    let nan = f64::NAN;
    let error = Phrases::new(
        nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, "x", "c",
    );
    let error = error.unwrap_err();
    let texts: Vec<_> = error.violations().iter().map(Violation::message).collect();
    assert_eq!(
        texts,
        [
            "must be a positive number, got NaN",
            "must be a negative number, got NaN",
            "must be a non-negative number, got NaN",
            "must be a non-zero number, got NaN",
            "must be a finite number, got NaN",
            "must be in 1..=10, got NaN",
            "must be greater than 4, got NaN",
            "must be at least 4, got NaN",
            "must be less than 4, got NaN",
            "must be at most 4, got NaN",
            "must be a multiple of 5, got NaN",
            "must be a valid email address, got 'x'",
            "must be one of 'a', 'b', got 'c'",
        ]
    );
    let codes: Vec<_> = error.violations().iter().map(Violation::code).collect();
    assert_eq!(
        codes,
        [
            "positive",
            "negative",
            "non_negative",
            "non_zero",
            "finite",
            "range",
            "gt",
            "ge",
            "lt",
            "le",
            "multiple_of",
            "email",
            "one_of"
        ]
    );
}

#[test]
fn strings_of_every_kind_have_rules() {
    #[dataclass]
    #[derive(Debug)]
    struct Strings<'a> {
        #[field(slug)]
        borrowed: &'a str,
        #[field(trim, lowercase)]
        boxed: Box<str>,
        #[field(uppercase, len = ..=3)]
        shared: Arc<str>,
        #[field(trim)]
        counted: Rc<str>,
        #[field(bytes_len = ..=2)]
        bytes: Vec<u8>,
    }
    let strings = Strings::new("a-b", " X ".into(), "abc".into(), " y".into(), vec![1]).unwrap();
    assert_eq!(
        (
            strings.borrowed(),
            strings.boxed(),
            &**strings.shared(),
            &**strings.counted()
        ),
        ("a-b", "x", "ABC", "y")
    );
    assert_eq!(
        Strings::new("a", "".into(), "".into(), "".into(), vec![0; 3])
            .unwrap_err()
            .to_string(),
        "bytes must be ..=2 bytes long, got 3 bytes"
    );
}

#[test]
fn items_of_every_collection_are_visited() {
    #[dataclass]
    #[derive(Debug)]
    struct Lists {
        #[field(each(positive))]
        array: [i8; 2],
        #[field(each(positive))]
        boxed: Box<[i8]>,
        #[field(each(positive))]
        set: BTreeSet<i8>,
        #[field(each(each(positive)))]
        nested: Vec<Vec<i8>>,
        #[field(values(values(positive)))]
        maps: BTreeMap<u8, BTreeMap<char, i8>>,
    }
    let maps = BTreeMap::from([(7, BTreeMap::from([('k', 0)]))]);
    let error = Lists::new(
        [1, 0],
        [0].into(),
        BTreeSet::from([0, 1]),
        vec![vec![], vec![0]],
        maps,
    )
    .unwrap_err();
    let paths: Vec<_> = error.violations().iter().map(Violation::path).collect();
    assert_eq!(
        paths,
        [
            "array[1]",
            "boxed[0]",
            "set[0]",
            "nested[1][0]",
            "maps[7]['k']"
        ]
    );
}

/// Multiplies, so that the order and the number of runs can be seen.
struct Times(u32);

impl Descriptor<u32> for Times {
    fn set(&self, field: &FieldName, value: u32) -> Result<u32, Violation> {
        value.checked_mul(self.0).ok_or_else(|| {
            Violation::new(format!("of {} must be smaller", field.owner())).with_code("overflow")
        })
    }
}

const TRIPLE: Times = Times(3);

#[test]
fn descriptors_of_authors_run_in_place_inside_and_outside() {
    #[dataclass]
    #[derive(Debug)]
    struct Via {
        #[field(via = Times(2), lt = 100, via = TRIPLE)]
        value: u32,
        #[field(via = Times(2))]
        maybe: Option<u32>,
        #[field(each(via = Times(5), le = 50), len = ..=2)]
        list: Vec<u32>,
        #[field(keys(via = Times(2)), values(via = Times(3)))]
        map: BTreeMap<u32, u32>,
    }
    let via = Via::new(7, Some(1), vec![1, 2], BTreeMap::from([(1, 1)])).unwrap();
    assert_eq!(
        (via.value(), via.maybe(), via.list()),
        (42, Some(2), &[5, 10][..])
    );
    assert_eq!(via.map(), &BTreeMap::from([(2, 3)]));
    let error = Via::new(
        60,
        Some(u32::MAX),
        vec![20, u32::MAX, 0],
        BTreeMap::from([(u32::MAX, 1)]),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "value must be less than 100, got 120\n\
         maybe of Via must be smaller\n\
         list[0] must be at most 50, got 100\n\
         list[1] of Via must be smaller\n\
         map[4294967295] of Via must be smaller"
    );
}

#[dataclass(rule = lo_below_hi)]
#[derive(Clone, Debug)]
struct Span {
    lo: i32,
    hi: i32,
}

fn lo_below_hi(span: &Span) -> Result<(), Violation> {
    if span.lo() < span.hi() {
        Ok(())
    } else {
        Err(Violation::new("lo must be below hi"))
    }
}

#[test]
fn data_classes_nest() {
    #[dataclass]
    #[derive(Debug)]
    struct Outer {
        #[field(nested)]
        one: Span,
        #[field(nested)]
        maybe: Option<Box<Span>>,
        #[field(each(nested), non_empty)]
        list: Vec<Span>,
        #[field(nested)]
        map: BTreeMap<String, Vec<Span>>,
    }
    let span = Span::new(1, 2).unwrap();
    assert!(span.validate().is_ok());
    let mut outer = Outer::new(span.clone(), None, vec![span.clone()], BTreeMap::new()).unwrap();
    // The module of a class can swap whole fields past its rule; nesting looks again.
    let mut broken = span.clone();
    std::mem::swap(&mut broken.lo, &mut Span::new(5, 6).unwrap().lo);
    let error = outer.set_list(vec![span, broken.clone()]).unwrap_err();
    assert_eq!(error.to_string(), "list[1] lo must be below hi");
    let error = outer
        .set_map(BTreeMap::from([("k".to_owned(), vec![broken])]))
        .unwrap_err();
    assert_eq!(error.violations()[0].path(), "map['k'][0]");
}
