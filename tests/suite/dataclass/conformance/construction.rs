//! Rows 1 to 28: construction and what comes after it.

use dunder::{ValidationError, Violation, dataclass};
use std::cell::RefCell;

thread_local! {
    static CALLS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a default was evaluated.
fn called<T>(name: &'static str, value: T) -> T {
    CALLS.with(|calls| calls.borrow_mut().push(name));
    value
}

fn calls() -> Vec<&'static str> {
    CALLS.with(RefCell::take)
}

#[test]
fn row_01_no_fields() {
    #[dataclass]
    #[derive(Debug)]
    struct C;
    #[dataclass]
    #[derive(Debug)]
    struct D {}
    assert_eq!(C::new(), C::new());
    assert_eq!(D::new(), D::new());
    assert_eq!(
        (C::new().to_string(), D::new().to_string()),
        ("C()".into(), "D()".into())
    );
}

#[dataclass(builder)]
#[derive(Clone, Debug)]
struct Mixed {
    x: i32,
    y: i32,
    #[field(default = 3)]
    z: i32,
}

#[test]
fn row_02_by_place_and_by_keyword_make_the_same() {
    let by_place = Mixed::new(1, 2).with_z(4);
    let by_keyword = Mixed::builder().z(4).y(2).x(1).build();
    assert_eq!(by_place, by_keyword);
    assert_eq!(by_place, Mixed { x: 1, y: 2, z: 4 });
}

#[test]
fn row_06_required_after_default_is_legal() {
    #[dataclass]
    struct C {
        #[field(default = 1)]
        first: i32,
        second: i32,
    }
    let c = C::new(2);
    assert_eq!((c.first, c.second), (1, 2));
}

#[test]
fn row_09_and_10_a_default_is_made_anew_for_each() {
    #[dataclass]
    struct C {
        #[field(default = Vec::new())]
        list: Vec<i32>,
        #[field(default)]
        other: Vec<i32>,
        #[field(default = Box::new(1))]
        boxed: Box<i32>,
    }
    let (mut one, two) = (C::new(), C::new());
    one.list.push(1);
    one.other.push(1);
    assert!(two.list.is_empty() && two.other.is_empty());
    assert!(!std::ptr::eq(&*one.boxed, &*two.boxed));
}

#[dataclass(builder)]
struct Lazy {
    #[field(default = called("a", 1))]
    a: i32,
    b: i32,
    #[field(default = called("c", 3), init = false)]
    c: i32,
    #[field(default = called("d", 4))]
    d: i32,
}

#[test]
fn row_11_a_default_is_not_evaluated_when_a_value_is_given() {
    calls();
    let lazy = Lazy::builder().b(2).d(5).a(6).build();
    assert_eq!((lazy.a, lazy.b, lazy.c, lazy.d), (6, 2, 3, 5));
    assert_eq!(calls(), ["c"]);
}

#[test]
fn row_12_defaults_are_evaluated_in_the_order_of_declaration() {
    calls();
    drop(Lazy::new(2));
    assert_eq!(calls(), ["a", "c", "d"]);
    drop(Lazy::builder().b(2).a(1).build());
    assert_eq!(calls(), ["c", "d"]);
}

#[test]
fn row_13_and_14_init_false_takes_its_default_and_is_no_parameter() {
    #[dataclass]
    #[derive(Debug)]
    struct C {
        x: i32,
        #[field(init = false, default = 10)]
        y: i32,
        #[field(init = false, default)]
        z: Vec<i32>,
    }
    let c = C::new(1);
    assert_eq!((c.x, c.y, c.z.len()), (1, 10, 0));
    assert_eq!(c.to_string(), "C(x=1, y=10, z=[])");
}

#[test]
fn row_16_and_17_what_is_not_a_parameter_of_new_is_given_by_keyword() {
    // Python's `KW_ONLY`: here the required ones go by place, all others by keyword, one by one. There is no marker to
    // give twice, and patterns name fields anyway.
    let c = Mixed::new(1, 2).with_z(9).with_x(7);
    assert_eq!((c.x, c.y, c.z), (7, 2, 9));
}

