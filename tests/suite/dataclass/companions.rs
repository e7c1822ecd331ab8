//! `#[field(cached = path)]` and `#[field(observed)]`.

use std::cell::Cell;
use std::sync::{Arc, Mutex};

use dunder::{Violation, dataclass};

thread_local! {
    static COMPUTED: Cell<u32> = const { Cell::new(0) };
}

#[dataclass(order, hash, builder)]
#[derive(Clone, Debug, Default)]
pub struct Rect {
    pub width: u32,
    #[field(positive, default = 1)]
    pub height: u32,
    #[field(cached = Self::compute)]
    pub area: u32,
    #[field(cached = describe)]
    pub text: String,
    #[field(default = "rect")]
    pub name: String,
}

impl Rect {
    fn compute(&self) -> u32 {
        COMPUTED.set(COMPUTED.get() + 1);
        self.width() * self.height()
    }
}

fn describe(rect: &Rect) -> String {
    format!("{} of {}", rect.name(), rect.area())
}

#[test]
fn computed_once_and_again_after_a_change() {
    COMPUTED.set(0);
    let mut rect = Rect::new(3).unwrap().with_height(2).unwrap();
    assert_eq!(COMPUTED.get(), 0);
    assert_eq!((rect.area(), rect.area(), rect.text()), (6, 6, "rect of 6"));
    assert_eq!(COMPUTED.get(), 1);
    rect.set_width(5);
    assert_eq!(
        (rect.area(), rect.text(), COMPUTED.get()),
        (10, "rect of 10", 2)
    );
    rect.update(|draft| draft.height = 4).unwrap();
    assert_eq!((rect.area(), COMPUTED.get()), (20, 3));
    // Nothing was set, so nothing is forgotten.
    assert!(rect.set_height(0).is_err() && rect.update(|draft| draft.height = 0).is_err());
    assert_eq!((rect.area(), COMPUTED.get()), (20, 3));
    let rect = rect.with_name("box");
    assert_eq!((rect.text(), COMPUTED.get()), ("box of 20", 4));
}

#[test]
fn no_part_of_the_value() {
    let (one, two) = (
        Rect::new(3).unwrap(),
        Rect::builder().width(3).build().unwrap(),
    );
    assert_eq!(one.area(), 3);
    assert!(one == two && one <= two);
    assert_eq!(one.to_string(), "Rect(width=3, height=1, name='rect')");
    assert_eq!(dunder::to_dict(&one), dunder::to_dict(&two));
    let names: Vec<_> = dunder::fields::<Rect>()
        .iter()
        .map(|field| field.name())
        .collect();
    assert_eq!(names, ["width", "height", "name"]);
    assert_eq!(Rect::default().area(), 0);
}

#[test]
fn a_clone_keeps_what_is_computed_and_forgets_on_its_own() {
    COMPUTED.set(0);
    let one = Rect::new(3).unwrap();
    assert_eq!(one.area(), 3);
    let mut two = one.clone();
    assert_eq!((two.area(), COMPUTED.get()), (3, 1));
    two.set_width(4);
    assert_eq!((one.area(), two.area(), COMPUTED.get()), (3, 4, 2));
}

#[dataclass(rule = Span::in_order)]
#[derive(Clone, Debug)]
pub struct Span<T: PartialOrd + Copy + std::ops::Sub<Output = T> + 'static> {
    pub low: T,
    #[field(observed)]
    pub high: T,
    #[field(cached = Span::difference, get = clone)]
    pub length: T,
}

impl<T: PartialOrd + Copy + std::ops::Sub<Output = T> + 'static> Span<T> {
    fn difference(&self) -> T {
        *self.high - *self.low
    }

    fn in_order(&self) -> Result<(), Violation> {
        // A rule may ask for a cached value: it is that of the new values, and is forgotten when they are refused.
        if *self.low <= *self.high && self.length() == self.length() {
            Ok(())
        } else {
            Err(Violation::new("upside down"))
        }
    }
}

#[test]
fn under_a_rule() {
    let mut span = Span::new(1, 5).unwrap();
    assert_eq!(span.length(), 4);
    assert!(span.set_low(9).is_err() && span.length() == 4);
    span.set_low(3).unwrap();
    assert_eq!(span.length(), 2);
    assert!(span.update(|draft| draft.high = 0).is_err() && span.length() == 2);
    span.update(|draft| draft.high = 13).unwrap();
    assert_eq!(span.length(), 10);
    assert_eq!(span.with_low(0).unwrap().length(), 13);
}

