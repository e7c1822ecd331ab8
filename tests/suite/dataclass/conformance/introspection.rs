//! Rows 58 to 68: `fields`, `to_dict`, `to_tuple`.

use dunder::dataclass;

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
