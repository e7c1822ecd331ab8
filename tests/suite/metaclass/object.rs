//! `Object`: fields by number and name, through the same gates as every other change.

use std::any::Any;

use dunder::{ClassOf, Metaclass, Object, Violation, dataclass};
use dunder_tests::metaclass::Orm;

struct Any_;

#[dunder::metaclass]
impl Metaclass for Any_ {}

#[dataclass(builder)]
#[derive(Clone, Debug)]
#[meta(Any_)]
struct Product {
    name: String,
    #[field(positive)]
    price: f64,
    #[field(frozen)]
    serial: u32,
    #[field(trim, set = false, default = "new")]
    state: String,
    #[field(observed, default)]
    stock: u32,
}

fn product() -> Product {
    Product::new("Widget", 9.5, 7).unwrap()
}

#[test]
fn get() {
    let product = product();
    assert_eq!(product.get_field::<String>("name").unwrap(), "Widget");
    assert_eq!(product.get_field("price"), Some(&9.5));
    assert_eq!(product.get_field("serial"), Some(&7_u32));
    // Of another type, and none at all.
    assert_eq!(product.get_field::<f32>("price"), None);
    assert_eq!(product.get_field::<f64>("prize"), None);
    let values: Vec<_> = (0..6)
        .map(|at| product.field_at(at).map(Any::type_id))
        .collect();
    assert_eq!(values.iter().flatten().count(), 5);
}

#[test]
fn set() {
    let mut product = product();
    product.set_field("name", String::from("Gadget")).unwrap();
    product.set_field("price", 1.25).unwrap();
    assert_eq!(product.name, "Gadget");
    assert_eq!(product.price(), 1.25);
    for (error, text, code) in [
        (
            product.set_field("price", -5.0),
            "price must be a positive number, got -5",
            "positive",
        ),
        (
            product.set_field("price", -5.0_f32),
            "price must be a value of type `f64`",
            "type",
        ),
        (
            product.set_field("prize", 5.0),
            "prize is no field of the class",
            "unknown_field",
        ),
        (
            product.set_field("serial", 8_u32),
            "serial is not set from outside",
            "not_settable",
        ),
        (
            product.set_field("state", String::new()),
            "state is not set from outside",
            "not_settable",
        ),
        (
            product.fill_field(1, &mut |_, _| {}),
            "price has no value",
            "missing",
        ),
        (
            product.fill_field(9, &mut |_, _| unreachable!("there is no such field")),
            "9 is no field of the class",
            "unknown_field",
        ),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.violations()[0].code(), code);
    }
    assert_eq!(product.price(), 1.25);
}

#[test]
fn observers_hear_of_it() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    let mut product = product();
    let seen = Arc::new(AtomicU32::new(0));
    let sees = Arc::clone(&seen);
    let _subscription = product.on_stock_change(move |old, new| {
        sees.store(old * 100 + new, Ordering::Relaxed);
    });
    product.set_field("stock", 3_u32).unwrap();
    product.set_field("stock", 4_u32).unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 304);
}

#[dataclass(rule = Self::ordered, try_post_init = Self::finish)]
#[derive(Debug)]
#[meta(Any_)]
struct Span {
    low: i32,
    #[field(positive, default = low + 1)]
    high: i32,
    #[field(init = false, default)]
    width: i32,
    #[field(init_only, default = 0)]
    seed: i32,
}

impl Span {
    fn ordered(&self) -> Result<(), Violation> {
        if self.low <= self.high {
            Ok(())
        } else {
            Err(Violation::new("low must not be above high").with_code("order"))
        }
    }

    fn finish(&mut self, seed: i32) -> Result<(), Violation> {
        let _ = self.set_width(self.high() - self.low() + seed);
        Ok(())
    }
}

#[test]
fn rules_hold_after_every_set() {
    let mut span = Span::new(1).unwrap();
    span.set_field("high", 9).unwrap();
    let error = span.set_field("low", 10).unwrap_err();
    assert_eq!(error.to_string(), "low must not be above high");
    assert_eq!((span.low(), span.high()), (1, 9));
}

