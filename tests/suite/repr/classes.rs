//! The texts of classes: `#[derive(dunder::Repr)]`, and `#[dataclass]`, which gives `Display` by the same text.

use dunder::{Repr, dataclass, repr};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type of another crate: `Debug` and no `Repr`.
#[derive(Clone, Debug, PartialEq)]
struct Foreign(f64);

/// Has both, to see which is taken.
struct Both;

impl Repr for Both {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by repr")
    }
}

impl fmt::Debug for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by debug")
    }
}

#[derive(dunder::Repr)]
struct OnlyRepr;

#[test]
fn the_contract_s_point() {
    #[dataclass]
    struct Point {
        x: f64,
        y: f64,
        #[field(default = "origin")]
        label: String,
    }
    let point = Point::new(3.0, 4.0).with_label("B");
    assert_eq!(point.to_string(), "Point(x=3.0, y=4.0, label='B')");
    assert_eq!(repr(&point), point.to_string());
}

#[test]
fn row_1_no_fields() {
    #[dataclass]
    struct Unit;
    #[dataclass]
    struct Named {}
    #[dataclass]
    struct Tuple();
    assert_eq!(repr(&Unit), "Unit()");
    assert_eq!(repr(&Named {}), "Named()");
    assert_eq!(repr(&Tuple()), "Tuple()");
}

#[test]
fn row_29_order_hidden_fields_and_a_hand_written_repr() {
    #[dataclass]
    struct Ordered {
        b: u8,
        #[field(repr = false)]
        hidden: u8,
        a: u8,
    }
    assert_eq!(Ordered::new(1, 2, 3).to_string(), "Ordered(b=1, a=3)");
    assert_eq!(Ordered::new(1, 2, 3).hidden, 2);

    #[dataclass(repr = false)]
    struct Own {
        x: u8,
    }
    impl Repr for Own {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "own {}", self.x)
        }
    }
    assert_eq!(repr(&Own::new(1)), "own 1");

    #[dataclass(display = false)]
    struct Shown {
        x: u8,
    }
    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("by hand")
        }
    }
    assert_eq!(
        (repr(&Shown::new(1)), Shown::new(1).to_string()),
        ("Shown(x=1)".into(), "by hand".into())
    );
}

#[test]
fn row_30_the_name_alone() {
    mod outer {
        #[derive(dunder::Repr)]
        pub(super) struct Inner;
    }
    // Rust's path is where the type is, not what it is called: no `outer.` before it.
    assert_eq!(repr(&outer::Inner), "Inner()");
    #[derive(dunder::Repr)]
    #[allow(non_camel_case_types)]
    struct r#struct {
        r#type: u8,
    }
    assert_eq!(repr(&r#struct { r#type: 1 }), "struct(type=1)");
}

#[derive(dunder::Repr)]
struct Mixed<T: ?Sized> {
    label: &'static str,
    foreign: Foreign,
    both: Both,
    #[field(secret)]
    key: &'static str,
    #[field(repr_with = length)]
    len: String,
    x: T,
}

fn length(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{} bytes", text.len())
}

impl<T: Repr + ?Sized> fmt::Display for Mixed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        dunder::__private::repr::display(&self, f)
    }
}

fn mixed<T>(x: T) -> Mixed<T> {
    Mixed {
        label: "it's",
        foreign: Foreign(1.0),
        both: Both,
        key: "k",
        len: "four".into(),
        x,
    }
}

const MIXED: &str = r#"Mixed(label="it's", foreign=Foreign(1.0), both=by repr, key='**********', len=4 bytes, x=[1.0])"#;

#[test]
fn a_field_prints_by_repr_else_by_debug() {
    let value = mixed([1.0]);
    assert_eq!(repr(&value), MIXED);
    let value: &Mixed<[f64]> = &value;
    assert_eq!(repr(value), MIXED);
    assert_eq!((value.key, &*value.len), ("k", "four"));
}

