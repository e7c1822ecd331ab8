//! Descriptors together: order, items, keys, values, converters, messages, codes, authors' own.

use std::collections::{BTreeMap, HashMap, HashSet};

use dunder::{Descriptor, FieldName, ValidationError, Violation, dataclass};

fn texts(error: &ValidationError) -> Vec<String> {
    error.violations().iter().map(ToString::to_string).collect()
}

pub struct Title {
    pub max: usize,
}

impl Descriptor<String> for Title {
    fn set(&self, field: &FieldName, value: String) -> Result<String, Violation> {
        if value.len() > self.max {
            return Err(Violation::new(format!("must fit into {} bytes", self.max))
                .with_code("too_long")
                .with_param("owner", field.owner())
                .with_value(value));
        }
        Ok(value.replace(' ', "-"))
    }
}

fn even(value: &u32) -> Result<(), Violation> {
    if value.is_multiple_of(2) {
        Ok(())
    } else {
        Err(Violation::new("must be even").with_code("odd"))
    }
}

#[dataclass]
#[derive(Clone, Debug)]
struct Page {
    #[field(trim, via = Title { max: 12 }, lowercase)]
    slug: String,
    #[field(check = even, le = 10)]
    count: u32,
}

#[test]
fn descriptors_run_in_the_order_written() {
    let page = Page::new("  Hello World ", 2).unwrap();
    assert_eq!(page.slug(), "hello-world");
}

#[test]
fn a_descriptor_of_an_author_is_told_the_field() {
    let error = Page::new("a title too long", 13).unwrap_err();
    assert_eq!(
        texts(&error),
        [
            "slug must fit into 12 bytes",
            "count must be even",
            "count must be at most 10, got 13"
        ]
    );
    let first = &error.violations()[0];
    assert_eq!(
        (first.code(), first.param("owner")),
        ("too_long", Some("Page"))
    );
    assert_eq!(first.value(), Some("a title too long"));
}

#[dataclass]
#[derive(Clone, Debug)]
struct Order {
    #[field(non_empty, each(positive, le = 100), unique)]
    amounts: Vec<i64>,
    #[field(each(trim, lowercase, non_empty))]
    tags: Vec<String>,
    #[field(keys(slug), values(each(positive)))]
    groups: BTreeMap<String, Vec<u8>>,
    #[field(values(clamp = 0..=9))]
    scores: HashMap<String, i32>,
    #[field(each(ascii))]
    names: HashSet<String>,
    #[field(each(positive))]
    maybe: Option<Vec<Option<f32>>>,
}

fn order() -> Order {
    Order::new(
        vec![1, 2],
        vec![" A ".into()],
        BTreeMap::new(),
        HashMap::from([("x".into(), 50)]),
        HashSet::new(),
        None,
    )
    .unwrap()
}

#[test]
fn items_are_converted_and_checked() {
    let order = order();
    assert_eq!(order.tags(), ["a"]);
    assert_eq!(order.scores()["x"], 9);
}

#[test]
fn items_and_the_whole_report_together() {
    let mut order = order();
    let error = order.set_amounts(vec![0, 500, 0]).unwrap_err();
    assert_eq!(
        texts(&error),
        [
            "amounts[0] must be a positive number, got 0",
            "amounts[1] must be at most 100, got 500",
            "amounts[2] must be a positive number, got 0",
            "amounts must be free of duplicates, got the same item at 0 and 2",
        ]
    );
    assert_eq!(order.amounts(), [1, 2]);
    let error = order.set_tags(vec!["x".into(), "  ".into()]).unwrap_err();
    assert_eq!(texts(&error), ["tags[1] must be non-empty, got ''"]);
}

#[test]
fn keys_and_values_nest() {
    let mut order = order();
    let groups = BTreeMap::from([("a b".to_owned(), vec![1, 0]), ("ok".to_owned(), vec![0])]);
    assert_eq!(
        texts(&order.set_groups(groups).unwrap_err()),
        [
            "groups['a b'] must be a valid slug, got 'a b'",
            "groups['a b'][1] must be a positive number, got 0",
            "groups['ok'][0] must be a positive number, got 0",
        ]
    );
}

