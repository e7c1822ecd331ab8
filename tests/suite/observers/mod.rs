//! `dunder::Emitter`. The numbers are those of the conformance table.

mod asynchronous;
mod emitting;
mod fields;
mod observed;
mod runtimes;
mod subscribing;
mod support;
