//! Singletons: the rows of the conformance table, numbered as there, and what the contract adds.
//!
//! Decided otherwise than there, each with a test of its number. Rows 17 and 18, dropped at exit when asked: instances
//! are handed out as `&'static`, so they are never dropped, and there is none to meet that was. Row 19, one instance
//! per thread: Rust's word for that is `thread_local!`; what cannot be shared is refused. Row 16, no way to take an
//! instance away, is `ui/singleton/row_16_no_reset.rs`.

mod asynchronous;
mod cycles;
mod forms;
mod initialisation;
mod overrides;
mod poison;
mod runtimes;
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
