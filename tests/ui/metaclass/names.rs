//! Which metaclass is meant.

use dunder::dataclass;
use dunder_tests::metaclass::Orm;

struct Form;

#[dunder::metaclass]
impl dunder::Metaclass for Form {}

#[dataclass]
#[meta(Orn, name = "users")]
struct Unknown {
    #[meta(key)]
    id: i64,
}

#[dataclass]
#[meta(name = "users")]
struct Missing {
    #[meta(key)]
    id: i64,
}

#[dataclass]
#[meta]
struct Bare {
    #[meta(key)]
    id: i64,
}

#[derive(dunder::Class)]
#[meta = "Orm"]
struct Value {
    id: i64,
}

#[dataclass]
struct NoneOnTheClass {
    #[meta(key)]
    id: i64,
    #[meta(column = Some("x"))]
    name: String,
}

#[dataclass]
#[meta(Orm, name = "users")]
#[meta(Form)]
struct Ambiguous {
    #[meta(key)]
    id: i64,
    #[meta(Form)]
    name: String,
}

#[dataclass]
#[meta(Orm, name = "users")]
struct Misspelt {
    #[meta(Orn, key)]
    id: i64,
    #[meta(Form)]
    name: String,
    #[meta]
    bare: i64,
}

#[dataclass(post_init = finish)]
#[meta(Orm, name = "users")]
struct NotStored {
    #[meta(key)]
    id: i64,
    #[meta(key)]
    #[field(init_only)]
    seed: u8,
}

fn finish(_: &mut NotStored, _: u8) {}

#[dataclass]
#[meta(Orm)]
enum Enum {
    A,
    B,
}

#[dataclass]
enum Variant {
    #[meta(Orm)]
    A,
    B {
        #[meta(key)]
        x: u8,
    },
}

fn main() {}
