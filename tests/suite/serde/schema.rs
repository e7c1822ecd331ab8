//! JSON Schema: the declaration, with the descriptors' part in it.

use std::collections::BTreeMap;

use dunder::dataclass;
use schemars::{JsonSchema, Schema, generate::SchemaSettings, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

fn properties<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()["properties"].clone()
}

/// An order.
#[dataclass]
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Order {
    /// Who ordered.
    #[field(len = 1..=80)]
    #[serde(rename = "by")]
    customer: String,
    #[field(range = 1..=64, default = 4)]
    #[serde(default)]
    max_items: u32,
    #[field(frozen, uuid)]
    id: String,
    #[field(each(nested), len = 1.., unique)]
    lines: Vec<Line>,
    #[field(default = format!("to {customer}"))]
    #[serde(default)]
    note: String,
    #[field(secret, len = 12..)]
    token: String,
    plain: Option<u8>,
}

/// A line of an order.
#[dataclass]
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Line {
    #[field(positive, multiple_of = 0.01)]
    price: f64,
    #[field(one_of = ["kg", "piece"])]
    unit: String,
}

#[test]
fn the_whole_of_a_class() {
    assert_eq!(
        schema_for!(Order).to_value(),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Order",
            "description": "An order.",
            "type": "object",
            "properties": {
                "by": {
                    "description": "Who ordered.",
                    "type": "string", "minLength": 1, "maxLength": 80
                },
                "maxItems": {
                    "type": "integer", "format": "uint32", "minimum": 1, "maximum": 64, "default": 4
                },
                "id": { "type": "string", "format": "uuid", "readOnly": true },
                "lines": {
                    "type": "array", "items": { "$ref": "#/$defs/Line" }, "minItems": 1, "uniqueItems": true
                },
                "note": { "type": "string" },
                "token": { "type": "string", "minLength": 12, "writeOnly": true, "format": "password" },
                "plain": {
                    "type": ["integer", "null"], "format": "uint8", "minimum": 0, "maximum": 255
                },
            },
            "additionalProperties": false,
            "required": ["by", "id", "lines", "token"],
            "$defs": {
                "Line": {
                    "description": "A line of an order.",
                    "type": "object",
                    "properties": {
                        "price": {
                            "type": "number", "format": "double", "exclusiveMinimum": 0, "multipleOf": 0.01
                        },
                        "unit": { "type": "string", "enum": ["kg", "piece"] },
                    },
                    "required": ["price", "unit"]
                }
            }
        })
    );
}

#[test]
fn what_is_written_always_has_its_defaults() {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let schema: Schema = generator.into_root_schema_for::<Order>();
    assert_eq!(
        schema.as_value()["required"],
        json!(["by", "maxItems", "id", "lines", "note", "token", "plain"])
    );
}

#[dataclass]
#[derive(JsonSchema)]
struct Numbers {
    #[field(positive)]
    positive: u8,
    #[field(negative)]
    negative: i32,
    #[field(non_negative)]
    non_negative: i32,
    #[field(non_zero)]
    non_zero: i32,
    #[field(gt = 4, lt = 10)]
    between: u8,
    #[field(ge = -4, le = 10)]
    from_to: i64,
    #[field(range = 0.5..)]
    open: f64,
    #[field(range = 1..5)]
    half: i32,
    #[field(le = 300)]
    no_news: Option<i16>,
    #[field(le = u128::MAX)]
    too_large_for_json: u128,
    #[field(finite)]
    finite: f32,
    #[field(ge = 1, range = -5..=7)]
    narrower: i8,
}

