//! Classes inside classes: all violations of all of them, with full paths.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use dunder::{FromRaw, Raw, Validate, ValidationError, Violation, dataclass};
use serde::{Deserialize, Serialize};

fn error_of<T: for<'de> Deserialize<'de> + std::fmt::Debug>(input: &str) -> String {
    serde_json::from_str::<T>(input).unwrap_err().to_string()
}

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
struct Account {
    #[field(positive)]
    max_bytes: i64,
    #[field(non_empty)]
    name: String,
}

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct User {
    #[field(len = 1..=8)]
    name: String,
    #[field(each(nested), len = 1..)]
    accs: Vec<Account>,
    #[field(values(nested))]
    #[serde(rename = "byKey", default)]
    by_key: HashMap<String, Account>,
    #[field(nested)]
    #[serde(default)]
    main: Option<Box<Account>>,
}

#[test]
fn violations_of_all_levels() {
    let input = r#"{
        "name": "",
        "accs": [{"maxBytes": 1, "name": "a"}, {"maxBytes": -1, "name": ""}, {"maxBytes": 0, "name": "b"}],
        "byKey": {"k": {"maxBytes": -2, "name": "c"}, "j": {"maxBytes": 1, "name": ""}},
        "main": {"maxBytes": -3, "name": "d"}
    }"#;
    assert_eq!(
        error_of::<User>(input),
        "name must be 1..=8 characters long, got ''\n\
         accs[1].maxBytes must be a positive number, got -1\n\
         accs[1].name must be non-empty, got ''\n\
         accs[2].maxBytes must be a positive number, got 0\n\
         byKey['j'].name must be non-empty, got ''\n\
         byKey['k'].maxBytes must be a positive number, got -2\n\
         main.maxBytes must be a positive number, got -3"
    );
}

