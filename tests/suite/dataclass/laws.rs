//! The laws of equality, order and hash, by random values; and the same answers as std's derives on the same shapes.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};

use dunder::dataclass;
use proptest::prelude::*;

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What `PartialEq` and `PartialOrd` promise of three values.
fn partial_laws<T: PartialOrd + Debug>([a, b, c]: &[T; 3]) {
    assert_eq!(a == b, b == a, "symmetric: {a:?} {b:?}");
    assert!(
        !(a == b && b == c) || a == c,
        "transitive: {a:?} {b:?} {c:?}"
    );
    assert_eq!(a != b, !(a == b));
    assert_eq!(
        a.partial_cmp(b) == Some(Ordering::Equal),
        a == b,
        "one equality: {a:?} {b:?}"
    );
    assert_eq!(
        a.partial_cmp(b),
        b.partial_cmp(a).map(Ordering::reverse),
        "dual: {a:?} {b:?}"
    );
    assert!(!(a < b && b < c) || a < c, "transitive: {a:?} {b:?} {c:?}");
    assert_eq!(a < b, a.partial_cmp(b) == Some(Ordering::Less));
}

/// What `Eq`, `Ord` and `Hash` promise besides.
#[allow(clippy::eq_op, reason = "that is the law")]
fn total_laws<T: Ord + Hash + Debug>(values: &[T; 3]) {
    partial_laws(values);
    let [a, b, _] = values;
    assert!(a == a && a.cmp(a).is_eq(), "reflexive: {a:?}");
    assert_eq!(a.partial_cmp(b), Some(a.cmp(b)), "one order: {a:?} {b:?}");
    assert!(
        a != b || hash(a) == hash(b),
        "equal values hash equal: {a:?} {b:?}"
    );
}

/// Floats with all that is awkward about them.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(vec![
            0.0,
            -0.0,
            1.0,
            f64::NAN,
            -f64::NAN,
            f64::from_bits(0x7ff8_0000_0000_0001),
            f64::INFINITY,
            f64::NEG_INFINITY,
        ]),
        -2.0..2.0
    ]
}

fn few() -> impl Strategy<Value = i32> {
    0..3
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "A", "ab", "b"]).prop_map(String::from)
}

#[dataclass(order)]
#[derive(Clone, Debug)]
struct Floats {
    a: f64,
    #[field(compare = false)]
    b: f64,
    #[field(reverse)]
    c: f64,
}

