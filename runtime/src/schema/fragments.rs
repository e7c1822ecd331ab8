//! Each rule in JSON Schema's words: one table, by the rule's code.

use schemars::Schema;
use serde_json::{Map, Value, json};

use crate::validation::rules::{Check, Params};

/// A part of what a rule asks for.
enum Part {
    /// A keyword with this number.
    Number(&'static str, i32),
    /// A keyword with a parameter of the rule, if that is a number.
    Param(&'static str, &'static str),
    /// At least as many characters, items or properties as this parameter says.
    Least(&'static str),
    /// At most as many.
    Most(&'static str),
    /// Fewer.
    Fewer(&'static str),
    /// A `format`.
    Format(&'static str),
    /// One of these formats.
    Formats(&'static [&'static str]),
    /// A `pattern`.
    Pattern(&'static str),
    /// A pattern around a parameter's text.
    Around(&'static str, &'static str, &'static str),
    /// At least one.
    Some,
    /// Any number but this.
    Not(i32),
}

use Part::{
    Around, Fewer, Format, Formats, Least, Most, Not, Number, Param, Pattern as Matches,
    Some as One,
};

/// What a rule that is missing here asks for has no words in JSON Schema.
const FRAGMENTS: &[(&str, &[Part])] = &[
    ("positive", &[Number("exclusiveMinimum", 0)]),
    ("negative", &[Number("exclusiveMaximum", 0)]),
    ("non_negative", &[Number("minimum", 0)]),
    ("non_zero", &[Not(0)]),
    ("gt", &[Param("exclusiveMinimum", "bound")]),
    ("ge", &[Param("minimum", "bound")]),
    ("lt", &[Param("exclusiveMaximum", "bound")]),
    ("le", &[Param("maximum", "bound")]),
    (
        "range",
        &[
            Param("minimum", "min"),
            Param("maximum", "max"),
            Param("exclusiveMaximum", "end"),
        ],
    ),
    ("multiple_of", &[Param("multipleOf", "step")]),
    ("len", &[Least("min"), Most("max"), Fewer("end")]),
    // A character has at least one byte: what is asked for of bytes holds for characters from above.
    ("bytes_len", &[Most("max"), Fewer("end")]),
    ("non_empty", &[One]),
    ("email", &[Format("email")]),
    ("url", &[Format("uri")]),
    (
        "http_url",
        &[Format("uri"), Matches("^[Hh][Tt][Tt][Pp][Ss]?://")],
    ),
    ("ip", &[Formats(&["ipv4", "ipv6"])]),
    ("ipv4", &[Format("ipv4")]),
    ("ipv6", &[Format("ipv6")]),
    ("uuid", &[Format("uuid")]),
    ("hostname", &[Format("hostname")]),
    ("date", &[Format("date")]),
    ("date_time", &[Format("date-time")]),
    ("slug", &[Matches("^[A-Za-z0-9_-]+$")]),
    ("credit_card", &[Matches("^[0-9]{12,19}$")]),
    ("ascii", &[Matches("^[\\x00-\\x7F]*$")]),
    ("alphanumeric", &[Matches("^[A-Za-z0-9]+$")]),
    ("contains", &[Around("", "contains", "")]),
    ("prefix", &[Around("^", "prefix", "")]),
    ("suffix", &[Around("", "suffix", "$")]),
];

/// Writes a rule into the schema of a value.
pub fn rule<T: ?Sized, R: Check<T>>(schema: &mut Schema, rule: &R) {
    write(schema, rule.code(), &rule.params());
}

fn write(schema: &mut Schema, code: &str, params: &Params) {
    let param = |name: &str| {
        let found = params.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str())
    };
    let number = |name| param(name).and_then(number);
    let parts = FRAGMENTS.iter().find(|(known, _)| *known == code);
    for part in parts.map_or(&[][..], |(_, parts)| parts) {
        match part {
            Part::Number(key, number) => narrow(schema, key, json!(number)),
            Part::Param(key, name) => {
                if let Some(number) = number(name) {
                    narrow(schema, key, number);
                }
            }
            Part::Least(name) => size(schema, "min", number(name)),
            Part::Most(name) => size(schema, "max", number(name)),
            Part::Fewer(name) => {
                let below = number(name).and_then(|end| end.as_u64()?.checked_sub(1));
                size(schema, "max", below.map(Value::from));
            }
            Part::Some => size(schema, "min", Some(json!(1))),
            Part::Format(format) => add(schema, "format", json!(format)),
            Part::Formats(formats) => {
                let formats: Vec<_> = formats
                    .iter()
                    .map(|name| json!({ "format": name }))
                    .collect();
                add(schema, "anyOf", Value::Array(formats));
            }
            Part::Pattern(text) => pattern(schema, text),
            Part::Around(before, name, after) => {
                if let Some(text) = param(name) {
                    pattern(schema, &format!("{before}{}{after}", escaped(text)));
                }
            }
            Part::Not(number) => add(schema, "not", json!({ "const": number })),
        }
    }
}

/// `pattern = "re"`.
pub fn pattern(schema: &mut Schema, text: &str) {
    add(schema, "pattern", json!(text));
}

/// `unique`.
pub fn unique(schema: &mut Schema) {
    add(schema, "uniqueItems", json!(true));
}

/// `one_of = [..]`, where all options could be written as JSON.
pub fn one_of(schema: &mut Schema, options: Option<Vec<Value>>) {
    let Some(mut options) = options else { return };
    if is(schema, "null") && !options.contains(&Value::Null) {
        options.push(Value::Null);
    }
    add(schema, "enum", Value::Array(options));
}

/// The text of a parameter as a number. What no JSON number holds exactly is left out.
fn number(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let exact = value.is_u64() || value.is_i64() || (value.is_f64() && text.contains(['.', 'e']));
    exact.then_some(value)
}

/// Whether the values of the schema may be of this type.
fn is(schema: &Schema, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(known)) => known == name,
        Some(Value::Array(list)) => list.iter().any(|known| known == name),
        _ => false,
    }
}

/// `minLength`, `maxItems` and the rest.
fn size(schema: &mut Schema, side: &str, number: Option<Value>) {
    let Some(number) = number else { return };
    for (name, counted) in [
        ("string", "Length"),
        ("array", "Items"),
        ("object", "Properties"),
    ] {
        if is(schema, name) {
            narrow(schema, &format!("{side}{counted}"), number.clone());
        }
    }
}

/// Sets a bound, unless there is a narrower one.
fn narrow(schema: &mut Schema, key: &str, number: Value) {
    let object = schema.ensure_object();
    let (Some(known), Some(new)) = (object.get(key).and_then(Value::as_f64), number.as_f64())
    else {
        object.insert(key.to_owned(), number);
        return implied(object);
    };
    if key == "multipleOf" {
        return add(schema, key, number);
    }
    let lower = key.to_ascii_lowercase().contains("min");
    if if lower { new > known } else { new < known } {
        object.insert(key.to_owned(), number);
    }
}

/// Takes out what an exclusive bound says already: schemars gives small and unsigned numbers the bounds of their types.
fn implied(object: &mut Map<String, Value>) {
    let number = |key| object.get(key).and_then(Value::as_f64);
    let least = number("exclusiveMinimum").zip(number("minimum"));
    let most = number("exclusiveMaximum").zip(number("maximum"));
    if least.is_some_and(|(above, least)| above >= least) {
        object.remove("minimum");
    }
    if most.is_some_and(|(below, most)| below <= most) {
        object.remove("maximum");
    }
}

/// Sets a keyword; beside another value of the same keyword both hold.
fn add(schema: &mut Schema, key: &str, value: Value) {
    let object = schema.ensure_object();
    match object.get(key) {
        None => {
            object.insert(key.to_owned(), value);
        }
        Some(known) if *known == value => {}
        Some(_) => {
            let all = object.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.push(json!({ key: value }));
            }
        }
    }
}

/// The text as a regular expression that matches it alone.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