#[dataclass(order, builder)]
#[derive(Clone, Debug)]
pub struct Product {
    #[field(observed, positive)]
    pub price: f64,
    #[field(observed, default = "thing")]
    pub name: String,
    pub plain: u8,
}

type Log = Arc<Mutex<Vec<String>>>;

fn heard(log: &Log) -> Vec<String> {
    std::mem::take(&mut log.lock().unwrap())
}

#[test]
fn observers_hear_of_every_change_and_of_nothing_else() {
    let log = Log::default();
    let mut product = Product::new(1.0, 0).unwrap();
    let note = log.clone();
    let price = product
        .on_price_change(move |old, new| note.lock().unwrap().push(format!("{old} -> {new}")));
    let note = log.clone();
    let name = product
        .on_name_change(move |old, new| note.lock().unwrap().push(format!("{old} -> {new}")));
    product.set_price(2.0).unwrap();
    product.set_name("box");
    assert_eq!(heard(&log), ["1 -> 2", "thing -> box"]);
    product.set_price(2.0).unwrap();
    assert!(product.set_price(-1.0).is_err());
    assert!(heard(&log).is_empty());
    product.update(|draft| draft.price = 3.0).unwrap();
    assert!(
        product
            .update(|draft| (draft.price, draft.name) = (-3.0, "c".into()))
            .is_err()
    );
    assert_eq!(heard(&log), ["2 -> 3"]);
    drop(price);
    product.set_price(9.0).unwrap();
    name.detach();
    product.update(|draft| draft.name = "d".into()).unwrap();
    assert_eq!(heard(&log), ["box -> d"]);
}

#[test]
fn a_clone_has_observers_of_its_own() {
    let log = Log::default();
    let product = Product::new(1.0, 0).unwrap();
    let note = log.clone();
    let _sub = product.on_price_change(move |_, _| note.lock().unwrap().push("heard".into()));
    let mut copy = product.clone();
    copy.set_price(2.0).unwrap();
    assert!(heard(&log).is_empty());
    assert!(product < copy && product.to_string() == "Product(price=1.0, name='thing', plain=0)");
}

#[test]
fn under_a_rule_only_what_holds_is_told() {
    let log = Log::default();
    let mut span = Span::new(1, 5).unwrap();
    let note = log.clone();
    let _sub =
        span.on_high_change(move |old, new| note.lock().unwrap().push(format!("{old} -> {new}")));
    assert!(span.set_high(0).is_err());
    span.set_high(7).unwrap();
    span.update(|draft| (draft.low, draft.high) = (8, 9))
        .unwrap();
    assert_eq!(heard(&log), ["5 -> 7", "7 -> 9"]);
}

#[dataclass]
#[derive(std::fmt::Debug)]
struct Watched<T: PartialEq + std::fmt::Debug + Clone + 'static> {
    #[field(observed)]
    r#type: T,
    #[field(secret)]
    password: String,
    #[cfg(any())]
    absent: u8,
    #[field(cached = Self::compute)]
    length: usize,
}

impl<T: PartialEq + std::fmt::Debug + Clone + 'static> Watched<T> {
    fn compute(&self) -> usize {
        self.password().len()
    }
}

/// As std's derive on the same fields without what is kept beside them.
#[test]
fn debug_shows_the_fields_alone() {
    mod by_hand {
        #[derive(Debug)]
        #[allow(dead_code)]
        pub struct Watched {
            pub r#type: Option<u8>,
            pub password: Mask,
        }
        pub struct Mask;
        impl std::fmt::Debug for Mask {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("'**********'")
            }
        }
    }
    let watched = Watched::new(Some(3_u8), "hunter2");
    let by_hand = by_hand::Watched {
        r#type: Some(3),
        password: by_hand::Mask,
    };
    for _ in 0..2 {
        assert_eq!(format!("{watched:?}"), format!("{by_hand:?}"));
        assert_eq!(format!("{watched:#?}"), format!("{by_hand:#?}"));
        assert_eq!(watched.length(), 7);
    }
}
