//! Generics: constants, lifetimes, associated types, recursion; bounds only where a field asks for them.

#![allow(
    unpredictable_function_pointer_comparisons,
    reason = "fields that are function pointers are here for their bounds"
)]

use dunder::dataclass;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::rc::Rc;

/// No trait at all, `Debug` excepted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

#[dataclass(order, hash, builder)]
#[derive(Clone, Debug)]
pub struct Phantom<T> {
    pub mark: PhantomData<T>,
    pub call: fn(T) -> T,
    pub n: u8,
}

#[test]
fn phantom_data_and_function_pointers_need_no_bound() {
    let equal = Phantom::<Nothing>::new(PhantomData, |x| x, 1).with_n(2).n == 2;
    assert!(equal);
    fn is_eq<T: Eq + Ord + std::hash::Hash>() {}
    is_eq::<Phantom<u8>>();
    // The parameter is `Nothing`: no bound was added.
    is_eq::<Mark<Nothing>>();
}

#[dataclass(order, hash)]
pub struct Mark<T> {
    pub mark: PhantomData<T>,
    pub pointer: *const T,
}

#[dataclass(order, hash, builder)]
#[derive(Debug)]
pub struct Borrowed<'a, T> {
    pub value: &'a T,
    pub text: &'a str,
    #[field(default = "none")]
    pub label: &'static str,
}

#[test]
fn references() {
    let one = Borrowed::new(&1, "a");
    assert!(one < Borrowed::builder().value(&2).text("a").build());
    assert_eq!(one.label, "none");
}

#[dataclass(order, hash, builder)]
#[derive(Clone, Debug)]
pub struct Constant<T, const N: usize, const FLAG: bool = false> {
    pub items: [T; N],
}

#[dataclass(order, hash, builder)]
#[derive(Clone, Debug)]
pub struct Defaulted<T = u8, U: Clone = Vec<T>>
where
    T: Copy,
{
    pub t: T,
    pub u: U,
}

#[test]
fn constants_and_default_parameters() {
    let one: Constant<u8, 2> = Constant::new([1, 2]);
    assert!(one < Constant::builder().items([1, 3]).build());
    let two: Defaulted = Defaulted::new(1, vec![2]);
    assert!(two == Defaulted::builder().u(vec![2]).t(1).build());
}

#[dataclass(order, hash, builder)]
pub struct Associated<I: Iterator> {
    pub next: I::Item,
    pub peeked: Option<<I as Iterator>::Item>,
}

#[test]
fn associated_types_are_bound_themselves() {
    // `Empty<u8>` is not `PartialEq`; its item is.
    let one = Associated::<std::iter::Empty<u8>>::new(1, None);
    assert!(one == Associated::builder().next(1).peeked(None).build());
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub struct List<T> {
    pub head: T,
    pub tail: Option<Box<List<T>>>,
    pub own: Vec<Self>,
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub struct Even<T> {
    pub value: T,
    pub odd: Option<Box<Odd<T>>>,
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub struct Odd<T> {
    pub value: T,
    pub even: Option<Rc<Even<T>>>,
}

#[test]
fn recursive_and_mutually_recursive() {
    let one = List::new(1, None, vec![]);
    let two = List::new(1, Some(Box::new(one.clone())), vec![one.clone()]);
    assert!(one < two && two == two.clone());
    let even = Even::new(1, Some(Box::new(Odd::new(2, None))));
    assert!(even > Even::new(1, None) && even == even.clone());
}

#[dataclass(order)]
pub struct Tree<K: Ord, V> {
    pub children: BTreeMap<K, Tree<K, V>>,
    pub value: V,
}

#[dataclass]
pub struct Maps<K, V>
where
    K: std::hash::Hash + Eq,
{
    pub map: HashMap<K, V>,
}

#[test]
fn containers() {
    let leaf = || Tree::new(BTreeMap::new(), 1);
    assert!(Tree::new(BTreeMap::from([("a", leaf())]), 1) > leaf());
    assert!(Maps::new(HashMap::from([(1, 2)])) == Maps::new(HashMap::from([(1, 2)])));
}

/// `Self` in field types, also for generics.
#[dataclass(builder)]
#[derive(Clone, Debug)]
pub struct Selfish<T> {
    pub parent: Option<Box<Self>>,
    pub call: fn(&Self) -> Option<&T>,
    pub items: Vec<T>,
}

#[test]
fn self_in_field_types() {
    let one = Selfish::builder()
        .call(|s| s.items.first())
        .parent(None)
        .items(vec![1])
        .build();
    assert_eq!((one.call)(&one), Some(&1));
    let two = one.clone().with_parent(Some(Box::new(one)));
    assert!(two.parent.is_some());
}

#[dataclass(eq = false, builder)]
pub struct HigherRanked<'a> {
    pub call: for<'b> fn(&'b str, &'a str) -> &'b str,
    #[field(repr = false)]
    pub boxed: Box<dyn for<'b> Fn(&'b str) -> &'b str + 'a>,
}

#[test]
fn higher_ranked_types() {
    let one = HigherRanked::builder()
        .call(|a, _| a)
        .boxed(Box::new(|a| a))
        .build();
    assert_eq!((one.call)("a", "b"), (one.boxed)("a"));
}

#[dataclass(order, hash)]
pub struct Keyed<T> {
    // Only the key is compared: `T` needs nothing.
    #[field(key = |list| list.len())]
    pub list: Vec<T>,
    #[field(compare = false)]
    pub extra: T,
}

#[test]
fn what_is_not_compared_is_not_bound() {
    let one = Keyed::new(vec![Nothing], Nothing);
    assert!(one > Keyed::new(vec![], Nothing) && one == one);
}

#[dataclass]
#[derive(Clone, Debug, Default)]
pub struct GenericDefault<T> {
    pub required: u8,
    #[field(default)]
    pub value: T,
    #[field(default)]
    pub list: Vec<u8>,
}

#[test]
fn a_generic_default_bounds_new_alone() {
    struct NoDefault;
    let made = GenericDefault::<Option<NoDefault>>::new(1);
    assert!(made.value.is_none() && made.list.is_empty());
    let literal = GenericDefault {
        required: 1,
        value: NoDefault,
        list: vec![],
    };
    assert_eq!(literal.with_required(2).required, 2);
}

#[dataclass(order, hash)]
#[derive(Debug, Clone)]
pub enum Either<L, R = L> {
    Left(L),
    Right {
        value: R,
        mark: PhantomData<Nothing>,
    },
    #[allow(dead_code)]
    Never(fn(L) -> R),
}

#[test]
fn generic_enums() {
    let left: Either<u8> = Either::left(1);
    assert!(left < Either::right(1, PhantomData));
}
