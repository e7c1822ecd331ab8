//! Rows 33 to 47: equality, order, hash. `laws` has their laws.

use dunder::dataclass;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[dataclass(order)]
#[derive(Clone, Debug)]
struct C {
    a: i32,
    #[field(compare = false)]
    note: &'static str,
    b: f64,
}

#[test]
fn row_33_equality_of_one_class() {
    assert_eq!(C::new(1, "", 2.0), C::new(1, "", 2.0));
    assert_ne!(C::new(1, "", 2.0), C::new(1, "", 3.0));
    #[allow(clippy::eq_op, reason = "NaN")]
    let nan = C::new(1, "", f64::NAN) == C::new(1, "", f64::NAN);
    assert!(!nan);
}

#[test]
fn row_35_compare_false_counts_for_nothing() {
    let (one, two) = (C::new(1, "x", 2.0), C::new(1, "y", 2.0));
    assert!(one == two && one <= two && one >= two);
}

#[test]
fn row_38_the_first_difference_decides() {
    assert!(C::new(1, "", 9.0) < C::new(2, "", 0.0));
    assert!(C::new(1, "", 1.0) < C::new(1, "", 2.0));
    // As in Python, a NaN behind the field that decides is not looked at.
    assert!(C::new(1, "", f64::NAN) < C::new(2, "", f64::NAN));
    assert!(
        C::new(1, "", f64::NAN)
            .partial_cmp(&C::new(1, "", 1.0))
            .is_none()
    );
}

#[test]
fn row_40_no_fields() {
    #[dataclass(order, hash)]
    struct Empty;
    let (one, two) = (Empty::new(), Empty::new());
    assert!(one <= two && one >= two && !(one < two));
}

#[test]
fn row_41_a_recursive_value_is_compared_all_the_way_down() {
    // Python stops at an identical object; Rust's `==` has no such shortcut, and without interior mutability
    // there is no cycle to stop at.
    #[dataclass]
    struct List {
        next: Option<Box<List>>,
    }
    let two = || List::new(Some(Box::new(List::new(None))));
    assert!(two() == two() && two() != List::new(None));
}

#[test]
fn row_43_the_hash_is_that_of_the_compared_fields() {
    #[dataclass(hash, frozen)]
    struct H {
        a: i32,
        #[field(compare = false)]
        note: &'static str,
        b: String,
    }
    assert_eq!(hash(&H::new(1, "x", "b")), hash(&H::new(1, "y", "b")));
    assert_ne!(hash(&H::new(1, "x", "b")), hash(&H::new(2, "x", "b")));
    assert_eq!(hash(&H::new(1, "x", "b")), hash(&(1, String::from("b"))));
    assert_eq!(H::new(1, "x", "b").note(), "x");
}

#[test]
fn row_47_no_fields_hash_equal() {
    #[dataclass(hash)]
    struct Empty;
    assert_eq!(hash(&Empty::new()), hash(&Empty));
}

#[test]
fn key_reverse_and_total() {
    #[dataclass(order, hash)]
    #[derive(Clone, Debug)]
    struct K {
        #[field(key = |name| name.to_lowercase())]
        name: String,
        #[field(reverse)]
        rank: u32,
        #[field(total)]
        weight: f64,
    }
    let k = |name: &str, rank, weight| K::new(name, rank, weight);
    assert_eq!(k("A", 1, f64::NAN), k("a", 1, f64::NAN));
    assert_eq!(hash(&k("A", 1, f64::NAN)), hash(&k("a", 1, f64::NAN)));
    assert!(k("a", 2, 0.0) < k("a", 1, 0.0));
    assert!(k("a", 1, -0.0) < k("a", 1, 0.0));
    assert!(k("a", 9, 0.0) < k("B", 0, 0.0));
}

