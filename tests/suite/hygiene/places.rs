//! Where a class can stand: in a function, behind `macro_rules!`, in a private module.

use dunder::dataclass;

#[test]
fn in_a_function_with_local_types_and_twice_the_same_name() {
    #[derive(Clone, Debug, PartialEq, PartialOrd)]
    struct Local(u8);
    fn three() -> u8 {
        3
    }

    #[dataclass(order, builder)]
    #[derive(Clone)]
    struct Point {
        x: Local,
        #[field(default = three())]
        y: u8,
    }
    assert!(Point::new(Local(1)) == Point::builder().x(Local(1)).y(3).build());
    {
        #[dataclass(order, builder)]
        struct Point {
            z: u8,
        }
        assert!(Point::new(1) < Point::builder().z(2).build());
    }
    let closure = || {
        #[dataclass]
        struct Inside(u8);
        Inside::new(1).0
    };
    assert_eq!(closure(), 1);
}

macro_rules! class {
    (
        $(#[$attr:meta])* $vis:vis struct $name:ident {
            $($field:ident : $ty:ty $(= $default:expr)?),* $(,)?
        }
    ) => {
        #[dataclass(order, builder)]
        $(#[$attr])*
        $vis struct $name {
            $($(#[field(default = $default)])? $vis $field: $ty,)*
        }
    };
}

class! {
    /// Through a macro.
    #[derive(Clone, Default)]
    pub struct Forwarded {
        name: String,
        label: String = "label",
        reference: &'static str = "ref",
        count: u8 = 1 + 2,
        list: Vec<Option<u8>> = vec![Some(count)],
        nested: Option<Box<Forwarded>> = None,
    }
}

#[test]
fn macro_rules_fragments() {
    let one = Forwarded::new("n");
    assert_eq!(
        (one.count, one.label.as_str(), one.reference),
        (3, "label", "ref")
    );
    assert_eq!(one.list, [Some(3)]);
    assert!(Forwarded::builder().name("n").build() == one);
    assert_eq!(
        dunder::fields::<Forwarded>()[4].type_name(),
        "Vec<Option<u8>>"
    );
}

macro_rules! whole {
    ($($item:item)*) => {$($item)*};
}

whole! {
    #[dataclass(order, hash)]
    #[derive(Debug)]
    pub enum Item { A(u8), B { x: u8 } }
}

macro_rules! local_names {
    ($name:ident) => {
        // The macro's own `x` and the caller's are two fields.
        #[dataclass(builder)]
        pub struct Twice {
            pub x: u8,
            #[field(default = x + 1)]
            pub y: u8,
            pub $name: u8,
        }
    };
}

local_names!(z);

#[test]
fn names_from_two_contexts() {
    assert!(Item::a(1) < Item::b(0));
    let twice = Twice::builder().x(1).z(4).build();
    assert_eq!((twice.x, twice.y, twice.z), (1, 2, 4));
}

mod outer {
    pub(super) mod inner {
        #[derive(Clone, PartialEq, PartialOrd, Default, Debug)]
        pub(in super::super) struct Hidden;

        /// `pub(super)` and `pub(in …)` have to stay as written.
        #[dunder::dataclass(order, builder)]
        #[derive(Clone, Default)]
        pub(in super::super) struct Restricted {
            pub(super) a: u8,
            pub(in super::super) b: Hidden,
            pub(crate) c: u8,
            d: u8,
        }
    }
    pub(super) fn a() -> u8 {
        inner::Restricted::new(1, inner::Hidden, 3, 4).with_a(2).a
    }
}

#[test]
fn restricted_visibility() {
    assert_eq!(outer::a(), 2);
    let made = outer::inner::Restricted::default().with_b(outer::inner::Hidden);
    assert_eq!(made.c, 0);
}
