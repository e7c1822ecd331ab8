//! What generated code calls, called by hand: the texts of structs, variants, `style = rust`, secrets and foreign types.

use dunder::__private::repr::{
    ByDebug as _, ByRepr as _, DebugByRepr as _, ReprByDebug as _, Secret, Shown, display, named,
    rust_named, rust_tuple, tuple, with,
};
use dunder::{Repr, repr};
use std::fmt;

/// A type of another crate: `Debug` and no `Repr`.
#[derive(Debug)]
struct Foreign {
    #[allow(dead_code, reason = "read by Debug")]
    a: f64,
}

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

struct OnlyRepr;

impl Repr for OnlyRepr {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only repr")
    }
}

struct Point<T: ?Sized> {
    label: &'static str,
    foreign: Foreign,
    both: Both,
    key: &'static str,
    x: T,
}

impl<T: Repr + ?Sized> Repr for Point<T> {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(
            self,
            f,
            "Point",
            &["label", "foreign", "both", "key", "len", "x"],
            &[
                (&&Shown(&self.label)).__dunder_repr(),
                (&&Shown(&self.foreign)).__dunder_repr(),
                (&&Shown(&self.both)).__dunder_repr(),
                &Secret,
                &with(|f| write!(f, "{} bytes", self.key.len())),
                (&&Shown(&self.x)).__dunder_repr(),
            ],
        )
    }
}

impl<T: Repr + ?Sized> fmt::Display for Point<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(&self, f)
    }
}

fn point<T>(x: T) -> Point<T> {
    Point {
        label: "it's",
        foreign: Foreign { a: 1.0 },
        both: Both,
        key: "k",
        x,
    }
}

const POINT: &str = r#"Point(label="it's", foreign=Foreign { a: 1.0 }, both=by repr, key='**********', len=1 bytes, x=[1.0])"#;

#[test]
fn a_class_prints_its_fields_by_repr_else_by_debug() {
    assert_eq!(repr(&point([1.0])), POINT);
    let unsized_: &Point<[f64]> = &point([1.0]);
    assert_eq!(unsized_.to_string(), POINT);
}

#[test]
fn width_and_precision_apply_to_the_whole_text() {
    let value = point(vec![1.0]);
    assert_eq!(format!("{value:.9}"), "Point(lab");
    assert_eq!(format!("{value:>9.5}|"), "    Point|");
    assert_eq!(format!("{value:120}|"), format!("{POINT:120}|"));
    assert_eq!(format!("{value:#}"), POINT);
}

struct Shape(f64, &'static str);

impl Repr for Shape {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(radius, label) = self;
        if label.is_empty() {
            return tuple(
                self,
                f,
                "Shape.Circle",
                &[(&&Shown(radius)).__dunder_repr()],
            );
        }
        tuple(
            self,
            f,
            "Shape.Circle",
            &[
                (&&Shown(radius)).__dunder_repr(),
                (&&Shown(label)).__dunder_repr(),
            ],
        )
    }
}

#[test]
fn tuples_and_units() {
    assert_eq!(repr(&Shape(1.5, "")), "Shape.Circle(1.5)");
    assert_eq!(repr(&Shape(1.5, "x")), "Shape.Circle(1.5, 'x')");
    struct C;
    impl Repr for C {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            named(self, f, "C", &[], &[])
        }
    }
    assert_eq!(repr(&[C, C]), "[C(), C()]");
}

struct Rust {
    x: f64,
    label: &'static str,
    both: Both,
    only: OnlyRepr,
    pair: Option<Box<Rust>>,
}

impl Repr for Rust {
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        rust_named(
            self,
            f,
            "Rust",
            &["x", "label", "both", "only", "key", "pair"],
            &[
                (&&Shown(&self.x)).__dunder_debug(),
                (&&Shown(&self.label)).__dunder_debug(),
                (&&Shown(&self.both)).__dunder_debug(),
                (&&Shown(&self.only)).__dunder_debug(),
                &Secret,
                (&&Shown(&self.pair)).__dunder_debug(),
            ],
        )
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(&self, f)
    }
}

#[test]
fn style_rust_is_what_debug_writes() {
    let value = Rust {
        x: 3.0,
        label: "B",
        both: Both,
        only: OnlyRepr,
        pair: None,
    };
    let expected = r#"Rust { x: 3.0, label: "B", both: by debug, only: only repr, key: '**********', pair: None }"#;
    assert_eq!(repr(&value), expected);
    let outer = Rust {
        pair: Some(Box::new(value)),
        ..Rust {
            x: 0.5,
            label: "",
            both: Both,
            only: OnlyRepr,
            pair: None,
        }
    };
    let text = format!("{outer:#}");
    assert!(
        text.starts_with("Rust {\n    x: 0.5,\n    label: \"\",\n"),
        "{text}"
    );
    assert_eq!(format!("{outer:#.6}"), "Rust {");

    struct Pair(u8, u8);
    impl Repr for Pair {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            rust_tuple(self, f, "Pair", &[&self.0, &self.1])
        }
    }
    assert_eq!(repr(&Pair(1, 2)), "Pair(1, 2)");
}
