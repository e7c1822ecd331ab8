//! Reading a class: all violations, with the names of the input.

use dunder::{FromRaw, Raw, ValidationError, Violation, dataclass};
use serde::{Deserialize, Serialize};

#[dataclass]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    pub name: String,
    #[field(positive)]
    pub max_bytes: i64,
    #[field(range = 1..=64, default = 4)]
    #[serde(default, alias = "threads")]
    pub max_threads: u32,
    #[field(len = 1.., default = vec![max_bytes])]
    #[serde(default)]
    pub history: Vec<i64>,
}

#[test]
fn all_violations_at_once() {
    let text = r#"{"name": "a", "maxBytes": -1, "threads": 65, "history": []}"#;
    let error = serde_json::from_str::<Account>(text)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "maxBytes must be a positive number, got -1\n\
         maxThreads must be in 1..=64, got 65\n\
         history must be 1.. items long, got 0 items"
    );
}