#[test]
fn hashed_collections_report_in_the_same_order_each_time() {
    let bad: Vec<String> = (0..20).map(|n| format!("ä{n:02}")).collect();
    let report = || {
        let set: HashSet<String> = bad.iter().cloned().collect();
        order().set_names(set).unwrap_err().to_string()
    };
    let first = report();
    assert_eq!(first.lines().count(), 20);
    assert!(
        first.starts_with("names[…] must be ASCII text, got 'ä00'"),
        "{first}"
    );
    for _ in 0..5 {
        assert_eq!(report(), first);
    }
}

#[test]
fn options_are_skipped_inside_and_outside() {
    let mut order = order();
    order.set_maybe(Some(vec![None, Some(1.0)])).unwrap();
    assert_eq!(
        texts(&order.set_maybe(Some(vec![None, Some(-1.0)])).unwrap_err()),
        ["maybe[1] must be a positive number, got -1"]
    );
}

#[test]
fn messages_are_filled_in_with_all_that_a_rule_gives() {
    #[dataclass]
    #[derive(Debug)]
    struct Worded {
        #[field(range = 1..10, message = "range {min} {end} {value}")]
        range: i32,
        #[field(clamp = 0.0..=1.0, message = "clamp {min} {max} {value}")]
        clamp: f64,
        #[field(len = 2..=3, message = "len {min} {max}")]
        len: String,
        #[field(bytes_len = 2..=3, message = "bytes_len {min} {max}")]
        bytes_len: String,
        #[field(gt = 1, message = "gt {bound} {value}")]
        gt: i32,
        #[field(ge = 1, message = "ge {bound} {value}")]
        ge: i32,
        #[field(lt = 1, message = "lt {bound} {value}")]
        lt: i32,
        #[field(le = 1, message = "le {bound} {value}")]
        le: i32,
        #[field(multiple_of = 5, message = "multiple_of {step} {value}")]
        multiple_of: i32,
        #[field(one_of = [1, 2], message = "one_of {options} {value}")]
        one_of: i32,
        #[field(contains = "x", message = "contains {contains} {value}")]
        contains: String,
        #[field(prefix = "x", message = "prefix {prefix} {value}")]
        prefix: String,
        #[field(suffix = "x", message = "suffix {suffix} {value}")]
        suffix: String,
    }
    let a = || "a".to_owned();
    let error = Worded::new(10, f64::NAN, a(), a(), 1, 0, 1, 2, 6, 3, a(), a(), a()).unwrap_err();
    assert_eq!(
        texts(&error),
        [
            "range range 1 10 10",
            "clamp clamp 0 1 NaN",
            "len len 2 3",
            "bytes_len bytes_len 2 3",
            "gt gt 1 1",
            "ge ge 1 0",
            "lt lt 1 1",
            "le le 1 2",
            "multiple_of multiple_of 5 6",
            "one_of one_of 1, 2 3",
            "contains contains x 'a'",
            "prefix prefix x 'a'",
            "suffix suffix x 'a'",
        ]
    );
}

#[test]
fn messages_and_codes_are_those_of_the_rule_before() {
    #[dataclass]
    #[derive(Debug)]
    struct Worded {
        #[field(range = 1..=10, message = "wants {min} to {max}, not {value} {{sic}}", code = "span", positive)]
        n: i32,
        #[field(check = even, message = "is odd", code = "parity")]
        m: u32,
        #[field(pattern = "^[a-z]+$", slug)]
        plain: String,
        #[field(pattern = "^[a-z]+$", message = "must be letters, as {pattern} says")]
        letters: Option<String>,
        #[field(each(pattern = "^[a-z]+$"))]
        list: Vec<String>,
        #[field(via = Title { max: 3 }, code = "title", message = "is long")]
        title: String,
    }
    let error = Worded::new(
        -3,
        3,
        "a1",
        Some("b 2".into()),
        vec!["x".into(), "3".into()],
        "long",
    )
    .unwrap_err();
    assert_eq!(
        texts(&error),
        [
            "n wants 1 to 10, not -3 {sic}",
            "n must be a positive number, got -3",
            "m is odd",
            "plain must be a match of '^[a-z]+$', got 'a1'",
            "letters must be letters, as ^[a-z]+$ says",
            "list[1] must be a match of '^[a-z]+$', got '3'",
            "title is long",
        ]
    );
    let codes: Vec<_> = error.violations().iter().map(Violation::code).collect();
    assert_eq!(
        codes,
        [
            "span", "positive", "parity", "pattern", "pattern", "pattern", "title"
        ]
    );
}