#[test]
fn numbers() {
    let i32_with = |more: Value| with(json!({ "type": "integer", "format": "int32" }), more);
    let found = properties::<Numbers>();
    for (name, expected) in [
        (
            "positive",
            json!({ "type": "integer", "format": "uint8", "exclusiveMinimum": 0, "maximum": 255 }),
        ),
        ("negative", i32_with(json!({ "exclusiveMaximum": 0 }))),
        ("non_negative", i32_with(json!({ "minimum": 0 }))),
        ("non_zero", i32_with(json!({ "not": { "const": 0 } }))),
        (
            "between",
            json!({ "type": "integer", "format": "uint8", "exclusiveMinimum": 4, "exclusiveMaximum": 10 }),
        ),
        (
            "from_to",
            json!({ "type": "integer", "format": "int64", "minimum": -4, "maximum": 10 }),
        ),
        (
            "open",
            json!({ "type": "number", "format": "double", "minimum": 0.5 }),
        ),
        (
            "half",
            i32_with(json!({ "minimum": 1, "exclusiveMaximum": 5 })),
        ),
        (
            "no_news",
            json!({ "type": ["integer", "null"], "format": "int16", "minimum": -32768, "maximum": 300 }),
        ),
        (
            "too_large_for_json",
            json!({ "type": "integer", "format": "uint128", "minimum": 0 }),
        ),
        ("finite", json!({ "type": "number", "format": "float" })),
        (
            "narrower",
            json!({ "type": "integer", "format": "int8", "minimum": 1, "maximum": 7 }),
        ),
    ] {
        assert_eq!(found[name], expected, "{name}");
    }
}

fn with(mut base: Value, more: Value) -> Value {
    let (base_map, more) = (
        base.as_object_mut().unwrap(),
        more.as_object().unwrap().clone(),
    );
    base_map.extend(more);
    base
}

#[dataclass]
#[derive(JsonSchema)]
struct Texts {
    #[field(email)]
    email: String,
    #[field(url)]
    url: String,
    #[field(http_url)]
    http_url: String,
    #[field(ip)]
    ip: String,
    #[field(ipv4)]
    ipv4: String,
    #[field(ipv6)]
    ipv6: String,
    #[field(hostname)]
    hostname: String,
    #[field(slug)]
    slug: String,
    #[field(credit_card)]
    card: String,
    #[field(alphanumeric)]
    alphanumeric: Box<str>,
    #[field(ascii)]
    ascii: String,
    #[field(pattern = "^[a-z]+$", prefix = "a.b", suffix = "z", contains = "m")]
    several: String,
    #[field(non_empty)]
    non_empty: Option<String>,
    #[field(trim, len = ..5)]
    trimmed: String,
    #[field(bytes_len = 2..=9)]
    bytes: String,
}

#[test]
fn texts() {
    let found = properties::<Texts>();
    for (name, expected) in [
        ("email", json!({ "format": "email" })),
        ("url", json!({ "format": "uri" })),
        (
            "http_url",
            json!({ "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://" }),
        ),
        (
            "ip",
            json!({ "anyOf": [{ "format": "ipv4" }, { "format": "ipv6" }] }),
        ),
        ("ipv4", json!({ "format": "ipv4" })),
        ("ipv6", json!({ "format": "ipv6" })),
        ("hostname", json!({ "format": "hostname" })),
        ("slug", json!({ "pattern": "^[A-Za-z0-9_-]+$" })),
        ("card", json!({ "pattern": "^[0-9]{12,19}$" })),
        ("alphanumeric", json!({ "pattern": "^[A-Za-z0-9]+$" })),
        ("ascii", json!({ "pattern": "^[\\x00-\\x7F]*$" })),
        (
            "several",
            json!({
                "pattern": "^[a-z]+$",
                "allOf": [{ "pattern": "^a\\.b" }, { "pattern": "z$" }, { "pattern": "m" }]
            }),
        ),
        (
            "non_empty",
            json!({ "type": ["string", "null"], "minLength": 1 }),
        ),
        ("trimmed", json!({ "maxLength": 4 })),
        ("bytes", json!({ "maxLength": 9 })),
    ] {
        assert_eq!(
            found[name],
            with(json!({ "type": "string" }), expected),
            "{name}"
        );
    }
}

#[dataclass]
#[derive(JsonSchema)]
struct Collections {
    #[field(each(positive), non_empty)]
    list: Vec<i64>,
    #[field(keys(slug), values(range = 0..=9), len = ..=3)]
    map: BTreeMap<String, i64>,
    #[field(each(each(len = 2)))]
    deep: Vec<Vec<String>>,
    #[field(one_of = [1, 2])]
    maybe: Option<i64>,
}

#[test]
fn collections() {
    let found = properties::<Collections>();
    let int64 = json!({ "type": "integer", "format": "int64" });
    assert_eq!(
        found["list"],
        json!({ "type": "array", "minItems": 1, "items": with(int64.clone(), json!({ "exclusiveMinimum": 0 })) })
    );
    assert_eq!(
        found["map"],
        json!({
            "type": "object",
            "maxProperties": 3,
            "propertyNames": { "type": "string", "pattern": "^[A-Za-z0-9_-]+$" },
            "additionalProperties": with(int64, json!({ "minimum": 0, "maximum": 9 })),
        })
    );
    assert_eq!(
        found["deep"]["items"]["items"],
        json!({ "type": "string", "minLength": 2, "maxLength": 2 })
    );
    assert_eq!(found["maybe"]["enum"], json!([1, 2, null]));
}