#[test]
fn row_19_awkward_names() {
    #[dataclass(builder, frozen)]
    struct C {
        object: i32,
        this: i32,
        builtins: i32,
        default_x: i32,
        #[field(default = object + this)]
        str: i32,
    }
    let c = C::new(1, 2, 3, 4);
    assert_eq!((c.object(), c.str(), c.builtins()), (1, 3, 3));
    assert_eq!(
        C::builder()
            .object(1)
            .this(2)
            .builtins(3)
            .default_x(4)
            .build()
            .to_string(),
        c.to_string()
    );
    // `hygiene::names` has the Rust list.
}

#[test]
fn row_20_a_constructor_of_the_users() {
    #[dataclass(new = false)]
    struct C {
        x: i32,
    }
    impl C {
        fn new() -> Self {
            Self { x: 5 }
        }
    }
    assert_eq!(C::new().with_x(6).x, 6);
    assert_eq!(C::new().x, 5);
}

#[test]
fn row_21_constants_are_no_fields() {
    #[dataclass]
    struct C {
        x: i32,
    }
    impl C {
        const LIMIT: i32 = 10;
    }
    assert_eq!((C::new(C::LIMIT).x, dunder::fields::<C>().len()), (10, 1));
}

#[dataclass(post_init = Self::finish, builder)]
#[derive(Debug)]
struct InitOnly {
    x: i32,
    #[field(init_only)]
    add: i32,
    #[field(init_only, default = 100)]
    factor: i32,
}

impl InitOnly {
    fn finish(&mut self, add: i32, factor: i32) {
        self.x = (self.x + add) * factor;
    }
}

#[test]
fn row_22_an_init_only_value_is_not_stored() {
    assert_eq!(InitOnly::new(1, 2).to_string(), "InitOnly(x=300)");
    assert_eq!(InitOnly::builder().x(1).add(2).factor(3).build().x, 9);
    assert_eq!(size_of::<InitOnly>(), size_of::<i32>());
    assert_eq!(dunder::fields::<InitOnly>().len(), 1);
}

#[test]
fn row_23_post_init_comes_last_with_the_init_only_values_in_order() {
    fn finish(c: &mut C, first: &'static str, second: &'static str) {
        c.seen = format!("{} {} {first} {second}", c.x, c.y);
    }
    #[dataclass(post_init = finish)]
    struct C {
        #[field(init_only)]
        first: &'static str,
        x: i32,
        #[field(init = false, default = x + 1)]
        y: i32,
        #[field(init_only)]
        second: &'static str,
        #[field(init = false, default)]
        seen: String,
    }
    assert_eq!(C::new("a", 1, "b").seen, "1 2 a b");
}

#[test]
fn row_24_post_init_may_change_fields() {
    fn double(this: &mut C) {
        this.x *= 2;
    }
    #[dataclass(post_init = double)]
    struct C {
        x: i32,
    }
    assert_eq!(C::new(2).x, 4);
}

#[test]
fn row_25_a_failing_post_init_fails_the_construction() {
    fn finish(c: &mut C) -> Result<(), Violation> {
        if c.x > 0 {
            Ok(())
        } else {
            Err(Violation::new("x too small"))
        }
    }
    #[dataclass(try_post_init = finish, builder)]
    #[derive(Debug)]
    struct C {
        x: i32,
    }
    let error: ValidationError = C::new(0).unwrap_err();
    assert_eq!(error.to_string(), "x too small");
    assert_eq!(C::builder().x(0).build().unwrap_err(), error);
    assert_eq!(C::new(1).unwrap().x, 1);
}

#[test]
fn row_26_post_init_is_not_called_where_nothing_is_constructed() {
    // A struct literal and `with_*` are no construction.
    assert_eq!(InitOnly { x: 1 }.with_x(5).x, 5);

    // Nor is a constructor of the user's own: it says itself what it does.
    fn double(this: &mut C) {
        this.x *= 2;
    }
    #[dataclass(new = false, builder, post_init = double)]
    struct C {
        x: i32,
    }
    impl C {
        fn new(x: i32) -> Self {
            Self { x }
        }
    }
    assert_eq!((C::new(2).x, C::builder().x(2).build().x), (2, 4));
}

#[test]
fn row_28_post_init_of_a_frozen_class_replaces_the_object() {
    fn finish(c: &mut C) {
        // `c.y = …` does not compile; a frozen object is replaced as a whole.
        *c = C {
            ..c.clone().with_y(c.x() * 2)
        };
    }
    #[dataclass(frozen, post_init = finish)]
    #[derive(Clone)]
    struct C {
        x: i32,
        #[field(default = 0)]
        y: i32,
    }
    assert_eq!(C::new(4).y(), 8);
}

