//! `dunder::Emitter`. The numbers are those of the conformance table.

mod asynchronous;
mod emitting;
mod observed;
mod subscribing;
mod support;
