//! Rows 58 to 68: `fields`, `to_dict`, `to_tuple`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use dunder::{Value, dataclass, to_dict, to_tuple};

/// A point.
#[dataclass]
#[derive(Clone, Debug)]
pub struct Point {
    /// Towards the east.
    ///
    /// In metres.
    pub x: f64,
    #[field(default = "origin", compare = false)]
    #[doc(alias = "name")]
    pub label: String,
    #[field(init = false, default, repr = false)]
    pub hits: Vec<Option<u8>>,
    #[field(positive, frozen, default = 1 + 1)]
    pub scale: u32,
}

#[dataclass]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Inner {
    n: u8,
}

#[dataclass]
#[derive(Clone, Debug)]
enum Shape {
    Point,
    Circle(f64),
    Pair(u8, Inner),
    Rect { w: Inner, h: Option<u8> },
}

#[derive(Debug, PartialEq, Clone)]
struct Foreign;

#[dataclass(eq = false)]
struct Everything<T> {
    inner: Inner,
    list: Vec<Inner>,
    tuple: (Inner, u8),
    #[field(key = |map| map.len())]
    map: BTreeMap<Inner, Option<Inner>>,
    hashed: HashMap<String, [Inner; 1]>,
    set: BTreeSet<char>,
    boxed: Box<Rc<Inner>>,
    generic: T,
    shapes: Vec<Shape>,
    float: f32,
    wide: u128,
    foreign: Foreign,
    printed: RefCell<u8>,
    #[field(repr = false)]
    opaque: fn(Foreign) -> Foreign,
    #[field(secret)]
    key: &'static str,
    #[field(positive)]
    described: i64,
    nothing: (),
}

fn everything() -> Everything<Inner> {
    let inner = Inner::new;
    Everything::new(
        inner(1),
        vec![inner(2)],
        (inner(3), 4),
        BTreeMap::from([(inner(5), Some(inner(6)))]),
        HashMap::from([("k".into(), [inner(7)])]),
        BTreeSet::from(['b', 'a']),
        Box::new(Rc::new(inner(8))),
        inner(9),
        vec![
            Shape::point(),
            Shape::circle(1.5),
            Shape::pair(1, inner(2)),
            Shape::rect(inner(3), None),
        ],
        0.1,
        u128::MAX,
        Foreign,
        RefCell::new(3),
        |foreign| foreign,
        "sesame",
        1,
        (),
    )
    .unwrap()
}

#[test]
fn row_58_to_dict_goes_into_classes_lists_tuples_keys_and_values() {
    assert_eq!(
        to_dict(&everything()).to_string(),
        "{'inner': {'n': 1}, 'list': [{'n': 2}], 'tuple': ({'n': 3}, 4), 'map': {{'n': 5}: {'n': 6}}, \
         'hashed': {'k': [{'n': 7}]}, 'set': {'a', 'b'}, 'boxed': {'n': 8}, 'generic': {'n': 9}, \
         'shapes': ['Point', {'Circle': 1.5}, {'Pair': (1, {'n': 2})}, {'Rect': {'w': {'n': 3}, 'h': None}}], \
         'float': 0.1, 'wide': 340282366920938463463374607431768211455, 'foreign': Foreign, 'printed': 3, \
         'opaque': FN, 'key': '**********', 'described': 1, 'nothing': ()}"
            .replace("FN", &to_dict(&everything())["opaque"].to_string())
    );
}

#[test]
fn row_58_to_tuple_goes_the_same_ways() {
    let tuple = to_tuple(&everything());
    assert_eq!(tuple[0].to_string(), "(1,)");
    assert_eq!(tuple[2].to_string(), "((3,), 4)");
    assert_eq!(tuple[3].to_string(), "{(5,): (6,)}");
    assert_eq!(
        tuple[8].to_string(),
        "['Point', ('Circle', 1.5), ('Pair', 1, (2,)), ('Rect', (3,), None)]"
    );
}

/// There is no factory to hand over for row 59: the tree that comes out is the caller's, and an ordinary enum to match on.
#[test]
fn row_59_and_61_a_value_is_the_callers_to_change() {
    let shared = Rc::new(Cell::new(1));
    #[dataclass]
    struct C {
        list: Vec<u8>,
        cell: Rc<Cell<i32>>,
    }
    let c = C::new(vec![1], shared.clone());
    let mut dict = to_dict(&c);
    shared.set(2);
    if let Value::Dict(entries) = &mut dict
        && let Value::List(items) = &mut entries[0].1
    {
        items.push(Value::Str("more".into()));
    }
    assert_eq!(dict.to_string(), "{'list': [1, 'more'], 'cell': 1}");
    assert_eq!(c.list, [1]);
}