#[test]
fn defaults_name_earlier_fields() {
    #[dataclass(builder)]
    #[derive(Clone, Debug, Default)]
    struct C {
        #[field(default = 2)]
        width: u32,
        #[field(default = width * 2)]
        height: u32,
        #[field(default = format!("{width}x{height}"))]
        label: String,
        #[field(default = label.len(), init = false)]
        letters: usize,
    }
    let c = C::builder().height(10).build();
    assert_eq!(
        (c.width, c.height, c.label.as_str(), c.letters),
        (2, 10, "2x10", 4)
    );
    assert_eq!(C::new(), C::default());
    assert_eq!(C::default().label, "2x4");
}

#[test]
fn defaults_name_earlier_described_fields() {
    #[dataclass(builder)]
    #[derive(Debug)]
    struct C {
        #[field(positive)]
        low: i32,
        #[field(positive, default = low * 10)]
        high: i32,
        #[field(trim, default = format!(" {low}..{high} "))]
        label: String,
    }
    let c = C::new(1).unwrap();
    assert_eq!((c.low(), c.high(), c.label()), (1, 10, "1..10"));
    assert_eq!(C::builder().low(1).high(5).build().unwrap().label(), "1..5");
    assert_eq!(
        C::new(-1).unwrap_err().to_string(),
        "low must be a positive number, got -1"
    );
}

#[test]
fn derive_default_is_answered_from_the_field_defaults() {
    #[dataclass]
    #[derive(Default)]
    struct C<T> {
        required: u8,
        value: T,
        #[field(default = 7)]
        seven: u8,
        #[field(positive, default = 1)]
        guarded: u8,
    }
    let c = C::<Option<u8>>::default();
    assert_eq!((c.required, c.value, c.seven, c.guarded()), (0, None, 7, 1));
}

#[test]
#[should_panic(
    expected = "the defaults of `C` break its own rules: price must be a positive number, got 0"
)]
fn a_default_that_breaks_its_rule_panics_with_the_text() {
    fn price() -> i32 {
        0
    }
    #[dataclass]
    #[derive(Default)]
    struct C {
        #[field(positive, default = price())]
        price: i32,
    }
    drop(C::default());
}

#[test]
fn constructors_of_variants() {
    #[dataclass]
    #[derive(Debug)]
    enum Shape {
        Point,
        Circle(f64),
        RoundedRect { w: f64, label: String },
    }
    assert_eq!(Shape::point(), Shape::Point);
    assert_eq!(Shape::circle(1.0), Shape::Circle(1.0));
    assert_eq!(
        Shape::rounded_rect(1.0, "a"),
        Shape::RoundedRect {
            w: 1.0,
            label: "a".into()
        }
    );
    const CIRCLE: Shape = Shape::circle(2.0);
    assert_eq!(CIRCLE.to_string(), "Shape.Circle(2.0)");
}

#[test]
fn new_is_const_where_it_can_be() {
    #[dataclass]
    struct C {
        x: i32,
        list: Vec<u8>,
        #[field(default = "a")]
        label: &'static str,
        #[field(default = -1)]
        y: i32,
    }
    const ONE: C = C::new(1, Vec::new());
    assert_eq!((ONE.x, ONE.label, ONE.y, ONE.list.len()), (1, "a", -1, 0));
}

fn port() -> u16 {
    8080
}

/// Rows 12 and 16: a default is made in the order of the fields, and sees those before it alone.
#[test]
fn row_12_a_default_does_not_see_later_fields() {
    #[dataclass(builder)]
    #[derive(Debug)]
    struct Server {
        host: String,
        // The function, not the parameter behind it.
        #[field(default = port() + host.len() as u16)]
        first: u16,
        #[field(default = [1, 2].iter().map(|port| port + 1).sum(), positive)]
        sum: u16,
        port: u16,
        #[field(default = port)]
        last: u16,
    }
    let server = Server::new("ab", 1).unwrap();
    assert_eq!((server.first, server.sum(), server.last), (8082, 5, 1));
    let server = Server::builder().port(2).host("abc").build().unwrap();
    assert_eq!((server.first, server.sum(), server.last), (8083, 5, 2));
}
