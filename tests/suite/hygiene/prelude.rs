//! `#![no_implicit_prelude]`: nothing is in scope, not even `Option` or `Clone`.
#![no_implicit_prelude]

use ::std::assert;
use ::std::string::{String, ToString as _};

#[::dunder::dataclass(order, hash, builder)]
#[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::default::Default)]
pub struct All {
    #[field(total)]
    pub x: f64,
    #[field(key = |name| name.len(), reverse)]
    pub name: String,
    #[field(default = 3, compare = false)]
    pub n: u8,
    #[field(default = n.into())]
    pub wide: u32,
    #[field(default)]
    pub list: ::std::vec::Vec<u8>,
}

// `.into()` in a default is the user's own code: this is what it needs.
use ::std::convert::Into as _;

#[::dunder::dataclass]
pub struct Generic<T, const N: usize>(pub T, pub [u8; N]);

#[::dunder::dataclass(order, hash)]
pub struct Unit;

#[::dunder::dataclass(order, hash)]
pub enum Shape<T> {
    Point,
    Circle(T),
    Rect {
        w: T,
        #[field(total)]
        h: f64,
    },
}

#[::dunder::dataclass(post_init = Self::finish)]
pub struct Late {
    pub x: u8,
    #[field(init = false, default)]
    pub y: u8,
    #[field(init_only)]
    pub add: u8,
}

impl Late {
    fn finish(&mut self, add: u8) {
        self.y = self.x + add;
    }
}

#[::std::prelude::v1::test]
fn without_a_prelude() {
    let all = All::new(1.0, "abc").with_n(5);
    assert!(all.n == 5 && all.wide == 3);
    assert!(all == All::builder().x(1.0).name("xyz").build());
    assert!(Generic::new(1u8, [2]) == Generic::new(1u8, [2]));
    assert!(Unit::new() == Unit && Unit <= Unit);
    assert!(Shape::circle(1u8) < Shape::rect(0, 1.0) && Shape::<u8>::point() < Shape::circle(0));
    assert!(Late::new(1, 2).y == 3);
    assert!("x".to_string().len() == 1);
}
