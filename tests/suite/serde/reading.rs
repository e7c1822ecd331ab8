//! Reading a class: all violations, with the names of the input; defaults; the last steps of construction.

use std::collections::BTreeMap;

use dunder::{FromRaw, Raw, Violation, dataclass};
use serde::{Deserialize, Serialize};

fn error_of<T: for<'de> Deserialize<'de> + std::fmt::Debug>(input: &str) -> String {
    serde_json::from_str::<T>(input).unwrap_err().to_string()
}

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    pub name: String,
    #[field(positive)]
    pub max_bytes: i64,
    #[field(range = 1..=64, default = 4)]
    #[serde(default, alias = "threads")]
    pub max_threads: u32,
    #[field(len = 1.., default = vec![max_bytes])]
    #[serde(default)]
    pub history: Vec<i64>,
    #[field(lowercase, len = 1..=3)]
    #[serde(rename = "lang", default = "german")]
    pub language: String,
}

fn german() -> String {
    "DE".to_owned()
}

#[test]
fn all_violations_at_once_in_the_order_of_declaration() {
    let input = r#"{"history": [], "threads": 65, "name": "a", "maxBytes": -1, "lang": "german"}"#;
    assert_eq!(
        error_of::<Account>(input),
        "maxBytes must be a positive number, got -1\n\
         maxThreads must be in 1..=64, got 65\n\
         history must be 1.. items long, got 0 items\n\
         lang must be 1..=3 characters long, got 'german'"
    );
}