fn floats() -> impl Strategy<Value = Floats> {
    (float(), float(), float()).prop_map(|(a, b, c)| Floats::new(a, b, c))
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
struct Total {
    #[field(total, frozen)]
    a: f64,
    #[field(total, reverse)]
    b: Option<Vec<f32>>,
    #[field(key = |text| text.to_lowercase())]
    c: String,
    #[field(key = |text| text.len(), reverse)]
    d: String,
    #[field(compare = false)]
    e: f64,
    #[field(non_negative)]
    f: i32,
}

fn total() -> impl Strategy<Value = Total> {
    let list = prop::option::of(prop::collection::vec(float().prop_map(|x| x as f32), 0..3));
    (float(), list, text(), text(), float(), few())
        .prop_map(|(a, b, c, d, e, f)| Total::new(a, b, c, d, e, f).unwrap())
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
enum Shape<T> {
    Point,
    Circle(T, #[field(compare = false)] i32),
    Rect {
        #[field(reverse)]
        w: T,
        #[field(total)]
        h: f64,
    },
    Line(#[field(key = |text| text.len())] String),
}

fn shape() -> impl Strategy<Value = Shape<i32>> {
    prop_oneof![
        Just(Shape::Point),
        (few(), few()).prop_map(|(a, b)| Shape::Circle(a, b)),
        (few(), float()).prop_map(|(w, h)| Shape::Rect { w, h }),
        text().prop_map(Shape::Line),
    ]
}

fn three<T: Debug>(one: impl Fn() -> BoxedStrategy<T>) -> impl Strategy<Value = [T; 3]> {
    (one(), one(), one()).prop_map(|(a, b, c)| [a, b, c])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn of_floats(values in three(|| floats().boxed())) {
        partial_laws(&values);
    }

    #[test]
    fn of_total_floats_keys_and_reversed_fields(values in three(|| total().boxed())) {
        total_laws(&values);
    }

    #[test]
    fn of_enums(values in three(|| shape().boxed())) {
        total_laws(&values);
    }

    #[test]
    fn what_is_not_compared_changes_nothing(value in total(), e in float(), other in total()) {
        let changed = value.clone().with_e(e);
        prop_assert!(changed == value && hash(&changed) == hash(&value));
        prop_assert_eq!(changed.cmp(&other), value.cmp(&other));
    }
}

/// The same shape twice: with std's derives and as a data class that has to write its own impls (`T` is generic),
/// where no option says otherwise.
macro_rules! twins {
    ($(
        $name:ident = ($($value:expr),*) {
            $($item:tt)*
        }
    )*) => {$(
        mod $name {
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            $($item)*
            pub fn all() -> Vec<Twin<u8>> {
                use Twin::*;
                vec![$($value),*]
            }
            pub mod ours {
                #[dunder::dataclass(order, hash)]
                #[derive(Clone, Debug)]
                $($item)*
                pub fn all() -> Vec<Twin<u8>> {
                    use Twin::*;
                    vec![$($value),*]
                }
            }
        }

        #[test]
        fn $name() {
            let (std, ours) = ($name::all(), $name::ours::all());
            for (a, x) in std.iter().zip(&ours) {
                for (b, y) in std.iter().zip(&ours) {
                    assert_eq!(a == b, x == y, "{a:?} {b:?}");
                    assert_eq!(a.cmp(b), x.cmp(y), "{a:?} {b:?}");
                    assert_eq!(a.partial_cmp(b), x.partial_cmp(y), "{a:?} {b:?}");
                }
                assert_eq!(hash(a), hash(x), "{a:?}");
            }
        }
    )*};
}

twins! {
    enums = (A, B(1), B(2), C { x: 1, y: 2 }, C { x: 1, y: 3 }, C { x: 2, y: 0 }, D(vec![1, 2]), D(vec![1]), D(vec![])) {
        pub enum Twin<T> { A, B(T), C { x: T, y: T }, D(Vec<T>) }
    }
    discriminants = (A, B, C) {
        #[allow(dead_code)]
        #[repr(i16)]
        pub enum Twin<T> { A = 5, B = -5, C, D(T) = 0 }
    }
    one_variant = (A(1, 2), A(1, 3), A(0, 9)) {
        pub enum Twin<T> { A(T, u8) }
    }
}

mod structs {
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Std<T>(pub T, pub Option<T>, pub String);

    #[dunder::dataclass(order, hash)]
    #[derive(Clone, Debug)]
    pub struct Ours<T>(pub T, pub Option<T>, pub String);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn structs_answer_as_stds_derives(
        (a, b, c) in (few(), prop::option::of(few()), text()),
        (x, y, z) in (few(), prop::option::of(few()), text()),
    ) {
        let std = (structs::Std(a, b, c.clone()), structs::Std(x, y, z.clone()));
        let ours = (structs::Ours(a, b, c), structs::Ours(x, y, z));
        prop_assert_eq!(std.0 == std.1, ours.0 == ours.1);
        prop_assert_eq!(std.0.cmp(&std.1), ours.0.cmp(&ours.1));
        prop_assert_eq!(std.0 < std.1, ours.0 < ours.1);
        prop_assert_eq!(hash(&std.0), hash(&ours.0));
    }

    #[test]
    fn floats_answer_as_stds_derives(a in float(), b in float(), x in float(), y in float()) {
        #[derive(PartialEq, PartialOrd)]
        struct Std<T>(T, f64);
        #[dataclass(order)]
        struct Ours<T>(T, f64);
        let (one, two) = (Std(a, b), Std(x, y));
        let (three, four) = (Ours(a, b), Ours(x, y));
        prop_assert_eq!(one == two, three == four);
        prop_assert_eq!(one.partial_cmp(&two), three.partial_cmp(&four));
        prop_assert_eq!(one <= two, three <= four);
    }
}
