//! Metaclasses: what a library author writes, what users write, and what generic code reads.

mod classes;
mod form;
mod generics;
mod hygiene;
mod listing;
mod object;
mod tables;
