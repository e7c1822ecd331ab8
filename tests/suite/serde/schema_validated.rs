//! A validator that knows nothing of dunder takes by the schema what the class takes, and refuses what it refuses.

use std::collections::BTreeMap;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use dunder::dataclass;
use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// What the schema takes.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn of<T: JsonSchema>() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V2020_12);
        compiler.enable_format_assertions();
        let schema = schema_for!(T).to_value();
        compiler
            .add_resource("schema.json", schema)
            .expect("a schema");
        let index = compiler
            .compile("schema.json", &mut schemas)
            .expect("a schema that compiles");
        Self { schemas, index }
    }

    fn takes(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// How far the words of JSON Schema reach.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reach {
    /// The same verdict.
    Same,
    /// It takes what the class refuses.
    Short,
}
use Reach::{Same, Short};

/// Puts each value in its place in `base`, and compares the verdicts on the whole.
#[track_caller]
fn agree<T: JsonSchema + DeserializeOwned>(base: &Value, cases: &[(&str, Reach, &[Value])]) {
    let validator = Validator::of::<T>();
    assert!(validator.takes(base), "the schema refuses {base}");
    serde_json::from_value::<T>(base.clone())
        .map(drop)
        .expect("the class takes the base");
    for (place, reach, values) in cases {
        let (mut taken, mut refused) = (0, 0);
        for value in *values {
            let mut changed = base.clone();
            let spot = changed
                .pointer_mut(place)
                .unwrap_or_else(|| panic!("no {place} in {base}"));
            *spot = value.clone();
            let by_class = serde_json::from_value::<T>(changed.clone()).is_ok();
            let by_schema = validator.takes(&changed);
            match reach {
                Same => assert_eq!(
                    by_schema, by_class,
                    "{place} = {value}: left the schema, right the class"
                ),
                Short => assert!(
                    by_schema && !by_class,
                    "{place} = {value} is no longer a shortcoming"
                ),
            }
            *if by_class { &mut taken } else { &mut refused } += 1;
        }
        assert!(
            *reach == Short || taken > 0 && refused > 0,
            "{place}: all are of one kind"
        );
    }
}

#[test]
fn numbers() {
    #[dataclass]
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Numbers {
        #[field(positive)]
        positive: f64,
        #[field(negative)]
        negative: i32,
        #[field(non_negative, le = 10)]
        non_negative: f32,
        #[field(non_zero)]
        non_zero: i8,
        #[field(range = 1..=64)]
        closed: u8,
        #[field(range = ..5)]
        open: i64,
        #[field(gt = 4, lt = 10)]
        between: u32,
        #[field(ge = -0.5)]
        at_least: f64,
        #[field(multiple_of = 5)]
        fives: i32,
        #[field(multiple_of = 0.25)]
        quarters: f64,
        #[field(one_of = [1, 2, 3])]
        one_of: u8,
        #[field(positive)]
        optional: Option<i32>,
    }
    agree::<Numbers>(
        &json!({
            "positive": 1.5, "negative": -1, "non_negative": 0, "non_zero": 1, "closed": 1, "open": 0, "between": 5,
            "at_least": 0, "fives": 10, "quarters": 0.5, "one_of": 1, "optional": null,
        }),
        &[
            (
                "/positive",
                Same,
                &[
                    json!(0),
                    json!(-0.0),
                    json!(1e-300),
                    json!(-1),
                    json!(1),
                    json!("1"),
                ],
            ),
            (
                "/negative",
                Same,
                &[json!(0), json!(-1), json!(1), json!(i32::MIN)],
            ),
            (
                "/non_negative",
                Same,
                &[json!(-0.1), json!(0), json!(10), json!(10.5)],
            ),
            (
                "/non_zero",
                Same,
                &[json!(0), json!(-1), json!(127), json!(128)],
            ),
            (
                "/closed",
                Same,
                &[
                    json!(0),
                    json!(1),
                    json!(64),
                    json!(65),
                    json!(1.5),
                    json!(256),
                ],
            ),
            (
                "/open",
                Same,
                &[json!(4), json!(5), json!(-100), json!(5.5)],
            ),
            ("/between", Same, &[json!(4), json!(5), json!(9), json!(10)]),
            (
                "/at_least",
                Same,
                &[json!(-0.5), json!(-0.500001), json!(null)],
            ),
            ("/fives", Same, &[json!(0), json!(-5), json!(7)]),
            ("/quarters", Same, &[json!(0.75), json!(0.8), json!(-2)]),
            ("/one_of", Same, &[json!(0), json!(3), json!(4)]),
            (
                "/optional",
                Same,
                &[json!(null), json!(1), json!(0), json!("x")],
            ),
        ],
    );
}

