//! What `check` finds is told at the class, the field or the option, of generic classes too.

use dunder::dataclass;
use dunder_tests::metaclass::Orm;

#[dataclass]
#[meta(Orm, name = "no key")]
struct OnClass {
    id: i64,
}

#[dataclass]
#[meta(Orm, name = "")]
struct OnOptionOfClass {
    #[meta(key)]
    id: i64,
}

#[derive(dunder::Class)]
#[meta(Orm)]
struct OnClassWithoutTheOption {
    #[meta(key)]
    id: i64,
}

#[dataclass]
#[meta(Orm, name = "two keys")]
struct OnOptionOfField {
    #[meta(column = Some("number"), key)]
    id: i64,
    name: String,
    #[meta(column = Some("other_number"), key)]
    other: i64,
}

#[dataclass]
#[meta(Orm, name = "generic")]
struct Generic<T: Clone> {
    #[meta(key)]
    id: i64,
    #[meta(key)]
    value: T,
}

#[dataclass]
#[meta(Orm, name = "tuple")]
struct Tuple(#[meta(key)] i64, #[meta(key)] i64);

#[dataclass]
#[meta(Orm, name = "under cfg")]
struct Conditional {
    #[cfg(any())]
    #[meta(key)]
    never: i64,
    #[meta(key)]
    id: i64,
    #[cfg(all())]
    #[meta(key)]
    other: i64,
}

fn main() {}
