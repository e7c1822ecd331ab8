//! The crate under another name, and behind a re-export.

mod facade {
    pub mod deep {
        pub use ::dunder as toolkit;
    }
}

extern crate dunder as renamed;

mod dunder {
    #![allow(dead_code)]
    pub struct NotTheCrate;
}

#[renamed::dataclass(crate = crate::hygiene::renamed::facade::deep::toolkit, order, hash, builder)]
#[derive(Clone, Debug, Default)]
pub struct ReExported<T> {
    pub x: T,
    #[field(total)]
    pub y: f64,
    #[field(default = "a")]
    pub z: String,
}

#[renamed::dataclass(crate = renamed, order, hash)]
pub enum Renamed {
    A,
    B(u8),
}

#[test]
fn works() {
    assert_eq!(
        ReExported::new(1, 2.0),
        ReExported::builder().x(1).y(2.0).build()
    );
    assert!(Renamed::a() < Renamed::b(1));
    assert_eq!(renamed::fields::<ReExported<u8>>().len(), 3);
}
