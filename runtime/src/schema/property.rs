//! Finding the schema of a field in that of its class.

use std::borrow::Cow;

use schemars::{Schema, SchemaGenerator};
use serde_json::{Value, json};

/// The schema of a named field.
pub fn property<'a>(schema: &'a mut Schema, name: &str) -> Option<&'a mut Schema> {
    inside(schema.get_mut("properties")?.get_mut(name)?)
}

/// The schema of a field of a tuple struct.
pub fn item(schema: &mut Schema, place: usize) -> Option<&mut Schema> {
    inside(schema.get_mut("prefixItems")?.get_mut(place)?)
}

/// The schema of a collection's items.
pub fn items(schema: &mut Schema) -> Option<&mut Schema> {
    inside(schema.get_mut("items")?)
}

/// The schema of a map's keys, which are strings.
pub fn keys(schema: &mut Schema) -> Option<&mut Schema> {
    let names = schema.ensure_object().entry("propertyNames");
    inside(names.or_insert_with(|| json!({ "type": "string" })))
}

/// The schema of a map's values.
pub fn values(schema: &mut Schema) -> Option<&mut Schema> {
    inside(schema.get_mut("additionalProperties")?)
}

fn inside(value: &mut Value) -> Option<&mut Schema> {
    value.try_into().ok()
}

/// Sets a keyword to `true`: `readOnly`.
pub fn mark(schema: &mut Schema, key: &str) {
    schema.insert(key.to_owned(), Value::Bool(true));
}

/// A secret: written and never shown.
pub fn secret(schema: &mut Schema) {
    mark(schema, "writeOnly");
    if schema.get("type").is_some_and(|name| name == "string") && schema.get("format").is_none() {
        schema.insert("format".to_owned(), json!("password"));
    }
}

/// Sets the default, where it could be written as JSON.
pub fn default(schema: &mut Schema, value: Option<Value>) {
    if let Some(value) = value {
        schema.insert("default".to_owned(), value);
    }
}

/// Takes a field that may be missing from the list of the required ones, where the schema is that of
/// the input.
pub fn optional(schema: &mut Schema, generator: &SchemaGenerator, name: &str) {
    if !generator.contract().is_deserialize() {
        return;
    }
    let Some(Value::Array(required)) = schema.get_mut("required") else {
        return;
    };
    required.retain(|known| known != name);
    if required.is_empty() {
        schema.remove("required");
    }
}

/// The name that schemars derives for the twin, as that of the class.
#[must_use]
pub fn named(derived: Cow<'static, str>, twin: &str, class: &str) -> Cow<'static, str> {
    match derived.strip_prefix(twin) {
        Some(rest) => Cow::Owned(format!("{class}{rest}")),
        None => derived,
    }
}
