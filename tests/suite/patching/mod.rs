//! `#[patchable]`. The numbers are those of the conformance table.

mod asynchronous;
mod forms;
mod methods;
mod scope;
mod threads;
