//! Fields, types and parameters with awkward names.

use dunder::dataclass;

/// Every local name, parameter and method that generated code might use.
#[dataclass(order, hash, builder)]
#[derive(Clone, Debug, Default, Eq)]
#[allow(non_snake_case)]
pub struct Locals {
    pub this: u8,
    pub other: u8,
    pub state: u8,
    pub violations: u8,
    pub unequal: u8,
    pub value: u8,
    pub f: u8,
    pub formatter: u8,
    pub draft: u8,
    pub build: u8,
    pub builder: u8,
    pub new: u8,
    pub with: u8,
    pub update: u8,
    pub a_0: u8,
    pub b_0: u8,
    pub _0: u8,
    pub _x: u8,
    pub __x: u8,
    pub self_: u8,
    pub field0: u8,
    pub H: u8,
    pub T: u8,
    pub Self_: u8,
    pub ok: u8,
    pub none: u8,
    pub default: u8,
    pub dunder: u8,
    pub core: u8,
    pub clone: u8,
    pub eq: u8,
    pub hash: u8,
}

#[test]
fn fields_named_like_locals_and_methods() {
    let mut one = Locals::default().with_0(3).with_build(4).with_builder(5);
    assert_eq!((one._0, one.build, one.builder), (3, 4, 5));
    one.this = 1;
    assert!(one > Locals::default());
    assert_eq!(dunder::fields::<Locals>().len(), 32);
}

mod underscores {
    #![deny(non_snake_case)]

    /// The underscores in front are no part of a method's name, where that leaves one name each.
    #[dunder::dataclass(builder)]
    #[derive(Clone)]
    pub struct Hidden {
        pub _x: u8,
        #[field(observed)]
        pub __y: u8,
        #[field(positive)]
        pub r#_type: u8,
    }

    #[dunder::dataclass]
    #[allow(non_snake_case)]
    pub struct Both {
        pub _x: u8,
        pub x: u8,
        pub ___: u8,
    }

    #[test]
    fn in_front_of_a_name() {
        let mut hidden = Hidden::builder()._x(1).__y(2)._type(3).build().unwrap();
        let sub = hidden.on_y_change(|_, _| {});
        hidden.set_y(4);
        hidden.set_type(5).unwrap();
        let hidden = hidden.with_x(6).with_y(7).with_type(8).unwrap();
        assert_eq!((hidden._x, hidden.__y(), hidden._type()), (6, 7, 8));
        drop(sub);
        let both = Both::new(1, 2, 3).with__x(4).with_x(5).with____(6);
        assert_eq!((both._x, both.x, both.___), (4, 5, 6));
    }
}

#[dataclass(builder)]
pub struct Build {
    pub build: u8,
    pub builder: u8,
    #[field(default = build + builder)]
    pub with_build: u8,
}

#[test]
fn a_field_named_build_has_the_setter_set_build() {
    let made = Build::builder().builder(1).set_build(2).build();
    assert_eq!((made.build, made.builder, made.with_build), (2, 1, 3));
}

#[dataclass(order, hash, builder)]
#[derive(Clone, Default)]
pub struct r#Raw {
    pub r#type: u8,
    pub r#fn: u8,
    #[field(default = r#type + r#fn)]
    pub r#match: u8,
}

#[dataclass(order, hash)]
#[allow(non_camel_case_types)]
pub struct r#struct<r#in, r#dyn>(pub r#in, pub r#dyn);

#[dataclass(order, hash)]
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub enum r#enum {
    r#type(u8),
    Self_,
    r#loop { r#while: u8 },
    Super,
    Crate(u8),
    HTTPServer2,
}

#[test]
fn raw_identifiers() {
    let raw = Raw::new(1, 2).with_type(5);
    assert_eq!((raw.r#type, raw.r#match), (5, 3));
    let raw = Raw::builder().r#fn(1).r#type(1).build();
    assert_eq!(raw.r#match, 2);
    let names: Vec<_> = dunder::fields::<Raw>().iter().map(|f| f.name()).collect();
    assert_eq!(names, ["type", "fn", "match"]);
    assert!(r#struct::new(1, 2) < r#struct::new(1, 3));
    assert!(r#enum::r#type(1) < r#enum::r#loop(0));
    assert_eq!(r#enum::super_(), r#enum::Super);
    assert_eq!(r#enum::crate_(1), r#enum::Crate(1));
    assert_eq!(r#enum::http_server2(), r#enum::HTTPServer2);
    assert_eq!(r#enum::self_(), r#enum::Self_);
}

/// Parameters named like those of generated code.
#[dataclass(order, hash, builder)]
pub struct Params<'state, S0, H, T, K, const N: usize> {
    pub a: &'state S0,
    pub b: H,
    pub c: T,
    pub d: [K; N],
}

#[test]
fn parameters_named_like_ours() {
    let one = Params::new(&1, 2, 3, [4]);
    assert!(one == Params::builder().a(&1).b(2).c(3).d([4]).build());
}

/// Names of methods that a value type has too.
#[dataclass(order, hash)]
#[derive(Clone)]
pub struct Methods {
    pub clone: u8,
    pub cmp: u8,
}

mod consts {
    /// A constant whose name no generated local may meet.
    #[allow(non_upper_case_globals, dead_code)]
    pub const other: u8 = 1;
    #[allow(non_upper_case_globals, dead_code)]
    pub const state: u8 = 1;
    #[allow(non_upper_case_globals, dead_code)]
    pub static this: u8 = 1;

    #[dunder::dataclass(order, hash, builder)]
    pub struct Beside<T> {
        pub x: T,
        #[field(default = 1, compare = false)]
        pub y: u8,
    }

    #[test]
    fn works() {
        assert!(Beside::new(1) < Beside::builder().x(2).build());
    }
}