#[test]
fn what_serde_refuses_is_told_by_serde() {
    assert_eq!(
        error_of::<Account>(r#"{"name": "a", "maxBytes": "b"}"#),
        "invalid type: string \"b\", expected i64 at line 1 column 29"
    );
    assert_eq!(
        error_of::<Account>(r#"{"name": "a", "max_bytes": 1}"#),
        "unknown field `max_bytes`, expected one of `name`, `maxBytes`, `maxThreads`, `threads`, `history`, `lang` \
         at line 1 column 25"
    );
}

#[test]
fn a_missing_value_is_the_fields_own_default_which_names_earlier_fields() {
    let account: Account = serde_json::from_str(r#"{"name": "a", "maxBytes": 9}"#).unwrap();
    assert_eq!(account.max_threads(), 4);
    assert_eq!(account.history(), [9]);
    assert_eq!(
        account.language(),
        "de",
        "serde's own default, through the descriptors"
    );
}

#[test]
fn a_default_that_names_a_refused_field_adds_nothing() {
    assert_eq!(
        error_of::<Account>(r#"{"name": "a", "maxBytes": 0, "threads": 0}"#),
        "maxBytes must be a positive number, got 0\nmaxThreads must be in 1..=64, got 0"
    );
}

#[test]
fn a_given_value_is_looked_at_though_the_field_that_its_default_names_is_refused() {
    assert_eq!(
        error_of::<Account>(r#"{"name": "a", "maxBytes": 0, "history": []}"#),
        "maxBytes must be a positive number, got 0\nhistory must be 1.. items long, got 0 items"
    );
}

#[test]
fn null_is_not_missing() {
    assert!(
        error_of::<Account>(r#"{"name": "a", "maxBytes": 1, "maxThreads": null}"#).contains("null")
    );
}

#[test]
fn the_error_itself_is_reached_by_two_steps() {
    let raw: Raw<Account> =
        serde_json::from_str(r#"{"name": "a", "maxBytes": 0, "maxThreads": 65}"#).unwrap();
    let error = Account::from_raw(raw).unwrap_err();
    let found: Vec<_> = error
        .violations()
        .iter()
        .map(|v| (v.path(), v.code()))
        .collect();
    assert_eq!(found, [("maxBytes", "positive"), ("maxThreads", "range")]);
}

#[test]
fn every_format_runs_the_descriptors() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, MapDeserializer, SeqDeserializer};

    #[dataclass]
    #[derive(Debug, Deserialize)]
    struct Pair {
        #[field(positive)]
        a: i32,
        #[field(negative)]
        b: i32,
    }
    let pairs = [("a", 1), ("b", -1)].into_iter();
    let pair = Pair::deserialize(MapDeserializer::<_, Error>::new(pairs)).unwrap();
    assert_eq!((pair.a(), pair.b()), (1, -1));
    let list = vec![-1, 1]
        .into_iter()
        .map(IntoDeserializer::<Error>::into_deserializer);
    let error = Pair::deserialize(SeqDeserializer::<_, Error>::new(list)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a must be a positive number, got -1\nb must be a negative number, got 1"
    );
}

#[dataclass(rule = ordered, rule = small)]
#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Span {
    from: u8,
    to: u8,
}

fn ordered(span: &Span) -> Result<(), Violation> {
    if span.from() > span.to() {
        return Err(Violation::new("must not be before the start")
            .with_code("order")
            .at("to"));
    }
    Ok(())
}

fn small(span: &Span) -> Result<(), Violation> {
    if span.from().abs_diff(span.to()) > 9 {
        return Err(Violation::new("the span is too long"));
    }
    Ok(())
}

#[test]
fn rules_run_and_all_are_reported() {
    assert_eq!(
        serde_json::from_str::<Span>(r#"{"FROM": 1, "TO": 2}"#)
            .unwrap()
            .to(),
        2
    );
    assert_eq!(
        error_of::<Span>(r#"{"FROM": 20, "TO": 2}"#),
        "TO must not be before the start\nthe span is too long"
    );
}

#[dataclass(post_init = Self::fill)]
#[derive(Debug, Deserialize)]
struct Area {
    width: u32,
    height: u32,
    #[field(init_only)]
    #[serde(rename = "unit", default)]
    factor: Option<u32>,
    #[field(init = false, default)]
    #[serde(skip)]
    area: u32,
}

impl Area {
    fn fill(&mut self, factor: Option<u32>) {
        self.area = self.width * self.height * factor.unwrap_or(1);
    }
}

#[test]
fn post_init_runs_and_init_only_values_are_read() {
    let area: Area = serde_json::from_str(r#"{"width": 2, "height": 3, "area": 1}"#).unwrap();
    assert_eq!(area.area, 6);
    let area: Area = serde_json::from_str(r#"{"width": 2, "height": 3, "unit": 10}"#).unwrap();
    assert_eq!(area.area, 60);
}

#[dataclass(try_post_init = Self::even)]
#[derive(Debug, Deserialize)]
struct Even {
    value: u32,
}

impl Even {
    fn even(&mut self) -> Result<(), Violation> {
        if self.value % 2 == 0 {
            return Ok(());
        }
        Err(Violation::new("must be even").at("value"))
    }
}

#[test]
fn try_post_init_can_refuse() {
    assert!(serde_json::from_str::<Even>(r#"{"value": 2}"#).is_ok());
    assert_eq!(error_of::<Even>(r#"{"value": 3}"#), "value must be even");
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Plain {
    #[field(default = 8080)]
    #[serde(default)]
    port: u16,
    #[field(default = format!("localhost:{port}"))]
    #[serde(default)]
    address: String,
    #[field(default = 3)]
    #[serde(skip)]
    retries: u8,
}

#[test]
fn plain_fields_take_their_own_defaults_too() {
    let plain: Plain = serde_json::from_str("{}").unwrap();
    assert_eq!(
        (plain.port, &*plain.address, plain.retries),
        (8080, "localhost:8080", 3)
    );
    let plain: Plain = serde_json::from_str(r#"{"port": 1, "retries": 9}"#).unwrap();
    assert_eq!(
        (plain.port, &*plain.address, plain.retries),
        (1, "localhost:1", 3)
    );
}

#[dataclass]
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Server {
    #[field(default = 8080, gt = 0)]
    port: u16,
    #[field(default = port + 1)]
    admin: u16,
    #[field(non_empty)]
    hosts: Vec<String>,
    #[serde(default = "german")]
    language: String,
}

#[test]
fn a_container_default_is_made_of_the_field_defaults() {
    let server: Server = serde_json::from_str(r#"{"port": 1, "hosts": ["a"]}"#).unwrap();
    assert_eq!(
        (server.port(), server.admin, &*server.language),
        (1, 2, "DE")
    );
    // `Server::default()` would panic: it breaks its own rule. What is missing is told instead.
    assert_eq!(
        error_of::<Server>("{}"),
        "hosts must be non-empty, got 0 items"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
#[serde(default)]
struct ByHand {
    #[field(positive)]
    a: i32,
    b: String,
    #[field(default = 9)]
    #[serde(default)]
    c: u8,
}

impl Default for ByHand {
    fn default() -> Self {
        Self::new(7, "hand").unwrap().with_c(1)
    }
}

#[test]
fn a_container_default_by_hand() {
    let made: ByHand = serde_json::from_str(r#"{"b": "x"}"#).unwrap();
    assert_eq!((made.a(), &*made.b, made.c), (7, "x", 9));
    assert_eq!(
        error_of::<ByHand>(r#"{"a": 0}"#),
        "a must be a positive number, got 0"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
#[serde(default = "by_path")]
struct ByPath {
    #[field(positive)]
    a: i32,
    b: u8,
}

fn by_path() -> ByPath {
    ByPath::new(5, 6).unwrap()
}

#[test]
fn a_container_default_by_a_path() {
    let made: ByPath = serde_json::from_str(r#"{"b": 1}"#).unwrap();
    assert_eq!((made.a(), made.b), (5, 1));
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Parsed {
    #[field(positive, default = 3)]
    #[serde(default, with = "text")]
    number: i32,
    #[field(positive, default = number * 2)]
    #[serde(default, deserialize_with = "text::deserialize")]
    double: i32,
    #[field(default = "none", len = ..5)]
    #[serde(default)]
    word: String,
}

mod text {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[test]
fn with_and_a_default_of_ones_own() {
    let parsed: Parsed = serde_json::from_str("{}").unwrap();
    assert_eq!(
        (parsed.number(), parsed.double(), parsed.word()),
        (3, 6, "none")
    );
    let parsed: Parsed = serde_json::from_str(r#"{"number": "4"}"#).unwrap();
    assert_eq!((parsed.number(), parsed.double()), (4, 8));
    assert_eq!(
        error_of::<Parsed>(r#"{"number": "-4", "double": "-1"}"#),
        "number must be a positive number, got -4\ndouble must be a positive number, got -1"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Flat {
    #[field(len = ..2, values(positive))]
    #[serde(flatten)]
    rest: BTreeMap<String, i32>,
    #[field(positive)]
    a: i32,
}

#[test]
fn a_flattened_field_has_no_name_in_the_input() {
    assert_eq!(
        error_of::<Flat>(r#"{"x": 1, "y": -2, "a": -3}"#),
        "must be ..2 items long, got 2 items\n['y'] must be a positive number, got -2\na must be a positive number, got -3"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Conditional {
    #[field(positive)]
    #[cfg_attr(all(), serde(rename = "one"))]
    a: i32,
    #[field(positive)]
    #[cfg_attr(any(), serde(rename = "two"))]
    b: i32,
    #[field(positive)]
    #[cfg_attr(all(), cfg_attr(all(), serde(rename(deserialize = "three"))))]
    c: i32,
    #[cfg(any())]
    #[field(positive)]
    d: i32,
}

#[test]
fn conditional_names() {
    assert_eq!(
        error_of::<Conditional>(r#"{"one": 0, "b": 0, "three": 0}"#),
        "one must be a positive number, got 0\nb must be a positive number, got 0\nthree must be a positive number, got 0"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Secretive<'a> {
    #[field(secret, len = 12..)]
    password: String,
    #[field(secret, default = 7)]
    #[serde(default)]
    pin: u32,
    #[field(secret, default = "none")]
    #[serde(default, borrow)]
    borrowed: &'a str,
    #[field(secret)]
    #[serde(with = "text", default)]
    parsed: i32,
    #[field(secret)]
    #[serde(skip)]
    skipped: Option<String>,
}

#[test]
fn row_83_a_secret_is_in_no_error() {
    for (input, expected) in [
        (
            r#"{"password": "hunter2"}"#,
            "password must be 12.. characters long, got '**********'",
        ),
        (
            r#"{"password": 123456}"#,
            "the value of a secret cannot be read",
        ),
        (
            r#"{"password": "correct horse", "pin": "hunter2"}"#,
            "the value of a secret cannot be read",
        ),
        (
            r#"{"password": "correct horse", "parsed": "hunter2"}"#,
            "the value of a secret cannot be read",
        ),
        ("{}", "missing field `password`"),
    ] {
        let error = serde_json::from_str::<Secretive>(input)
            .unwrap_err()
            .to_string();
        assert_eq!(error.split(" at line").next(), Some(expected));
    }
    let secretive: Secretive =
        serde_json::from_str(r#"{"password": "correct horse", "parsed": "8"}"#).unwrap();
    assert_eq!(
        (secretive.pin(), secretive.borrowed(), secretive.parsed()),
        (7, "none", 8)
    );
    assert_eq!(secretive.skipped(), None);
}

/// The names that serde gives fields by a rule are those of the errors.
mod names {
    use std::collections::BTreeSet;

    macro_rules! rules {
        ($($module:ident $rule:literal)*) => {$(
            mod $module {
                #[derive(serde::Serialize)]
                #[serde(rename_all = $rule)]
                #[allow(non_snake_case)]
                struct Plain { max_bytes: i8, a: i8, a__b_c: i8, x1_y2_: i8, _start: i8, r#type: i8, x_über: i8 }

                #[dunder::dataclass(with = false)]
                #[derive(Debug, serde::Deserialize)]
                #[serde(rename_all = $rule)]
                #[allow(non_snake_case)]
                pub(super) struct Thing {
                    #[field(positive)] max_bytes: i8,
                    #[field(positive)] a: i8,
                    #[field(positive)] a__b_c: i8,
                    #[field(positive)] x1_y2_: i8,
                    #[field(positive)] _start: i8,
                    #[field(positive)] r#type: i8,
                    #[field(positive)] x_über: i8,
                }

                #[test]
                fn are_those_of_errors() {
                    let plain = Plain { max_bytes: 0, a: 0, a__b_c: 0, x1_y2_: 0, _start: 0, r#type: 0, x_über: 0 };
                    let written = serde_json::to_value(plain).unwrap();
                    let error = serde_json::from_value::<Thing>(written.clone()).unwrap_err().to_string();
                    let named: super::BTreeSet<_> = error.lines().map(|line| line.split(' ').next().unwrap()).collect();
                    let keys: super::BTreeSet<_> = written.as_object().unwrap().keys().map(String::as_str).collect();
                    assert_eq!(named, keys);
                }
            }
        )*};
    }

    rules! {
        lower "lowercase"
        upper "UPPERCASE"
        pascal "PascalCase"
        camel "camelCase"
        snake "snake_case"
        screaming "SCREAMING_SNAKE_CASE"
        kebab "kebab-case"
        screaming_kebab "SCREAMING-KEBAB-CASE"
    }
}

fn second() -> u8 {
    7
}

/// In a default the field's own name is what it is in `new`: a function, here.
#[test]
fn a_default_may_call_what_is_named_like_the_field() {
    #[dataclass]
    #[derive(Debug, PartialEq, Deserialize)]
    struct Thing {
        #[serde(default)]
        #[field(default = second() + 1, le = 9)]
        second: u8,
        #[serde(default)]
        #[field(default = second * 2)]
        third: u8,
    }
    for (text, second, third) in [
        ("{}", 8, 16),
        (r#"{"second": 4}"#, 4, 8),
        (r#"{"third": 1}"#, 8, 1),
    ] {
        let thing: Thing = serde_json::from_str(text).unwrap();
        assert_eq!((thing.second(), thing.third), (second, third), "{text}");
    }
    assert_eq!(Thing::new().unwrap().third, 16);
}
