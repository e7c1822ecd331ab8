//! Options are fields of the author's structs: rustc checks them, at the user's tokens.

use dunder::dataclass;
use dunder_tests::metaclass::Orm;

#[dataclass]
#[meta(Orm, nane = "users")]
struct Misspelt {
    #[meta(ky)]
    id: i64,
    #[meta(colum = Some("e_mail"))]
    email: String,
}

#[derive(dunder::Class)]
#[meta(Orm, name = 5)]
struct WrongType {
    #[meta(key = "yes")]
    id: i64,
    #[meta(column)]
    email: String,
    #[meta(check = Some(|text| text.len()))]
    other: String,
}

#[dataclass]
#[meta(Orm, name = "twice", name = "again")]
struct Twice {
    #[meta(key)]
    #[meta(Orm, key = true)]
    id: i64,
}

#[dataclass]
#[meta(Orm, name = "names".to_owned().leak())]
struct NotConst {
    #[meta(key)]
    id: i64,
}

#[dataclass]
#[meta(Orm, self = 1, name = )]
struct Broken {
    #[meta(key = , 5)]
    id: i64,
}

fn main() {}
