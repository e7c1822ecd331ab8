//! Factories: the rows of the conformance table, numbered as there, and what the contract adds.
//!
//! Rows 20 to 22 and 37 need programs of their own; see `linking` and `wasm`. Row 26 is `ui/factory/row_26_key_used_twice.rs`.
//!
//! Decided otherwise than there: row 37, plug-ins in shared objects that come and go. A shared object with a copy of
//! its own has factories of its own. Its entries cannot be taken out of a running program, so keys that come and go do
//! so by `register` and its guard.

mod create;
mod duplicates;
mod forms;
mod linking;
mod persist;
mod runtime;
mod soup;
mod wasm;

// Nothing here names the plugin's types.
dunder::link!(dunder_tests_plugin);

/// The text of the error of what fails.
fn error<T>(result: Result<T, dunder::FactoryError>) -> String {
    match result {
        Ok(_) => panic!("it did not fail"),
        Err(error) => error.to_string(),
    }
}
