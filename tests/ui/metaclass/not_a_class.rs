//! Generic code asks for classes of its metaclass.

use dunder::{ClassOf, dataclass};
use dunder_tests::metaclass::Orm;

fn select<T: ClassOf<Orm>>() {}

struct Plain;

#[dataclass]
struct OfNone {
    id: i64,
}

#[dataclass]
#[derive(dunder::Class)]
#[meta(Orm, name = "both")]
struct Both {
    #[meta(key)]
    id: i64,
}

fn main() {
    select::<Plain>();
    select::<OfNone>();
    select::<Both>();
}
