//! The test suite of dunder: one crate, so that it links once; one module per feature.

// Classes are tested with every visibility, reachable or not.
#![allow(unreachable_pub)]
// Laws and rows are written out as they are stated, not as one would write them in a program.
#![allow(
    clippy::double_comparisons,
    clippy::double_ended_iterator_last,
    clippy::drop_non_drop,
    clippy::eq_op,
    clippy::if_same_then_else,
    clippy::manual_is_multiple_of,
    clippy::needless_borrow,
    clippy::needless_borrows_for_generic_args,
    clippy::nonminimal_bool,
    clippy::ptr_arg,
    clippy::question_mark,
    clippy::redundant_allocation,
    clippy::upper_case_acronyms,
    clippy::useless_vec
)]

mod dataclass;
mod descriptors;
mod expansion;
mod factory;
mod hygiene;
mod memoize;
mod metaclass;
mod observers;
mod patching;
mod registry;
mod repr;
mod rows;
mod serde;
mod singleton;
mod ui;
