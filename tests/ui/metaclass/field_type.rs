//! A field type that the metaclass does not describe is one error at the field, in the words of the library's author.

use dunder::{DescribeField, Metaclass, dataclass, metaclass};
use dunder_tests::metaclass::Orm;

#[dataclass]
#[meta(Orm, name = "users")]
struct User {
    #[meta(key)]
    id: i64,
    tags: Vec<String>,
}

/// Without a trait of the author's, the words are dunder's.
struct Numbers;

#[metaclass]
impl Metaclass for Numbers {
    type OnType = u8;
}

impl DescribeField<u8> for Numbers {
    const TYPE: u8 = 8;
}

#[derive(dunder::Class)]
#[meta(Numbers)]
struct Bytes {
    one: u8,
    two: Option<u8>,
}

fn main() {}
