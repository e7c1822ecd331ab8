//! Shapes of types: packed, unsized, empty, deprecated, with private parts.

use dunder::dataclass;

#[dataclass(order, hash)]
#[derive(Clone, Copy)]
#[repr(C, packed)]
pub struct Packed {
    pub a: u8,
    pub b: u32,
}

#[dataclass(order, hash)]
#[derive(Clone, Copy)]
#[repr(C, packed(2))]
pub struct PackedWithOptions {
    pub a: u8,
    #[field(reverse)]
    pub b: u32,
    #[field(total)]
    pub c: f64,
    #[field(key = |d| *d as u8)]
    pub d: u64,
}

#[test]
fn packed() {
    assert!(Packed::new(1, 2) < Packed::new(1, 3).with_a(2));
    let one = PackedWithOptions::new(1, 2, f64::NAN, 256);
    assert!(one == PackedWithOptions::new(1, 2, f64::NAN, 512));
    assert!(one < PackedWithOptions::new(1, 1, f64::NAN, 512));
}

#[dataclass(order, hash)]
pub struct Tail<T: ?Sized> {
    pub head: u8,
    pub tail: T,
}

#[dataclass(order, hash)]
pub struct Slice {
    pub head: u8,
    pub tail: [u8],
}

#[dataclass]
pub struct Text(pub u8, pub str);

#[test]
fn unsized_last_field() {
    let one: &Tail<[u8]> = &Tail::new(1, [1, 2]);
    let two: &Tail<[u8]> = &Tail::new(1, [1, 3, 4]).with_head(1);
    assert!(one < two && one != two);
    assert_eq!(dunder::fields::<Slice>().len(), 2);
    assert_eq!(dunder::fields::<Text>().len(), 2);
}

#[dataclass(order, hash)]
#[derive(Clone, Debug)]
pub enum Empty {}

#[dataclass(order, hash)]
pub enum EmptyGeneric<T> {
    #[allow(dead_code)]
    Never(Empty, T),
}

#[dataclass(order, hash, builder)]
#[derive(Clone, Debug, Default)]
pub struct NoFields {}

#[dataclass(order, hash)]
#[derive(Clone, Debug, Default)]
pub struct NoTuple();

#[dataclass(order, hash)]
#[derive(Clone, Debug, Default)]
pub struct Unit;

#[test]
fn nothing_inside() {
    fn is_total<T: Ord + std::hash::Hash>() {}
    is_total::<Empty>();
    is_total::<EmptyGeneric<u8>>();
    assert!(NoFields::new() <= NoFields::builder().build());
    assert!(NoTuple::new() == NoTuple() && Unit::new() == Unit);
}

mod deprecated {
    #![deny(warnings)]
    use dunder::dataclass;

    /// Old.
    #[deprecated(note = "use another")]
    #[dataclass(order, hash, builder)]
    #[derive(Clone, Default)]
    pub struct Old<T> {
        pub x: T,
        #[field(key = |x| *x)]
        pub y: u8,
    }

    #[dataclass(order, hash, builder)]
    #[derive(Clone, Default)]
    pub struct OldField {
        pub x: u8,
        #[deprecated]
        #[field(key = |x| *x, default = 1)]
        pub y: u8,
    }

    #[dataclass(order, hash)]
    pub enum OldVariant {
        #[deprecated]
        A(u8),
        B {
            #[deprecated]
            #[field(reverse)]
            x: u8,
        },
    }

    #[deprecated]
    #[derive(Clone, Debug, Default, PartialEq, PartialOrd, Eq, Ord, Hash)]
    pub struct OldType;

    #[allow(deprecated)]
    #[dataclass(order, hash, builder)]
    #[derive(Clone, Default)]
    pub struct HoldsOldType {
        #[field(key = |x| x.clone())]
        pub x: OldType,
        #[field(default = OldType)]
        pub y: OldType,
    }

    #[test]
    fn a_field_that_is_not_used_by_the_user_does_not_warn() {
        assert!(OldField::new(1) == OldField::new(1));
    }
}

mod private_parts {
    #![deny(warnings)]
    use dunder::dataclass;

    #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Eq, Ord, Hash)]
    struct Private;
    trait PrivateTrait {}
    impl PrivateTrait for u8 {}

    /// A private type in a private field.
    #[dataclass(order, hash, builder)]
    #[derive(Clone, Debug, Default)]
    pub struct Public {
        private: Private,
        pub n: u8,
    }

    /// A private bound.
    #[allow(private_bounds)]
    #[dataclass(order, hash, builder)]
    pub struct Bound<T: PrivateTrait> {
        pub t: T,
    }

    #[test]
    fn works() {
        assert_eq!(
            Public::new(Private, 1).with_private(Private),
            Public {
                private: Private,
                n: 1
            }
        );
        assert!(Bound::new(1) == Bound::builder().t(1).build());
    }
}

mod cfgs {
    use dunder::dataclass;

    #[dataclass(order, hash, builder)]
    #[derive(Clone, Debug, Default)]
    pub struct Some {
        pub a: u8,
        #[cfg(test)]
        pub b: u8,
        #[cfg(not(test))]
        pub c: Missing,
        #[cfg(not(test))]
        #[cfg(unix)]
        #[field(key = |x| x.missing(), default = Missing)]
        pub d: Missing,
        #[cfg(test)]
        #[field(reverse, default = b + 1)]
        pub e: u8,
    }

    #[dataclass(order, hash)]
    #[derive(Debug)]
    pub enum Variant<T> {
        A(T),
        #[cfg(not(test))]
        B(Missing),
        C {
            #[cfg(not(test))]
            x: Missing,
            #[cfg(test)]
            x: T,
        },
    }

    #[test]
    fn works() {
        let one = Some::new(1, 2);
        assert_eq!((one.a, one.b, one.e), (1, 2, 3));
        assert_eq!(Some::builder().b(2).a(1).build(), one);
        assert!(one < one.clone().with_e(2));
        assert_eq!(dunder::fields::<Some>().len(), 3);
        assert!(Variant::a(1) < Variant::c(0));
    }
}