#[test]
fn an_unsized_class() {
    #[dataclass(new = false, with = false, eq = false)]
    struct Text {
        len: usize,
        text: str,
    }
    fn print(text: &Text) -> String {
        format!("{text} {}", text.len + text.text.len())
    }
    // There is no safe way to make one; that it compiles is the point.
    let _ = print;
}

#[test]
fn width_and_precision_apply_to_the_whole_text() {
    let value = mixed(vec![1.0]);
    assert_eq!(format!("{value:.9}"), "Mixed(lab");
    assert_eq!(format!("{value:>9.5}|"), "    Mixed|");
    assert_eq!(format!("{value:120}|"), format!("{MIXED:120}|"));
    assert_eq!(format!("{value:#}"), MIXED);
    #[dataclass]
    struct P {
        x: f64,
    }
    assert_eq!(format!("{:*^12}", P::new(1.0)), "**P(x=1.0)**");
}

#[derive(dunder::Repr)]
#[allow(dead_code)]
enum Shape<'a, T> {
    Red,
    Circle(f64),
    Rect {
        w: f64,
        h: f64,
    },
    Tagged(&'a str, #[field(repr = false)] T),
    Secret {
        #[field(secret)]
        key: T,
        of: Vec<T>,
    },
    None_ {},
    Empty(),
}

#[test]
fn variants_are_attributes_and_calls() {
    let shapes = [
        Shape::Red,
        Shape::Circle(1.5),
        Shape::Rect { w: 1.0, h: 2.0 },
        Shape::Tagged("t", 1),
        Shape::Secret {
            key: 1,
            of: vec![2],
        },
        Shape::None_ {},
        Shape::Empty(),
    ];
    assert_eq!(
        repr(&shapes),
        "[Shape.Red, Shape.Circle(1.5), Shape.Rect(w=1.0, h=2.0), Shape.Tagged('t'), \
         Shape.Secret(key='**********', of=[2]), Shape.None_(), Shape.Empty()]"
    );
    #[dataclass]
    enum Color {
        Red,
        Rgb(u8, u8, u8),
    }
    assert_eq!(Color::Red.to_string(), "Color.Red");
    assert_eq!(Color::rgb(1, 2, 3).to_string(), "Color.Rgb(1, 2, 3)");
    assert_eq!(
        repr(&BTreeMap::from([("c", Color::red())])),
        "{'c': Color.Red}"
    );
    #[derive(dunder::Repr, dunder::Display)]
    enum Never {}
    assert_eq!(repr(&None::<Never>), "None");
}

#[dataclass(style = rust, eq = false, with = false, new = false)]
struct Rust {
    x: f64,
    label: &'static str,
    both: Both,
    only: OnlyRepr,
    #[field(repr_with = length)]
    len: &'static str,
    pair: Option<Box<Rust>>,
    tuple: (u8, Option<char>),
}

#[test]
fn style_rust_is_what_debug_writes() {
    let rust = |x, pair| Rust {
        x,
        label: "B",
        both: Both,
        only: OnlyRepr,
        len: "xy",
        pair,
        tuple: (1, Some('x')),
    };
    let value = rust(3.0, None);
    let expected = r#"Rust { x: 3.0, label: "B", both: by debug, only: OnlyRepr(), len: 2 bytes, pair: None, tuple: (1, Some('x')) }"#;
    assert_eq!(value.to_string(), expected);
    let outer = rust(0.5, Some(Box::new(value)));
    assert_eq!(format!("{outer:#.6}"), "Rust {");
    assert!(format!("{outer:#}").starts_with("Rust {\n    x: 0.5,\n    label: \"B\",\n"));
}

