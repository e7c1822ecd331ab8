//! Fields of types that a macro cannot know: they are read by way of the class.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use dunder::dataclass;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

type Branches = Vec<Leaf>;
type Parent = Option<Box<Tree>>;
type Of<T> = Option<T>;

#[dataclass]
#[derive(Clone, Debug, Deserialize)]
struct Tree {
    #[field(positive)]
    id: i32,
    branches: Branches,
    named: BTreeMap<String, Leaf>,
}

#[dataclass]
#[derive(Clone, Debug, Deserialize)]
struct Leaf {
    #[field(positive)]
    id: i32,
    parent: Parent,
    again: Of<Branches>,
}

#[test]
fn classes_that_hold_each_other_behind_aliases() {
    let tree: Tree = serde_json::from_str(
        r#"{"id": 1, "branches": [{"id": 2, "parent": {"id": 3, "branches": [], "named": {}}}], "named": {"a": {"id": 4}}}"#,
    )
    .unwrap();
    assert_eq!(tree.branches[0].parent.as_ref().unwrap().id(), 3);
    assert!(tree.named["a"].again.is_none());
    let error = serde_json::from_str::<Tree>(r#"{"id": 1, "branches": [{"id": 0}], "named": {}}"#);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .starts_with("id must be a positive number, got 0")
    );
}

#[dataclass]
#[derive(Clone, Debug, Deserialize)]
struct Node<T: Clone + PartialEq + PartialOrd + std::fmt::Debug> {
    #[field(frozen)]
    value: T,
    link: Link<T>,
}

#[dataclass]
#[derive(Clone, Debug, Deserialize)]
struct Link<T: Clone + PartialEq + PartialOrd + std::fmt::Debug> {
    #[field(frozen)]
    to: Of<Box<Node<T>>>,
}