#[test]
fn messages_can_be_translated_by_code() {
    let error = Page::new("ok", 13).unwrap_err();
    let german = error.translated(|violation| match violation.code() {
        "le" => Some(format!(
            "{} darf höchstens {} sein",
            violation.path(),
            violation.param("bound")?
        )),
        _ => None,
    });
    assert_eq!(german, "count must be even\ncount darf höchstens 10 sein");
}

/// A translation has all of a violation to go by, wherever it is: path, code, parameters and value; of a secret no value.
#[test]
fn translations_reach_items_rules_and_codes_of_ones_own() {
    #[dataclass(rule = whole)]
    #[derive(Debug)]
    struct Shop {
        #[field(values(range = 1..=9))]
        prices: BTreeMap<String, i32>,
        #[field(check = even, code = "pair")]
        count: u32,
        #[field(one_of = ["a", "b"], message = "is none of ours", code = "kind")]
        kind: String,
        #[field(secret, len = 8..)]
        password: String,
    }
    #[dataclass(rule = low_first)]
    #[derive(Debug)]
    struct Part {
        low: i32,
        #[field(positive)]
        high: i32,
    }
    fn low_first(part: &Part) -> Result<(), Violation> {
        if part.low() <= part.high() {
            return Ok(());
        }
        Err(Violation::new("low is above high")
            .with_code("order")
            .with_param("low", part.low()))
    }
    fn whole(_: &Shop) -> Result<(), Violation> {
        Err(Violation::new("the shop is shut").with_code("shut"))
    }
    let translate = |violation: &Violation| {
        let params: Vec<_> = violation
            .params()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Some(format!(
            "{}|{}|{}|{}",
            violation.path(),
            violation.code(),
            params.join(","),
            violation.value().unwrap_or("-")
        ))
    };
    let shop = |price, count, kind: &str, password: &str| {
        Shop::new(
            BTreeMap::from([("k".to_owned(), price)]),
            count,
            kind,
            password,
        )
        .unwrap_err()
    };
    assert_eq!(
        shop(10, 3, "c", "hunter2").translated(translate),
        "prices['k']|range|min=1,max=9|10\n\
         count|pair||-\n\
         kind|kind|options='a', 'b'|'c'\n\
         password|len|min=8|-"
    );
    assert_eq!(
        shop(1, 2, "a", "hunter2hunter2").translated(translate),
        "|shut||-"
    );
    // What has no translation keeps its text, in its place.
    assert_eq!(
        shop(10, 3, "c", "hunter2")
            .translated(|violation| (violation.code() == "pair").then(|| "nicht gerade".into())),
        "prices['k'] must be in 1..=9, got 10\nnicht gerade\nkind is none of ours\n\
         password must be 8.. characters long, got '**********'"
    );
    let error = Part::new(5, 1).unwrap_err().within("pages[0]");
    assert_eq!(error.translated(translate), "pages[0]|order|low=5|-");
}

#[test]
fn a_clamped_float_is_never_nan() {
    #[dataclass]
    #[derive(Debug)]
    struct Level {
        #[field(clamp = 0..=1)]
        level: f64,
    }
    assert_eq!(Level::new(7.5).unwrap().level(), 1.0);
    assert_eq!(
        Level::new(f64::NAN).unwrap_err().to_string(),
        "level must be comparable to 0..=1, got NaN"
    );
}

#[test]
fn violations_inside_a_path_are_found() {
    let error = order().set_amounts(vec![0, -1]).unwrap_err();
    assert_eq!(error.at("amounts").count(), 2);
    assert_eq!(error.at("amounts[1]").count(), 1);
    assert_eq!(error.at("amount").count(), 0);
}

#[test]
fn values_are_shown_on_one_line_and_cut() {
    #[dataclass]
    struct Text {
        #[field(ascii)]
        text: String,
    }
    for (value, shown) in [
        ("ä", "'ä'".to_owned()),
        ("it's ä", "\"it's ä\"".to_owned()),
        ("\"ä'", "'\"ä\\''".to_owned()),
        ("ä\n\t\\", "'ä\\n\\t\\\\'".to_owned()),
        (&"ä".repeat(500), format!("'{}…'", "ä".repeat(79))),
    ] {
        let Err(error) = Text::new(value) else {
            panic!("taken")
        };
        assert_eq!(error.violations()[0].value(), Some(&*shown));
        assert_eq!(error.to_string().lines().count(), 1);
    }
}
