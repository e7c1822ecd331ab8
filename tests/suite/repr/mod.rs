//! Tests of `dunder::Repr`: against CPython where it is installed, against a table that CPython wrote, and of what
//! has no counterpart in Python.

mod any_input;
mod classes;
mod cpython;
mod cycles;
mod display;
mod generics;
mod hygiene;
mod std_types;