#[test]
fn row_60_neither_constants_nor_init_only_values() {
    fn finish(_: &mut C, _: u8) {}
    #[dataclass(post_init = finish)]
    struct C {
        x: u8,
        #[field(init_only)]
        y: u8,
    }
    impl C {
        #[allow(dead_code)]
        const Z: u8 = 1;
    }
    assert_eq!(
        to_dict(&C::new(1, 2)),
        Value::Dict(vec![(Value::Str("x".into()), Value::Int(1))])
    );
    assert_eq!(to_tuple(&C::new(1, 2)), Value::Tuple(vec![Value::Int(1)]));
}

#[test]
fn row_63_fields_in_the_order_of_definition() {
    let fields = dunder::fields::<Point>();
    let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
    assert_eq!(names, ["x", "label", "hits", "scale"]);
    let types: Vec<_> = fields.iter().map(|field| field.type_name()).collect();
    assert_eq!(types, ["f64", "String", "Vec<Option<u8>>", "u32"]);
    let defaults: Vec<_> = fields.iter().map(|field| field.default()).collect();
    assert_eq!(
        defaults,
        [
            None,
            Some("\"origin\""),
            Some("Default::default()"),
            Some("1 + 1")
        ]
    );
    assert_eq!(fields[0].doc(), "Towards the east.\n\nIn metres.");
    let flags = |field: &dunder::class::FieldInfo| {
        [
            field.is_init(),
            field.is_repr(),
            field.is_compared(),
            field.is_described(),
            field.is_frozen(),
            field.is_secret(),
        ]
    };
    assert_eq!(flags(&fields[0]), [true, true, true, false, false, false]);
    assert_eq!(flags(&fields[1]), [true, true, false, false, false, false]);
    assert_eq!(flags(&fields[2]), [false, false, true, false, false, false]);
    assert_eq!(flags(&fields[3]), [true, true, true, true, true, false]);
}

#[test]
fn row_63_pseudo_fields_stand_apart() {
    #[dataclass]
    struct Rect {
        #[field(observed)]
        w: u32,
        h: u32,
        /// Width by height.
        #[field(cached = Self::compute)]
        area: u32,
    }
    impl Rect {
        fn compute(&self) -> u32 {
            self.w() * self.h()
        }
    }
    use dunder::Class as _;
    let fields = dunder::fields::<Rect>();
    let observed: Vec<_> = fields
        .iter()
        .map(|field| (field.name(), field.is_observed()))
        .collect();
    assert_eq!(observed, [("w", true), ("h", false)]);
    assert!(fields.iter().all(|field| !field.is_cached()));
    let [area] = Rect::CLASS.cached() else {
        panic!("one is computed")
    };
    assert_eq!(
        (area.name(), area.type_name(), area.doc()),
        ("area", "u32", "Width by height.")
    );
    assert!(area.is_cached() && !area.is_observed());
    assert_eq!(Rect::new(2, 3).area(), 6);
}

#[test]
fn row_64_attributes_are_the_metadata() {
    #[dataclass]
    struct C {
        #[cfg_attr(any(), serde(rename = "y"))]
        #[allow(dead_code)]
        x: u8,
        plain: u8,
    }
    let fields = dunder::fields::<C>();
    assert_eq!(
        fields[0].attributes(),
        [
            "#[cfg_attr(any(), serde(rename = \"y\"))]",
            "#[allow(dead_code)]"
        ]
    );
    assert!(fields[1].attributes().is_empty());
    assert_eq!(C::new(1, 2).plain, 2);
}

#[test]
fn row_65_the_docs_of_the_class() {
    use dunder::Class as _;
    // Python makes up a signature for a class without docs; rustdoc shows that of `new`.
    assert_eq!(Inner::CLASS.doc(), "");
    assert_eq!(
        (Point::CLASS.name(), Point::CLASS.doc()),
        ("Point", "A point.")
    );
    const FIELDS: usize = dunder::fields::<Point>().len();
    assert_eq!(FIELDS, 4);
}

#[test]
fn row_68_generics_and_patterns_are_native() {
    #[dataclass]
    struct G<T>(T, u8);
    let G(one, two) = G::new("a", 2);
    assert_eq!((one, two), ("a", 2));
    let Point { x, label, .. } = Point::new(1.0).unwrap();
    assert_eq!((x, label.as_str()), (1.0, "origin"));
}