#[test]
fn texts() {
    #[dataclass]
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Texts {
        #[field(len = 1..=3)]
        len: String,
        #[field(len = ..3)]
        below: String,
        #[field(non_empty)]
        non_empty: Option<String>,
        #[field(pattern = "^[a-z]+$")]
        pattern: String,
        #[field(email)]
        email: String,
        #[field(url)]
        url: String,
        #[field(http_url)]
        http: String,
        #[field(ip)]
        ip: String,
        #[field(ipv4)]
        ipv4: String,
        #[field(ipv6)]
        ipv6: String,
        #[field(uuid)]
        uuid: String,
        #[field(hostname)]
        hostname: String,
        #[field(slug)]
        slug: String,
        #[field(credit_card)]
        card: String,
        #[field(date)]
        date: String,
        #[field(date_time)]
        date_time: String,
        #[field(ascii)]
        ascii: String,
        #[field(alphanumeric)]
        alphanumeric: String,
        #[field(contains = "a.b", prefix = "^", suffix = "$")]
        parts: String,
        #[field(one_of = ["kg", "piece"])]
        unit: Option<String>,
        #[field(bytes_len = ..=4)]
        bytes: String,
        #[field(secret, len = 4..)]
        token: String,
    }
    let base = json!({
        "len": "a", "below": "", "non_empty": "x", "pattern": "abc", "email": "a@b.example", "url": "ftp://a.b/c",
        "http": "https://a.b", "ip": "::1", "ipv4": "127.0.0.1", "ipv6": "::1",
        "uuid": "67e55044-10b1-426f-9247-bb680e5fe0c8", "hostname": "a.example", "slug": "a-b",
        "card": "4242424242424242", "date": "2024-02-29", "date_time": "2024-02-29T00:00:00Z", "ascii": "a",
        "alphanumeric": "a1", "parts": "^a.b$", "unit": "kg", "bytes": "abcd", "token": "abcd",
    });
    agree::<Texts>(
        &base,
        &[
            (
                "/len",
                Same,
                &[
                    json!(""),
                    json!("äöü"),
                    json!("abcd"),
                    json!("\u{1F4A9}\u{1F4A9}\u{1F4A9}"),
                ],
            ),
            ("/below", Same, &[json!(""), json!("äö"), json!("abc")]),
            (
                "/non_empty",
                Same,
                &[json!(""), json!(null), json!("x"), json!(1)],
            ),
            (
                "/pattern",
                Same,
                &[json!("abc"), json!("Abc"), json!(""), json!("abc\n")],
            ),
            (
                "/email",
                Same,
                &[
                    json!("a@b.example"),
                    json!("a"),
                    json!("a@@b.example"),
                    json!("a b@c.example"),
                    json!(".a@b.example"),
                ],
            ),
            // A mailbox on a host without a dot is one to JSON Schema.
            (
                "/email",
                Short,
                &[json!("a@localhost"), json!("\"a b\"@b.example")],
            ),
            (
                "/url",
                Same,
                &[
                    json!("http://a.b/c?d#e"),
                    json!("a.b"),
                    json!("//a.b"),
                    json!(" http://a.b"),
                    json!("http://a b"),
                ],
            ),
            (
                "/http",
                Same,
                &[
                    json!("HTTP://a.b"),
                    json!("ftp://a.b"),
                    json!("http:a.b"),
                    json!("https://a.b:80/x"),
                ],
            ),
            (
                "/ip",
                Same,
                &[
                    json!("10.0.0.1"),
                    json!("::"),
                    json!("10.0.0"),
                    json!("fe80::a%eth1"),
                ],
            ),
            (
                "/ipv4",
                Same,
                &[
                    json!("10.0.0.1"),
                    json!("::"),
                    json!("10.0.0.01"),
                    json!("10.0.0.256"),
                ],
            ),
            (
                "/ipv6",
                Same,
                &[
                    json!("1::d6:192.168.0.1"),
                    json!("1::d6::42"),
                    json!("10.0.0.1"),
                ],
            ),
            (
                "/uuid",
                Same,
                &[
                    json!("67E55044-10b1-426f-9247-bb680e5fe0c8"),
                    json!("67e5504410b1426f9247bb680e5fe0c8"),
                    json!(""),
                ],
            ),
            (
                "/hostname",
                Same,
                &[
                    json!("a-b.example"),
                    json!("-a.example"),
                    json!("host_name"),
                    json!(""),
                ],
            ),
            (
                "/slug",
                Same,
                &[json!("----"), json!("a b"), json!(""), json!("ä")],
            ),
            (
                "/card",
                Same,
                &[
                    json!("4242424242424242"),
                    json!("4242 4242 4242 4242"),
                    json!("42"),
                ],
            ),
            // The check digit has no words.
            (
                "/card",
                Short,
                &[json!("4242424242424241"), json!("0000000000000000")],
            ),
            (
                "/date",
                Same,
                &[
                    json!("2024-02-29"),
                    json!("2023-02-29"),
                    json!("2023-2-9"),
                    json!("0400-02-29"),
                ],
            ),
            (
                "/date_time",
                Same,
                &[
                    json!("1998-12-31T23:59:60Z"),
                    json!("1998-12-31T22:59:60Z"),
                    json!("2024-02-29 00:00:00Z"),
                    json!("2024-02-29T00:00:00+01:00"),
                ],
            ),
            ("/ascii", Same, &[json!(""), json!("~\u{0}"), json!("é")]),
            (
                "/alphanumeric",
                Same,
                &[json!("a1"), json!(""), json!("²"), json!("é")],
            ),
            (
                "/parts",
                Same,
                &[
                    json!("^a.b$"),
                    json!("^axb$"),
                    json!("a.b$"),
                    json!("^a.b"),
                    json!("^x a.b y$"),
                ],
            ),
            (
                "/unit",
                Same,
                &[json!("piece"), json!("metle"), json!(null), json!("KG")],
            ),
            ("/bytes", Same, &[json!("abcd"), json!("abcde")]),
            // Characters are counted, not bytes.
            ("/bytes", Short, &[json!("äöü")]),
            ("/token", Same, &[json!("abcd"), json!("abc")]),
        ],
    );
}