fn span(values: &[Option<i32>]) -> Result<Span, dunder::ValidationError> {
    Span::build(&mut |at, slot| {
        if let Some(Some(value)) = values.get(at) {
            slot.put(*value);
        }
    })
}

#[test]
fn building() {
    // The init-only field is none that a metaclass sees.
    assert_eq!(Span::INFO.fields.len(), 3);
    let made = span(&[Some(1), Some(5)]).unwrap();
    assert_eq!((made.low(), made.high(), made.width()), (1, 5, 4));
    // Defaults see the fields before them.
    assert_eq!(span(&[Some(3)]).unwrap().high(), 4);
    assert_eq!(span(&[]).unwrap_err().to_string(), "low has no value");
    let error = span(&[Some(3), Some(-2)]).unwrap_err();
    assert_eq!(error.to_string(), "high must be a positive number, got -2");
    let error = span(&[Some(3), Some(2)]).unwrap_err();
    assert_eq!(error.to_string(), "low must not be above high");
}

#[test]
fn building_tells_all_that_is_missing() {
    let error = Product::build(&mut |at, slot| {
        if at == 4 {
            slot.put(String::new());
        }
    })
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "name has no value\nprice has no value\nserial has no value\nstock must be a value of type `u32`"
    );
}

#[derive(dunder::Class, Debug, PartialEq)]
#[meta(Any_)]
struct Plain {
    id: i64,
    tags: Vec<String>,
}

#[derive(dunder::Class, Debug, PartialEq)]
#[meta(Any_)]
struct Tuple(u8, String);

#[derive(dunder::Class, Debug, PartialEq)]
#[meta(Any_)]
struct Unit;

#[test]
fn plain_structs() {
    let mut plain = Plain::build(&mut |at, slot| {
        let _ = slot.put(7_i64) || slot.put(vec![at.to_string()]);
    });
    // A value of another type is a mistake even where the right one follows.
    assert!(plain.is_err());
    plain = Plain::build(&mut |at, slot| {
        if slot.takes::<i64>() {
            slot.put(7_i64);
        } else {
            slot.put(vec![at.to_string()]);
        }
    });
    let mut plain = plain.unwrap();
    assert_eq!(plain.tags, ["1"]);
    plain.set_field("id", 8_i64).unwrap();
    assert_eq!(plain.id, 8);

    let mut tuple = Tuple(1, String::new());
    tuple.set_field("1", String::from("x")).unwrap();
    tuple.set_field("0", 2_u8).unwrap();
    assert_eq!(tuple, Tuple(2, "x".into()));
    assert_eq!(Unit::build(&mut |_, _| {}), Ok(Unit));
}

#[derive(dunder::Class)]
#[meta(Any_)]
struct Borrows<'a> {
    name: &'a str,
    number: u8,
}

#[dataclass]
#[meta(Any_)]
struct BorrowsByDefault<'a> {
    #[field(default = "x")]
    name: &'a str,
    number: u8,
}

#[test]
fn what_borrows_is_out_of_reach() {
    let name = String::from("a");
    let mut object = Borrows {
        name: &name,
        number: 1,
    };
    assert!(object.field_at(0).is_none());
    assert_eq!(object.get_field("number"), Some(&1_u8));
    object.set_field("number", 2_u8).unwrap();
    assert_eq!((object.name, object.number), ("a", 2));
    let error = object.set_field("name", "static").unwrap_err();
    assert_eq!(error.to_string(), "name is not set from outside");
    let fill: &mut dunder::metaclass::Fill = &mut |_, slot| {
        slot.put(3_u8);
    };
    let error = Borrows::build(fill).err().unwrap();
    assert_eq!(error.to_string(), "name has no value");
    let object = BorrowsByDefault::build(fill).unwrap();
    assert_eq!((object.name, object.number), ("x", 3));
}

#[derive(dunder::Class)]
#[repr(C, packed)]
#[meta(Any_)]
struct Packed {
    a: u8,
    b: u32,
}

