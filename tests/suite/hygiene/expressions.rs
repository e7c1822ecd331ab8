//! Expressions of every kind, in options and in types: what the macros do not look into, they keep as it is.
#![allow(
    clippy::let_and_return,
    clippy::redundant_closure_call,
    reason = "expressions that nobody would write that long"
)]

use std::collections::HashMap;

use dunder::{dataclass, factory, memoize, patchable, register, singleton};

const WIDE: bool = false;

type Array<const N: usize> = [u8; N];

const fn first(list: &[usize]) -> usize {
    list[0]
}

fn is_even(number: &u8) -> Result<(), dunder::Violation> {
    assert!(number % 2 == 0);
    Ok(())
}

#[dataclass(order)]
struct Everything<const N: usize = { if WIDE { 8 } else { 4 } }> {
    branch: [u8; if WIDE { 8 } else { 4 }],
    block: Array<
        {
            let n = 2;
            n + 1
        },
    >,
    call: [u8; first(&[2, 3])],
    nested: Option<Vec<[Array<{ if WIDE { 2 } else { 1 } }>; [1, 2].len()]>>,
    parameter: [u8; N],
    #[field(default = { let x = 3; x * 2 })]
    statements: u8,
    #[field(default = HashMap::<String, Vec<u8>>::from([("a".to_owned(), vec![1, 2])]), compare = false)]
    generics: HashMap<String, Vec<u8>>,
    #[field(default = (|a: u8, b| a + b)(1, 2))]
    closure: u8,
    #[field(default = if WIDE { 1 } else { 2 }, range = 1..=first(&[5]) as u8, check = is_even)]
    checked: u8,
    #[field(default = match WIDE { true => [1, 2], false => [3, 4] })]
    arms: [u8; 2],
}

#[test]
fn in_classes() {
    let made = Everything::<1>::new([1; 4], [2; 3], [3; 2], None, [4]).unwrap();
    assert_eq!((made.statements, made.closure, made.arms), (6, 3, [3, 4]));
    assert_eq!(*made.checked, 2);
    assert_eq!(made.generics["a"], [1, 2]);
    assert!(made < Everything::<1>::new([1; 4], [2; 3], [3; 2], None, [5]).unwrap());
    let fields = dunder::fields::<Everything<1>>().iter();
    let types: Vec<_> = fields.map(|field| field.type_name()).collect();
    assert!(types[0].starts_with("[u8; if WIDE { 8 }"), "{}", types[0]);
    assert_eq!(types[2], "[u8; first(&[2, 3])]");
}

#[memoize(maxsize = if WIDE { 1 } else { 2 })]
fn sum(list: [u8; if WIDE { 8 } else { 2 }], (a, b): (u8, Array<{ first(&[1]) }>)) -> u8 {
    list.iter().sum::<u8>() + a + b[0]
}

#[memoize(key = { let parity = number % 2; parity }, maxsize = Some({ let size = 3; size }))]
fn parity(number: u8) -> u8 {
    number
}

#[test]
fn in_memoized_functions() {
    assert_eq!(sum([1, 2], (3, [4])), 10);
    assert_eq!(sum::cache_parameters().maxsize(), Some(2));
    assert_eq!((parity(3), parity(5)), (3, 3));
    assert_eq!(parity::cache_parameters().maxsize(), Some(3));
}

#[patchable]
fn count(list: [u8; first(&[2])]) -> usize {
    list.len()
}

#[test]
fn in_patchable_functions() {
    let _patched = count::patch(|list: [u8; 2]| usize::from(list[0]));
    assert_eq!(count([7, 8]), 7);
}

struct Settings([u8; 2]);

#[singleton]
impl Settings {
    fn get(list: [u8; if WIDE { 8 } else { 2 }]) -> Self {
        Self(list)
    }
}

#[test]
fn in_singletons() {
    assert_eq!(Settings::get([1, 2]).0, [1, 2]);
}

#[factory(args(list: [u8; if WIDE { 8 } else { 2 }]))]
trait Shape {
    fn area(&self, scale: &[u8; if WIDE { 8 } else { 1 }]) -> u8;
}

struct Square(u8);

#[register("square", new = |[a, _]: [u8; 2]| if WIDE { Square(0) } else { Square(a) })]
impl Shape for Square {
    fn area(&self, scale: &[u8; if WIDE { 8 } else { 1 }]) -> u8 {
        self.0 * self.0 * scale[0]
    }
}

#[test]
fn in_factories() {
    assert_eq!(
        ShapeFactory::create("square", [3, 0]).unwrap().area(&[2]),
        18
    );
}
