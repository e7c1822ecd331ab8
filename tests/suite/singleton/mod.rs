//! Singletons: the rows of the conformance table, numbered as there, and what the contract adds.
//!
//! Rows 17 and 18 (dropped at exit, when asked) do not apply: instances are handed out as `&'static`, so they cannot
//! be dropped; that they are not is tested. Of row 19 the half about one instance per thread does not apply either:
//! Rust's word for that is `thread_local!`.

mod asynchronous;
mod cycles;
mod forms;
mod initialisation;
mod overrides;
mod strict;

use std::any::Any;
use std::process::{Command, Output};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// What a thread sends, or a failed test where a hang would be.
fn within_a_minute<T>(receiver: &Receiver<T>) -> T {
    match receiver.recv_timeout(Duration::from_secs(60)) {
        Ok(value) => value,
        Err(RecvTimeoutError::Timeout) => panic!("it hangs"),
        Err(RecvTimeoutError::Disconnected) => panic!("the thread ended without an answer"),
    }
}

/// The text of a panic.
fn text(panic: Box<dyn Any + Send>) -> String {
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => (*panic.downcast::<&str>().expect("a text")).to_owned(),
    }
}

/// The panic's text of what panics.
fn panic_of<R>(body: impl FnOnce() -> R) -> String {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(body)) {
        Ok(_) => panic!("it did not panic"),
        Err(panic) => text(panic),
    }
}

/// Runs an ignored test of this suite as a program, and gives what it said.
fn in_a_process_of_its_own(test: &str) -> Output {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", test])
        .output()
        .unwrap()
}
