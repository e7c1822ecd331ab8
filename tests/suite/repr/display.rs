//! `Display` by format strings, by `#[dataclass(display = "...")]` and `#[derive(dunder::Display)]`.

use dunder::{Repr, dataclass, repr};
use std::fmt;

#[test]
fn a_format_string_over_the_fields() {
    #[dataclass(display = "{x}:{y:>6.2}|{label:?}{{}}")]
    struct Point {
        x: f64,
        y: f64,
        label: String,
        unused: u8,
    }
    let point = Point::new(1.0, 2.0, "a", 0);
    assert_eq!(point.to_string(), "1:  2.00|\"a\"{}");
    assert_eq!(repr(&point), "Point(x=1.0, y=2.0, label='a', unused=0)");
}

#[test]
fn tuples_by_number_or_in_order() {
    #[dataclass(display = "{1}-{0}-{1:?}")]
    struct Numbers(u8, char, u8);
    assert_eq!(Numbers::new(1, 'x', 2).to_string(), "x-1-'x'");
    #[derive(dunder::Display)]
    #[display("{}/{:#x}")]
    struct InOrder(u8, u8);
    assert_eq!(InOrder(1, 255).to_string(), "1/0xff");
    #[derive(dunder::Display)]
    #[display("{2}")]
    struct Skips(#[allow(dead_code)] u8, #[allow(dead_code)] u8, u8);
    assert_eq!(Skips(1, 2, 3).to_string(), "3");
}

#[test]
fn every_part_of_a_specification() {
    #[derive(dunder::Display)]
    #[display("{x:*^+width$.precision$}|{n:#010b}|{n:X}|{x:e}|{type}|{größe}")]
    struct All {
        x: f64,
        n: u8,
        width: usize,
        precision: usize,
        größe: char,
        r#type: bool,
    }
    let all = All {
        x: 1.5,
        n: 10,
        width: 9,
        precision: 2,
        größe: 'g',
        r#type: true,
    };
    assert_eq!(all.to_string(), "**+1.50**|0b00001010|A|1.5e0|true|g");
}

#[test]
fn without_a_field() {
    #[derive(dunder::Display)]
    #[display("just {{text}}")]
    struct Unit;
    assert_eq!(Unit.to_string(), "just {text}");
}

#[test]
fn a_secret_stays_one() {
    #[derive(dunder::Display)]
    #[display("{key} {key:?} {name}")]
    struct Login {
        name: &'static str,
        #[field(secret)]
        #[allow(dead_code)]
        key: &'static str,
    }
    assert_eq!(
        Login {
            name: "n",
            key: "k"
        }
        .to_string(),
        "'**********' '**********' n"
    );
}

#[test]
fn bounds_are_what_the_specification_asks_for() {
    /// `Debug` and nothing else.
    #[derive(Debug)]
    struct OnlyDebug;
    #[derive(dunder::Display)]
    #[display("{a:?} {b} {c:x}")]
    struct Generic<'a, A, B: Iterator, C> {
        a: Vec<A>,
        b: B::Item,
        c: &'a C,
        #[allow(dead_code)]
        unused: Option<B>,
    }
    let value = Generic::<_, std::vec::IntoIter<u8>, _> {
        a: vec![OnlyDebug],
        b: 1,
        c: &255,
        unused: None,
    };
    assert_eq!(value.to_string(), "[OnlyDebug] 1 ff");
}

#[test]
fn each_variant_has_its_own() {
    #[derive(dunder::Display)]
    enum Shape<T> {
        #[display("circle of {0:.1}")]
        Circle(f64),
        #[display("{w}x{h}")]
        Rect {
            w: T,
            h: T,
        },
        #[display("nothing")]
        Nothing,
        Plain,
        Other(Option<T>),
    }
    let texts: Vec<_> = [
        Shape::Circle(1.25),
        Shape::Rect { w: 1, h: 2 },
        Shape::Nothing,
        Shape::Plain,
        Shape::Other(Some(1)),
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    assert_eq!(
        texts,
        [
            "circle of 1.2",
            "1x2",
            "nothing",
            "Shape.Plain",
            "Shape.Other(1)"
        ]
    );
}

#[test]
fn the_derive_alone_writes_the_repr() {
    #[derive(dunder::Display)]
    struct Alone {
        x: f64,
        #[field(repr = false)]
        #[allow(dead_code)]
        hidden: u8,
    }
    assert_eq!(Alone { x: 1.0, hidden: 0 }.to_string(), "Alone(x=1.0)");
    assert_eq!(
        format!("{:>14}", Alone { x: 1.0, hidden: 0 }),
        "  Alone(x=1.0)"
    );
}

#[test]
fn the_derive_follows_a_hand_written_repr() {
    #[derive(dunder::Display)]
    struct Own<T>(T);
    impl<T: Repr> Repr for Own<T> {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("own ")?;
            self.0.repr(f)
        }
    }
    assert_eq!(Own("x").to_string(), "own 'x'");
    #[derive(dunder::Repr, dunder::Display)]
    struct Both<T>(T);
    assert_eq!(Both("x").to_string(), "Both('x')");
}
