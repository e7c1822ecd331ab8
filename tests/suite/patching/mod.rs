//! `#[patchable]`. The numbers are those of the conformance table.

mod asynchronous;
mod forms;
mod hygiene;
mod limits;
mod methods;
mod scope;
mod threads;
mod trait_impls;