#[test]
fn generic_classes_that_hold_each_other() {
    let node: Node<u8> =
        serde_json::from_str(r#"{"value": 1, "link": {"to": {"value": 2, "link": {}}}}"#).unwrap();
    assert_eq!(node.link.to().as_ref().unwrap().value(), &2);
}

fn inner() -> Inner {
    Inner::new(7)
}

fn seven<T: From<u8>>() -> T {
    T::from(7)
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Inner {
    left: u8,
}

impl Inner {
    fn new(left: u8) -> Self {
        Self { left }
    }
}

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Checked {
    #[field(range = 1..)]
    size: u8,
}

fn checked() -> Checked {
    Checked::new(1).unwrap()
}

/// A class under a wrapper of every kind, with serde's own defaults.
#[dataclass]
#[derive(Clone, Debug, Deserialize)]
struct Missing<T: Clone + From<u8> + std::fmt::Debug + PartialEq>
where
    Vec<T>: Clone,
{
    #[field(secret)]
    #[serde(default = "inner")]
    secret: Inner,
    #[field(secret)]
    #[serde(default = "seven")]
    number: u32,
    #[field(secret, frozen)]
    #[serde(default = "seven")]
    generic: T,
    #[field(nested, repr = false, compare = false)]
    #[serde(default = "checked")]
    nested: Checked,
    #[field(default = Inner::new(number.to_string().len() as u8))]
    #[serde(default)]
    own: Inner,
    #[field(secret, default = Inner::new(9))]
    #[serde(default)]
    own_secret: Inner,
}

#[test]
fn what_is_missing_comes_from_where_serde_takes_it() {
    let all: Missing<u16> = serde_json::from_str("{}").unwrap();
    assert_eq!(all.secret(), &Inner::new(7));
    assert_eq!((all.number(), *all.generic()), (7, 7));
    assert_eq!(all.nested().size(), 1);
    assert_eq!((all.own.left, all.own_secret().left), (1, 9));
    let given: Missing<u16> = serde_json::from_str(
        r#"{"secret": {"left": 1}, "number": 2, "generic": 3, "nested": {"size": 4}, "own": {"left": 5}, "own_secret": {"left": 6}}"#,
    )
    .unwrap();
    assert_eq!(
        (given.secret().left, given.number(), *given.generic()),
        (1, 2, 3)
    );
    assert_eq!(
        (
            given.nested().size(),
            given.own.left,
            given.own_secret().left
        ),
        (4, 5, 6)
    );
    let error = serde_json::from_str::<Missing<u16>>(r#"{"nested": {"size": 0}}"#);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .starts_with("nested.size must be in 1..")
    );
    let error = serde_json::from_str::<Missing<u16>>(r#"{"secret": {"left": "hunter2"}}"#);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .starts_with("the value of a secret cannot be read")
    );
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Word<'a>(&'a str);

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Borrowing<'a, 'b> {
    #[field(frozen)]
    #[serde(borrow)]
    word: Word<'a>,
    #[serde(borrow = "'b")]
    maybe: Of<Word<'b>>,
    #[field(non_empty)]
    #[serde(borrow)]
    text: Cow<'a, str>,
    list: Of<Vec<Word<'a>>>,
}

#[test]
fn what_is_borrowed_from_the_input() {
    let input = String::from(r#"{"word": "a", "maybe": "b", "text": "c", "list": ["d"]}"#);
    let read: Borrowing = serde_json::from_str(&input).unwrap();
    assert_eq!((read.word().0, read.maybe.unwrap().0), ("a", "b"));
    assert!(matches!(read.text(), Cow::Borrowed("c")));
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        input.replace(": ", ":").replace(", ", ",")
    );
}

/// Neither read nor made by itself.
#[derive(Clone, Debug, PartialEq)]
struct Neither;

/// What serde asks of the parameters is what it asks on a plain struct: nothing of `U`.
#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Params<T: Clone + PartialEq + std::fmt::Debug, U: Clone + PartialEq + std::fmt::Debug> {
    #[field(frozen)]
    own: Inner,
    #[serde(default)]
    own_or_default: Inner,
    #[field(frozen)]
    #[serde(default)]
    generic_or_default: Of<Vec<T>>,
    #[serde(default, flatten)]
    flat: Of<Inner>,
    #[field(nested)]
    nested: Checked,
    #[field(frozen)]
    generic: Vec<Of<T>>,
    #[field(frozen)]
    mark: PhantomData<U>,
    #[serde(skip, default = "Option::default")]
    other: Option<U>,
}

#[test]
fn parameters_that_are_not_read() {
    let params: Params<u8, Neither> = serde_json::from_str(
        r#"{"own": {"left": 1}, "nested": {"size": 2}, "generic": [3], "mark": null}"#,
    )
    .unwrap();
    assert_eq!((params.own().left, params.own_or_default.left), (1, 0));
    assert_eq!(
        (params.nested().size(), params.generic()),
        (2, &[Some(3)][..])
    );
    assert!(params.generic_or_default().is_none() && params.flat.is_none());
    assert_eq!(
        serde_json::to_string(&params).unwrap(),
        r#"{"own":{"left":1},"own_or_default":{"left":0},"generic_or_default":null,"nested":{"size":2},"generic":[3],"mark":null}"#
    );
}

macro_rules! class {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        #[dataclass]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        struct $name {
            #[field(frozen)]
            first: u8,
            $($field: $ty,)*
        }
    };
}

class!(FromMacro { inner: Inner, maybe: Of<Inner>, list: Vec<Inner>, kind: Kind });

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kind {
    Unit,
    Tuple(u8, Inner),
    Named { a: Inner },
}

fn through_every_format<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value);
    let tree = serde_json::to_value(value).unwrap();
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), *value);
    let bytes = postcard::to_stdvec(value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), *value);
}

#[test]
fn types_from_macros_through_every_format() {
    for (maybe, kind) in [
        (None, Kind::Unit),
        (Some(Inner::new(3)), Kind::Tuple(1, Inner::new(2))),
        (None, Kind::Named { a: Inner::new(4) }),
    ] {
        let value = FromMacro::new(1, Inner::new(2), maybe, vec![Inner::new(5)], kind);
        through_every_format(&value);
    }
}
