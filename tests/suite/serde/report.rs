//! Errors as data.

use dunder::{Violation, dataclass};
use serde_json::json;

#[dataclass]
#[derive(Debug)]
struct Login {
    #[field(range = 1..=9)]
    attempts: u32,
    #[field(secret, len = 12..)]
    password: String,
    #[field(check = odd)]
    odd: u32,
}

fn odd(value: &u32) -> Result<(), Violation> {
    if value % 2 == 1 {
        return Ok(());
    }
    Err(Violation::new("must be odd").with_code("parity"))
}

#[test]
fn a_report_is_a_list_of_its_violations() {
    let error = Login::new(10, "hunter2", 2).unwrap_err();
    assert_eq!(
        serde_json::to_value(&error).unwrap(),
        json!([
            {
                "path": "attempts",
                "code": "range",
                "params": { "min": "1", "max": "9" },
                "value": "10",
                "message": "must be in 1..=9, got 10"
            },
            {
                "path": "password",
                "code": "len",
                "params": { "min": "12" },
                "message": "must be 12.. characters long, got '**********'"
            },
            { "path": "odd", "code": "parity", "params": {}, "message": "must be odd" },
        ])
    );
}

#[test]
fn row_83_a_secret_is_in_no_report() {
    let error = Login::new(1, "hunter2", 1).unwrap_err();
    assert!(!serde_json::to_string(&error).unwrap().contains("hunter2"));
}
