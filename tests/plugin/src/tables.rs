//! Classes of another crate's metaclass, in a private module: nothing names them.

use dunder_tests::metaclass::Orm;

#[dunder::dataclass]
#[meta(Orm, name = "plugin")]
struct InPlugin {
    #[meta(key)]
    id: i64,
}

#[derive(dunder::Class)]
#[meta(Orm, name = "plain")]
#[allow(dead_code)]
struct PlainInPlugin {
    #[meta(key)]
    id: i64,
    name: String,
}
