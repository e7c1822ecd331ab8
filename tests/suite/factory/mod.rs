//! Factories: the rows of the conformance table, numbered as there, and what the contract adds.
//!
//! Rows 20 to 22 need programs of their own; see `linking`. Row 37 (plug-ins in shared objects that come and go) does
//! not apply: an entry cannot be taken out of a running program, and a factory sorts out its entries at first use, so
//! what is loaded earlier is there and what comes later registers at run time.

mod create;
mod duplicates;
mod forms;
mod linking;
mod persist;
mod runtime;
mod soup;

// Nothing here names the plugin's types.
dunder::link!(dunder_tests_plugin);

/// The text of the error of what fails.
fn error<T>(result: Result<T, dunder::FactoryError>) -> String {
    match result {
        Ok(_) => panic!("it did not fail"),
        Err(error) => error.to_string(),
    }
}
