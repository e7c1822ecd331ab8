//! The 68 behaviours that CPython's own tests of `dataclasses` ask for. A test's name carries the row's number.
//!
//! What is a run-time error there and a compile error here is pinned by `tests/ui/dataclass`:
//!
//! | row | behaviour in Python | here |
//! | --- | --- | --- |
//! | 3 | a missing argument is an error that names it | rustc's own for `new`; `builder_missing.rs` |
//! | 4 | an unknown keyword is an error | `unknown_keyword.rs`: no such method |
//! | 5 | a field given twice is an error | `builder_twice.rs`; `new` takes places |
//! | 6 | required after default is an error | legal: what has a default is no parameter, see `row_06` |
//! | 8 | default and factory both given | one option for both; `given_twice.rs` |
//! | 7, 18, 27, 32, 66 | inherited defaults, parameters, hooks, texts, fields | not applicable: no inheritance |
//! | 15 | `init=False` without default | `init_false_without_default.rs` |
//! | 33 | other classes compare unequal | no such `==`; `other_class.rs` |
//! | 34 | `1 == True == 1.0` in an untyped field | not applicable: fields are typed |
//! | 36 | order without eq | `order_without_eq.rs` |
//! | 37 | order beside a comparison of the user's | `derives.rs`; for a hand-written impl rustc's own E0119 |
//! | 39 | order against another class | `other_class.rs` |
//! | 42 | not hashable unless asked | `no_hash.rs` |
//! | 44 | `unsafe_hash` beside a user's hash | `derives.rs` |
//! | 45 | `hash=True, compare=False` | not expressible: one flag rules eq, order and hash |
//! | 46 | an unhashable field | `hash_of_float.rs`, at definition |
//! | 48 | assignment to a frozen field | `frozen.rs`; attributes cannot be added or deleted in Rust |
//! | 50 | frozen beside a base that is not | not applicable: no inheritance |
//! | 54 | replacing an `init=False` field | `init_false_without_default.rs`: no such `with_*` |
//! | 56 | replacing an unknown name | `unknown_keyword.rs` |
//! | 57 | `copy.replace(obj, x=1)`, generic | not applicable: keywords are no values; `with_*` and `update` say it of each class |
//! | 62 | `asdict` of a class | a type is no value: rustc's own |
//! | 63 | `fields` of what is no data class | `not_a_class.rs` |
//! | 67 | a field object without annotation | not applicable: Rust's fields have types |

mod compare;
mod construction;
mod introspection;
mod replace;
mod text;

/// No row was forgotten: each has a test by its number here, or a line in the table above.
#[test]
fn every_row_is_here() {
    let sources = [
        include_str!("mod.rs"),
        include_str!("compare.rs"),
        include_str!("construction.rs"),
        include_str!("introspection.rs"),
        include_str!("replace.rs"),
        include_str!("text.rs"),
    ];
    assert_eq!(crate::rows::missing(&sources, 68), [0; 0]);
}