#[test]
fn what_is_valid_is_read() {
    let input = r#"{"name":"a","accs":[{"maxBytes":1,"name":"x"}],"byKey":{"k":{"maxBytes":2,"name":"y"}},"main":null}"#;
    let user: User = serde_json::from_str(input).unwrap();
    assert_eq!(serde_json::to_string(&user).unwrap(), input);
    assert_eq!(
        error_of::<User>(r#"{"name": "a", "accs": []}"#),
        "accs must be 1.. items long, got 0 items"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Short {
    #[field(each(nested), len = ..=1)]
    list: Vec<Account>,
    #[field(values(nested), non_empty, len = ..=1, message = "is too much: {value}")]
    #[serde(default)]
    map: Option<BTreeMap<String, Account>>,
}

#[test]
fn row_81_nested_and_own_violations_are_both_reported() {
    let (good, bad) = (
        r#"{"maxBytes": 1, "name": "a"}"#,
        r#"{"maxBytes": 0, "name": "a"}"#,
    );
    assert_eq!(
        error_of::<Short>(&format!(
            r#"{{"list": [{good}, {bad}], "map": {{"a": {good}, "b": {bad}}}}}"#
        )),
        "list must be ..=1 items long, got 2 items\n\
         list[1].maxBytes must be a positive number, got 0\n\
         map is too much: 2 items\n\
         map['b'].maxBytes must be a positive number, got 0"
    );
}

#[test]
fn what_serde_refuses_inside_is_told_with_the_inner_name() {
    assert_eq!(
        error_of::<User>(r#"{"name": "a", "accs": [3]}"#),
        "invalid type: integer `3`, expected struct Account at line 1 column 24"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Around {
    #[field(each(nested))]
    array: [Account; 2],
    #[field(each(nested))]
    deque: VecDeque<Account>,
    #[field(each(nested))]
    set: BTreeSet<Account>,
    #[field(values(nested))]
    map: BTreeMap<u8, Account>,
    #[field(nested)]
    shared: Rc<Account>,
    #[field(nested)]
    slice: Box<[Account]>,
    #[field(values(each(nested)))]
    deep: BTreeMap<String, Vec<Account>>,
    #[field(each(nested))]
    holes: Vec<Option<Account>>,
}

#[test]
fn every_container() {
    let (good, bad) = (
        r#"{"maxBytes": 1, "name": "a"}"#,
        r#"{"maxBytes": 0, "name": "a"}"#,
    );
    let input = |inner: &str| {
        format!(
            r#"{{"array": [{good}, {inner}], "deque": [{inner}], "set": [{inner}], "map": {{"7": {inner}}},
            "shared": {inner}, "slice": [{inner}], "deep": {{"d": [{good}, {inner}]}}, "holes": [null, {inner}]}}"#
        )
    };
    let around: Around = serde_json::from_str(&input(good)).unwrap();
    assert_eq!(around.array()[1].max_bytes(), 1);
    let expected: Vec<_> = [
        "array[1]",
        "deque[0]",
        "set[0]",
        "map[7]",
        "shared",
        "slice[0]",
        "deep['d'][1]",
        "holes[1]",
    ]
    .map(|path| format!("{path}.maxBytes must be a positive number, got 0"))
    .to_vec();
    assert_eq!(error_of::<Around>(&input(bad)), expected.join("\n"));
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Node {
    #[field(positive)]
    value: i32,
    #[field(each(nested))]
    #[serde(default)]
    kids: Vec<Node>,
    #[field(nested)]
    #[serde(default)]
    next: Option<Box<Self>>,
}

#[test]
fn recursive_classes() {
    let input =
        r#"{"value": 0, "kids": [{"value": 1, "kids": [{"value": -1}]}], "next": {"value": -2}}"#;
    assert_eq!(
        error_of::<Node>(input),
        "value must be a positive number, got 0\n\
         kids[0].kids[0].value must be a positive number, got -1\n\
         next.value must be a positive number, got -2"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Generic<T: std::fmt::Debug> {
    #[field(nested)]
    inner: T,
    #[field(each(nested))]
    more: Vec<T>,
}

#[test]
fn generic_classes() {
    let (good, bad) = (
        r#"{"maxBytes": 1, "name": "a"}"#,
        r#"{"maxBytes": 0, "name": "a"}"#,
    );
    let generic: Generic<Account> =
        serde_json::from_str(&format!(r#"{{"inner": {good}, "more": []}}"#)).unwrap();
    assert_eq!(generic.inner().max_bytes(), 1);
    assert_eq!(
        error_of::<Generic<Account>>(&format!(r#"{{"inner": {bad}, "more": [{good}, {bad}]}}"#)),
        "inner.maxBytes must be a positive number, got 0\nmore[1].maxBytes must be a positive number, got 0"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Tree<T: std::fmt::Debug> {
    #[field(nested)]
    value: T,
    plain: T,
    #[field(each(nested))]
    #[serde(default)]
    kids: Vec<Tree<T>>,
    #[field(nested)]
    next: Option<Box<Self>>,
}

#[test]
fn recursive_generic_classes() {
    let (good, bad) = (
        r#"{"maxBytes": 1, "name": "a"}"#,
        r#"{"maxBytes": 0, "name": "a"}"#,
    );
    let leaf = format!(r#"{{"value": {bad}, "plain": {good}}}"#);
    assert_eq!(
        error_of::<Tree<Account>>(&format!(
            r#"{{"value": {good}, "plain": {good}, "kids": [{leaf}], "next": {leaf}}}"#
        )),
        "kids[0].value.maxBytes must be a positive number, got 0\n\
         next.value.maxBytes must be a positive number, got 0"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
#[serde(default)]
struct ByHand {
    #[field(nested)]
    account: Account,
    #[field(secret, nested)]
    other: Option<Account>,
}

impl Default for ByHand {
    fn default() -> Self {
        Self::new(Account::new(5, "by hand").unwrap(), None).unwrap()
    }
}

#[test]
fn a_container_default_by_hand() {
    let made: ByHand = serde_json::from_str("{}").unwrap();
    assert_eq!(made.account().max_bytes(), 5);
    assert_eq!(
        error_of::<ByHand>(
            r#"{"account": {"maxBytes": 0, "name": ""}, "other": {"maxBytes": 0, "name": ""}}"#
        ),
        "account.maxBytes must be a positive number, got 0\naccount.name must be non-empty, got ''\n\
         other.maxBytes must be valid\nother.name must be valid"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Outer {
    #[field(nested)]
    #[serde(flatten)]
    account: Account,
    #[field(nested)]
    weight: Grams,
    #[field(nested, default = Account::new(1, "own").unwrap())]
    #[serde(default)]
    other: Account,
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Grams(#[field(positive)] f64);

#[test]
fn flattened_newtype_and_default() {
    let outer: Outer =
        serde_json::from_str(r#"{"maxBytes": 2, "name": "a", "weight": 1.5}"#).unwrap();
    assert_eq!(
        (outer.account().max_bytes(), outer.other().name()),
        (2, "own")
    );
    assert_eq!(
        error_of::<Outer>(
            r#"{"maxBytes": -2, "name": "a", "weight": -1.5, "other": {"maxBytes": 0, "name": "b"}}"#
        ),
        "maxBytes must be a positive number, got -2\n\
         weight must be a positive number, got -1.5\n\
         other.maxBytes must be a positive number, got 0"
    );
}

/// A type that is no class: its own raw form.
#[derive(Debug, PartialEq, Deserialize)]
struct Span {
    from: u32,
    to: u32,
}

impl Validate for Span {
    fn validate(&self) -> Result<(), ValidationError> {
        if self.from > self.to {
            return Err(Violation::new("must not be before `from`").at("to").into());
        }
        Ok(())
    }
}

impl FromRaw for Span {
    type Raw = Self;

    fn from_raw(raw: Self) -> Result<Self, ValidationError> {
        raw.validate()?;
        Ok(raw)
    }
}

/// Another, which has no raw form: it is read by a function of its own, and looked at then.
#[derive(Debug, PartialEq)]
struct Foreign(Span);

impl Validate for Foreign {
    fn validate(&self) -> Result<(), ValidationError> {
        self.0.validate()
    }
}

fn foreign<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Foreign, D::Error> {
    Span::deserialize(deserializer).map(Foreign)
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Spans {
    #[field(each(nested))]
    spans: Vec<Span>,
    #[field(nested)]
    #[serde(deserialize_with = "foreign")]
    foreign: Foreign,
}

#[test]
fn types_that_are_no_classes() {
    let span = r#"{"from": 2, "to": 1}"#;
    assert_eq!(
        error_of::<Spans>(&format!(r#"{{"spans": [{span}], "foreign": {span}}}"#)),
        "spans[0].to must not be before `from`\nforeign.to must not be before `from`"
    );
}

#[dataclass]
#[derive(Debug, Deserialize)]
struct Vault {
    #[field(secret, nested)]
    account: Account,
}

#[test]
fn what_is_inside_a_secret_is_secret() {
    assert_eq!(
        error_of::<Vault>(r#"{"account": {"maxBytes": -77, "name": "a"}}"#),
        "account.maxBytes must be valid"
    );
}

#[test]
fn the_raw_form_of_an_outer_class() {
    let raw: Raw<User> =
        serde_json::from_str(r#"{"name": "a", "accs": [{"maxBytes": 0, "name": "a"}]}"#).unwrap();
    let error = User::from_raw(raw).unwrap_err();
    assert_eq!(error.violations()[0].path(), "accs[0].maxBytes");
    assert_eq!(error.violations()[0].code(), "positive");
}