#[test]
fn what_lies_unaligned_is_out_of_reach() {
    let packed = Packed { a: 1, b: 2 };
    assert!(packed.field_at(1).is_none());
    assert_eq!({ packed.b } + u32::from(packed.a), 3);
}

#[derive(dunder::Class)]
#[meta(Any_)]
struct Tail {
    head: u8,
    tail: [u8],
}

#[test]
fn what_has_no_size_is_out_of_reach() {
    fn reads<T: Object + ?Sized>(object: &T) -> Option<&u8> {
        object.get_field("head")
    }
    let _: fn(&Tail) -> Option<&u8> = reads::<Tail>;
    assert_eq!(<Tail as ClassOf<Any_>>::INFO.fields[1].type_name(), "[u8]");
    let _ = |tail: &Tail| (tail.head, tail.tail.len());
}

#[dataclass]
#[derive(Debug)]
#[meta(Any_)]
struct Conditional {
    #[cfg(any())]
    never: u8,
    a: u16,
    #[cfg(any())]
    neither: u8,
    #[cfg(test)]
    #[field(positive)]
    b: u32,
}

#[test]
fn fields_under_cfg() {
    let mut object = Conditional::build(&mut |at, slot| {
        if at == 0 {
            slot.put(5_u16);
        } else {
            slot.put(6_u32);
        }
    })
    .unwrap();
    assert_eq!((object.a, object.b()), (5, 6));
    assert_eq!(object.get_field("b"), Some(&6_u32));
    assert!(object.field_at(2).is_none());
    object.set_field("a", 9_u16).unwrap();
    assert!(object.set_field("b", 0_u32).is_err());
    assert_eq!((object.a, object.b()), (9, 6));
}

#[dataclass(frozen)]
#[derive(Debug)]
#[meta(Any_)]
struct Frozen {
    a: u8,
    #[field(non_empty)]
    b: String,
}

#[test]
fn frozen_classes_are_built_and_read() {
    let frozen = Frozen::build(&mut |_, slot| {
        if slot.takes::<u8>() {
            slot.put(1_u8);
        } else {
            slot.put(String::from("b"));
        }
    });
    let mut frozen = frozen.unwrap();
    assert_eq!(frozen.get_field("a"), Some(&1_u8));
    assert!(frozen.set_field("a", 2_u8).is_err());
}

#[dataclass]
#[meta(Any_)]
struct Cached {
    width: u32,
    #[field(cached = Self::compute)]
    area: u32,
}

impl Cached {
    fn compute(&self) -> u32 {
        self.width() * self.width()
    }
}

#[test]
fn a_set_forgets_what_was_computed() {
    let mut object = Cached::new(3);
    assert_eq!(object.area(), 9);
    object.set_field("width", 4_u32).unwrap();
    assert_eq!(object.area(), 16);
    assert_eq!(Cached::INFO.fields.len(), 1);
}

/// What a library does with its function pointers: a row in, a row out.
fn row<T: ClassOf<Orm>>(object: &T) -> Vec<String> {
    let fields = T::INFO.fields.iter();
    fields
        .filter_map(|field| (field.ty().write)(object.field_at(field.index())?))
        .collect()
}

fn load<T: ClassOf<Orm>>(row: &[&str]) -> Result<T, dunder::ValidationError> {
    T::build(&mut |at, slot| (T::INFO.fields[at].ty().read)(row[at], slot))
}

#[dataclass]
#[derive(Debug)]
#[meta(Orm, name = "accounts")]
struct Account {
    #[meta(key)]
    id: i64,
    #[field(email)]
    email: String,
    active: bool,
}

#[test]
fn rows_in_and_out() {
    let account: Account = load(&["3", "ada@example.org", "true"]).unwrap();
    assert_eq!(row(&account), ["3", "ada@example.org", "true"]);
    assert_eq!((account.id, account.active), (3, true));
    let error = load::<Account>(&["3", "ada", "maybe"]).unwrap_err();
    assert_eq!(error.to_string(), "active has no value");
    let error = load::<Account>(&["3", "ada", "true"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "email must be a valid email address, got 'ada'"
    );
}