#[dataclass]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    #[field(positive)]
    unit_price: f64,
    #[serde(rename = "kind")]
    #[field(one_of = ["kg", "piece"])]
    unit: String,
    #[serde(default)]
    #[field(default = 1, ge = 1)]
    count: u32,
}

#[dataclass(rule = has_a_first)]
#[derive(Debug, Deserialize, JsonSchema)]
struct Order {
    #[field(nested)]
    first: Option<Line>,
    #[field(each(nested), len = 1..=2)]
    lines: Vec<Line>,
    #[field(each(len = 1..=3, slug), unique, len = ..=3)]
    tags: Vec<String>,
    #[field(each(each(range = 0..=9)))]
    grid: Vec<Vec<i32>>,
    #[field(keys(pattern = "^[a-z]$"), values(each(positive)), non_empty)]
    prices: BTreeMap<String, Vec<f64>>,
    #[field(values(nested))]
    by_name: BTreeMap<String, Line>,
    #[serde(flatten)]
    more: More,
    #[field(len = 2)]
    pair: [u8; 2],
}

#[dataclass]
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
struct More {
    #[serde(alias = "hint")]
    #[field(len = ..=4)]
    note: Option<String>,
}

fn has_a_first(order: &Order) -> Result<(), dunder::Violation> {
    if order.first().is_some() || order.lines().len() < 2 {
        Ok(())
    } else {
        Err(dunder::Violation::new("two lines need a first"))
    }
}