/// What may stand behind `key =`: a function, or an expression of the field's name.
#[test]
fn keys_by_function_and_by_name() {
    fn length(text: &str) -> usize {
        text.len()
    }
    fn len(text: &String) -> usize {
        text.len()
    }
    const fn above<const N: usize>() -> fn(&usize) -> bool {
        |number| *number > N
    }
    macro_rules! class {
        ($name:ident: $($field:ident: $ty:ty = $key:expr),*) => {
            #[dataclass(order, hash)]
            #[derive(Debug)]
            struct $name { $(#[field(key = $key)] $field: $ty),* }
        };
    }
    #[dataclass(order, hash)]
    #[derive(Debug)]
    struct K {
        #[field(key = name.to_lowercase())]
        name: String,
        // A name alone is that of a function.
        #[field(key = len)]
        len: String,
        #[field(key = { let half = number / 2; half.max(1) })]
        number: u32,
        #[field(key = format!("{type:.1}"))]
        r#type: f64,
        #[field(key = above::<3>())]
        above: usize,
        #[field(key = length(text))]
        text: String,
        #[field(key = |names| names.len(), reverse)]
        names: Vec<f64>,
    }
    class!(Made: first: Vec<u8> = first.len(), second: String = String::len, third: f64 = third.to_bits());
    let k = |name: &str, len: &str, number, ty, above, text: &str, names: &[f64]| {
        K::new(name, len, number, ty, above, text, names.to_vec())
    };
    let (a, b) = (
        k("A", "x", 2, 1.01, 4, "ab", &[1.0]),
        k("a", "y", 3, 1.02, 9, "cd", &[f64::NAN]),
    );
    assert_eq!(a, b);
    assert_eq!(hash(&a), hash(&b));
    for less in [
        k("A", "", 2, 1.0, 4, "ab", &[1.0]),
        k("A", "x", 2, 0.0, 4, "ab", &[1.0]),
        k("A", "x", 2, 1.0, 3, "ab", &[1.0]),
        k("A", "x", 2, 1.0, 4, "b", &[1.0]),
        k("A", "x", 2, 1.0, 4, "ab", &[1.0, 2.0]),
    ] {
        assert!(less < a, "{less}");
    }
    assert_eq!(Made::new(vec![1], "a", 0.5), Made::new(vec![2], "b", 0.5));
    assert!(Made::new(vec![1], "a", 0.5) < Made::new(vec![2], "b", 0.75));
}

#[test]
fn enums_compare_by_discriminant_then_by_fields() {
    #[dataclass(order)]
    #[derive(Debug)]
    enum F<T> {
        A(T),
        B {
            #[field(reverse)]
            x: T,
            #[field(compare = false)]
            y: T,
        },
    }
    assert!(F::A(9) < F::b(1, 0));
    assert!(F::b(2, 0) < F::b(1, 9) && F::b(1, 0) == F::b(1, 9));

    #[derive(PartialEq, PartialOrd, Clone, Copy)]
    #[repr(u8)]
    #[allow(dead_code)]
    enum Std {
        A(u8) = 9,
        B = 3,
        C(u8),
        D = 1 + 1,
    }
    #[dataclass(order, hash)]
    #[derive(Clone, Copy)]
    #[repr(u8)]
    #[allow(dead_code)]
    enum ByDerive {
        A(u8) = 9,
        B = 3,
        C(u8),
        D = 1 + 1,
    }
    #[dataclass(order, hash)]
    #[derive(Clone, Copy)]
    #[repr(u8)]
    #[allow(dead_code)]
    enum ByHand {
        A(u8) = 9,
        B = 3,
        C(#[field(key = |c| *c)] u8),
        D = 1 + 1,
    }
    let std = [Std::A(1), Std::B, Std::C(1), Std::C(2), Std::D];
    let by_derive = [
        ByDerive::A(1),
        ByDerive::B,
        ByDerive::C(1),
        ByDerive::C(2),
        ByDerive::D,
    ];
    let by_hand = [
        ByHand::A(1),
        ByHand::B,
        ByHand::C(1),
        ByHand::C(2),
        ByHand::D,
    ];
    for i in 0..std.len() {
        for j in 0..std.len() {
            let expected = std[i].partial_cmp(&std[j]);
            assert_eq!(by_derive[i].partial_cmp(&by_derive[j]), expected, "{i} {j}");
            assert_eq!(by_hand[i].partial_cmp(&by_hand[j]), expected, "{i} {j}");
        }
    }
}
