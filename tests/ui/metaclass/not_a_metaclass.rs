//! A type that is no metaclass.

struct Orm;

#[dunder::dataclass]
#[meta(Orm)]
struct User {
    id: i64,
}

fn main() {}