#[test]
fn classes_in_classes() {
    let line = json!({ "unitPrice": 1.5, "kind": "kg", "count": 2 });
    let bad = json!({ "unitPrice": 0, "kind": "kg" });
    let unknown = json!({ "unitPrice": 1.5, "kind": "kg", "unit": "kg" });
    let unnamed = json!({ "unit_price": 1.5, "kind": "kg" });
    let without = json!({ "unitPrice": 1.5, "kind": "piece" });
    let base = json!({
        "first": line, "lines": [line], "tags": ["a"], "grid": [[1], []], "prices": { "a": [1.0] },
        "by_name": { "x": line }, "note": "abc", "pair": [1, 2],
    });
    agree::<Order>(
        &base,
        &[
            (
                "/first",
                Same,
                &[
                    json!(null),
                    line.clone(),
                    without.clone(),
                    bad.clone(),
                    unknown.clone(),
                    unnamed.clone(),
                    json!([]),
                    json!({}),
                ],
            ),
            (
                "/first/count",
                Same,
                &[json!(0), json!(1), json!(-1), json!(null)],
            ),
            (
                "/lines",
                Same,
                &[
                    json!([]),
                    json!([line, without]),
                    json!([line, bad]),
                    json!([line, line, line]),
                    json!([unknown]),
                    json!(null),
                ],
            ),
            (
                "/tags",
                Same,
                &[
                    json!([]),
                    json!(["a", "b"]),
                    json!(["a", "a"]),
                    json!([""]),
                    json!(["a b"]),
                    json!(["abcd"]),
                    json!(["a", "b", "c", "d"]),
                ],
            ),
            (
                "/grid",
                Same,
                &[
                    json!([]),
                    json!([[], [9]]),
                    json!([[10]]),
                    json!([[1, -1]]),
                    json!([1]),
                ],
            ),
            (
                "/prices",
                Same,
                &[
                    json!({}),
                    json!({ "b": [] }),
                    json!({ "b": [0] }),
                    json!({ "B": [1] }),
                    json!({ "b": 1 }),
                    json!([]),
                ],
            ),
            (
                "/by_name",
                Same,
                &[
                    json!({}),
                    json!({ "y": without }),
                    json!({ "y": bad }),
                    json!({ "y": null }),
                ],
            ),
            (
                "/note",
                Same,
                &[json!("abcd"), json!("abcde"), json!(null), json!(4)],
            ),
            (
                "/pair",
                Same,
                &[json!([1, 2]), json!([1]), json!([1, 2, 3]), json!([1, 256])],
            ),
        ],
    );
    // What fields have to be together has no words.
    let mut two = base;
    two["first"] = json!(null);
    two["lines"] = json!([line, line]);
    assert!(Validator::of::<Order>().takes(&two));
    assert!(serde_json::from_value::<Order>(two).is_err());
}

/// What is required, and what is not known, by the keys that are there.
#[test]
fn keys_that_are_missing_or_too_many() {
    let validator = Validator::of::<Line>();
    for keys in 0..16 {
        let mut line = json!({});
        let all = [
            ("unitPrice", json!(1.5)),
            ("kind", json!("kg")),
            ("count", json!(1)),
            ("unit", json!("kg")),
        ];
        for (place, (key, value)) in all.into_iter().enumerate() {
            if keys & (1 << place) != 0 {
                line[key] = value;
            }
        }
        let by_class = serde_json::from_value::<Line>(line.clone()).is_ok();
        assert_eq!(validator.takes(&line), by_class, "{line}");
    }
}

/// What a class writes its own schema takes, but for secrets, which are masked, and what is not there to be written.
#[test]
fn what_is_written_is_valid() {
    let line = Line::new(0.01, "piece").unwrap().with_count(7).unwrap();
    let value = serde_json::to_value(&line).unwrap();
    assert!(Validator::of::<Line>().takes(&value), "{value}");
    assert_eq!(serde_json::from_value::<Line>(value).unwrap(), line);
}
