//! What generated code must live beside.

mod prelude {
    #![no_implicit_prelude]

    use ::std::string::String;

    pub struct Keys;

    pub struct Key {
        pub key: bool,
    }

    #[::dunder::metaclass]
    impl ::dunder::Metaclass for Keys {
        type OnField = Key;
        const FIELD: Key = Key { key: false };

        const fn check(
            class: &::dunder::ClassInfo<Self>,
        ) -> ::std::result::Result<(), ::dunder::Issue> {
            if class.fields.is_empty() {
                return ::std::result::Result::Err(::dunder::Issue::class("empty"));
            }
            ::std::result::Result::Ok(())
        }
    }

    #[::dunder::dataclass(order)]
    #[meta(Keys)]
    pub struct Class<'a, T> {
        #[meta(key)]
        pub name: &'a str,
        #[field(non_empty)]
        pub text: String,
        pub inner: T,
        #[field(default)]
        pub list: ::std::vec::Vec<u8>,
    }

    #[derive(::dunder::Class)]
    #[meta(Keys)]
    pub struct Plain(#[meta(Keys, key)] pub u8);
}

mod shadowed {
    #![allow(non_camel_case_types, dead_code, unused_macros)]

    pub struct Option;
    pub struct Result;
    pub struct Ok;
    pub struct Err;
    pub struct Some;
    pub struct None;
    pub struct Metaclass;
    pub struct ClassInfo;
    pub trait Sized {}
    pub mod core {}
    pub mod std {}
    type usize = ();
    type str = ();
    type bool = ();
    macro_rules! panic {
        () => {};
    }

    #[dunder::dataclass]
    #[meta(super::prelude::Keys)]
    pub struct Class {
        #[meta(key = true)]
        pub index: u8,
        #[field(positive)]
        pub fill: u16,
        pub building: u16,
        pub __issue: u16,
        #[meta(super::prelude::Keys, key)]
        pub class: u8,
    }
}

mod renamed {
    extern crate dunder as toolkit;

    mod dunder {}

    pub struct Keys;

    #[toolkit::metaclass(crate = toolkit)]
    impl toolkit::Metaclass for Keys {}

    #[toolkit::dataclass(crate = toolkit)]
    #[meta(Keys)]
    pub struct Class {
        pub a: u8,
    }

    #[derive(toolkit::Class)]
    #[dunder(crate = toolkit)]
    #[meta(Keys)]
    pub struct Plain {
        pub a: u8,
    }
}

mod from_macro {
    macro_rules! table {
        ($name:ident: $meta:ty { $($field:ident: $ty:ty = $key:expr),* }) => {
            #[dunder::dataclass]
            #[meta($meta)]
            pub struct $name {
                $(#[meta($meta, key = $key)] pub $field: $ty,)*
            }
        };
    }

    table!(Class: super::prelude::Keys { a: u8 = 1 < 2, b: Vec<u8> = false });
}

/// Names of the user's own that are like those that metaclasses give.
mod namesakes {
    use dunder::{ClassOf, Object};

    #[derive(dunder::Class)]
    #[meta(super::prelude::Keys)]
    pub struct Class {
        pub field_at: u8,
        pub build: u8,
        pub r#type: u8,
    }

    impl Class {
        pub fn build() -> u8 {
            1
        }

        pub fn field_at(&self, _: &str) -> u8 {
            self.field_at + self.build + self.r#type
        }
    }

    #[test]
    fn they_are_the_users() {
        let class = Class {
            field_at: 1,
            build: 2,
            r#type: 3,
        };
        assert_eq!(Class::build() + class.field_at("x"), 7);
        assert_eq!(Class::INFO.fields[2].name(), "type");
        assert_eq!(class.get_field("type"), Some(&3_u8));
    }
}

#[test]
fn works() {
    use dunder::{ClassOf, Metaclass};
    assert_eq!(prelude::Class::<u8>::INFO.fields.len(), 4);
    assert!(prelude::Plain::INFO.fields[0].options.key);
    assert!(shadowed::Class::INFO.fields[4].options.key);
    assert_eq!(renamed::Keys::classes().len(), 2);
    assert!(from_macro::Class::INFO.fields[0].options.key);
    assert!(!from_macro::Class::INFO.fields[1].options.key);
}