#[dataclass(post_init = Self::fill)]
#[derive(Default, JsonSchema, Deserialize, Serialize)]
#[serde(default)]
struct Defaults {
    #[field(default = 8080, positive)]
    port: u16,
    #[field(default = vec!["a".to_owned()])]
    hosts: Vec<String>,
    #[field(secret, default = "hunter2")]
    token: String,
    #[field(init_only)]
    scale: u8,
    depth: u8,
}

impl Defaults {
    fn fill(&mut self, _scale: u8) {}
}

#[test]
fn defaults_of_a_class() {
    let schema = schema_for!(Defaults).to_value();
    let found = &schema["properties"];
    assert_eq!(found["port"]["default"], 8080);
    assert_eq!(found["hosts"]["default"], json!(["a"]));
    assert_eq!(found["depth"]["default"], 0);
    assert_eq!(found["token"].get("default"), None, "a secret");
    assert_eq!(found["scale"]["writeOnly"], true);
    assert_eq!(schema.get("required"), None);
}

#[dataclass]
#[derive(JsonSchema)]
struct Percent(#[field(range = 0..=100)] u8);

#[dataclass]
#[derive(JsonSchema)]
struct Pair(#[field(positive)] i8, #[field(len = ..3)] String);

#[dataclass]
#[derive(JsonSchema)]
struct Generic<T> {
    #[field(len = 1..)]
    list: Vec<T>,
}

#[dataclass]
#[derive(JsonSchema)]
struct Tree {
    #[field(positive)]
    value: i8,
    #[field(each(nested))]
    kids: Vec<Self>,
}

mod plain {
    #[derive(schemars::JsonSchema)]
    #[allow(dead_code)]
    pub(super) struct Generic<T> {
        list: Vec<T>,
    }
}

#[test]
fn shapes() {
    let percent = schema_for!(Percent).to_value();
    assert_eq!(
        (&percent["minimum"], &percent["maximum"]),
        (&json!(0), &json!(100))
    );
    let pair = schema_for!(Pair).to_value();
    assert_eq!(pair["prefixItems"][0]["exclusiveMinimum"], 0);
    assert_eq!(pair["prefixItems"][1]["maxLength"], 2);
    let generic = schema_for!(Generic<bool>).to_value();
    assert_eq!(generic["properties"]["list"]["minItems"], 1);
    assert_eq!(
        generic["title"],
        schema_for!(plain::Generic<bool>).to_value()["title"]
    );
    let tree = schema_for!(Tree).to_value();
    assert_eq!(tree["properties"]["kids"]["items"]["$ref"], "#");
}

#[test]
fn a_plain_class_is_left_to_schemars() {
    #[dataclass]
    #[derive(JsonSchema)]
    #[schemars(title = "plain")]
    struct Plain {
        a: u8,
    }
    assert_eq!(schema_for!(Plain).to_value()["title"], "plain");
}

/// schemars' own code needs std's prelude; dunder's adds nothing for a lint to find.
mod strict {
    #![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

    use dunder::dataclass;

    /// A class.
    #[dataclass(frozen)]
    #[derive(schemars::JsonSchema, serde::Deserialize)]
    #[serde(default = "Strict::by_hand")]
    pub(crate) struct Strict {
        /// Its name.
        #[field(non_empty, one_of = ["a", "b"])]
        pub(crate) name: String,
        /// Its parts.
        #[field(each(range = 1..=9))]
        pub(crate) parts: Vec<u8>,
    }

    impl Strict {
        fn by_hand() -> Self {
            Self::new("a", vec![1]).unwrap()
        }
    }

    #[test]
    fn the_default_is_that_of_the_instance() {
        let schema = schemars::schema_for!(Strict).to_value();
        assert_eq!(schema["properties"]["name"]["default"], "a");
        assert_eq!(schema["properties"]["parts"]["items"]["maximum"], 9);
        assert_eq!(schema["properties"]["parts"]["readOnly"], true);
        assert_eq!(schema.get("required"), None);
    }
}