/// Against std's own derive on the same type, in one line and in many.
#[test]
fn style_rust_equals_std_s_derive() {
    #[derive(Debug, dunder::Display)]
    #[dunder(style = rust)]
    struct Point {
        x: f64,
        label: &'static str,
        shapes: Vec<Shape>,
    }
    #[derive(Debug, dunder::Display)]
    #[dunder(style = rust)]
    struct Pair(u8, Option<Vec<char>>);
    #[derive(Debug, dunder::Display)]
    #[dunder(style = rust)]
    struct Unit;
    #[derive(Debug, dunder::Display)]
    #[dunder(style = rust)]
    enum Shape {
        Red,
        Circle(f64),
        Rect { w: f64 },
    }
    fn same(value: &(impl fmt::Debug + fmt::Display)) {
        assert_eq!(format!("{value}"), format!("{value:?}"));
        assert_eq!(format!("{value:#}"), format!("{value:#?}"));
    }
    let shapes = || vec![Shape::Red, Shape::Circle(1e16), Shape::Rect { w: -0.0 }];
    same(&Point {
        x: 1.0,
        label: "a\n'b'\"",
        shapes: shapes(),
    });
    same(&Pair(1, Some(vec!['a', '\''])));
    same(&Unit);
    shapes().iter().for_each(same);
}

#[derive(dunder::Repr)]
struct Wrapper<T>(T, PhantomData<Foreign>);

#[test]
fn tuples() {
    assert_eq!(repr(&Wrapper(1, PhantomData)), "Wrapper(1, PhantomData)");
    #[derive(dunder::Repr)]
    struct Pair(u8, #[field(secret)] &'static str, #[field(repr = false)] u8);
    let pair = Pair(1, "hidden", 2);
    assert_eq!(repr(&pair), "Pair(1, '**********')");
    assert_eq!((pair.1, pair.2), ("hidden", 2));
    #[derive(dunder::Repr)]
    struct Hidden(#[field(repr = false)] u8);
    assert_eq!(repr(&Hidden(1)), "Hidden()");
    assert_eq!(Hidden(1).0, 1);
}

#[test]
fn packed_and_deprecated() {
    #[derive(dunder::Repr, Clone, Copy)]
    #[repr(C, packed)]
    struct Packed {
        a: u8,
        b: u32,
    }
    assert_eq!(repr(&Packed { a: 1, b: 2 }), "Packed(a=1, b=2)");
}

#[test]
fn a_derive_below_is_left_to_it() {
    #[dataclass]
    #[derive(dunder::Display)]
    #[display("{x}!")]
    struct P {
        x: u8,
    }
    assert_eq!(
        (P::new(1).to_string(), repr(&P::new(1))),
        ("1!".into(), "P(x=1)".into())
    );
}

#[test]
fn described_fields_print_as_their_values() {
    #[dataclass]
    struct Account {
        #[field(positive)]
        balance: f64,
        #[field(secret)]
        token: String,
        #[field(range = 0..=9, repr_with = stars)]
        level: u8,
        #[field(non_empty)]
        tags: Vec<Foreign>,
    }
    fn stars(level: &u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&"*".repeat(usize::from(*level)))
    }
    let account = Account::new(1.5, "hidden", 3, vec![Foreign(1.0)]).unwrap();
    let text = "Account(balance=1.5, token='**********', level=***, tags=[Foreign(1.0)])";
    assert_eq!(account.to_string(), text);
    assert_eq!(
        (repr(&account.balance), repr(&account.token)),
        ("1.5".into(), "'**********'".into())
    );
    #[dataclass(frozen, style = rust)]
    struct Frozen {
        name: String,
        at: Option<char>,
    }
    assert_eq!(
        Frozen::new("n", None).to_string(),
        r#"Frozen { name: "n", at: None }"#
    );
    #[dataclass(display = "{x:>5.1}|{name:?}")]
    struct Shown {
        #[field(positive)]
        x: f64,
        #[field(secret)]
        name: String,
    }
    assert_eq!(
        Shown::new(1.25, "n").unwrap().to_string(),
        "  1.2|'**********'"
    );
}
