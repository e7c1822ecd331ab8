//! `#[meta]` is an attribute of `#[dataclass]` and `#[derive(dunder::Class)]`.

#[meta(Orm, name = "users")]
struct User {
    id: i64,
}

fn main() {}
