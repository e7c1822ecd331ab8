//! Where generated text has to compile: without a prelude, among the user's own names, under strict lints.

/// Nothing in scope but what the macros name by absolute paths, and every name they could trip over taken.
#[allow(dead_code, unused_macros, non_camel_case_types, non_upper_case_globals)]
mod names {
    #![no_implicit_prelude]

    struct String;
    struct Option;
    struct Result;
    struct str;
    struct u8;
    struct usize;
    struct bool;
    trait Display {}
    trait Debug {}
    trait Repr {
        fn repr(&self) {}
        fn field(&self) {}
    }
    impl<T> Repr for T {}
    mod core {}
    mod std {}
    mod dunder {}
    mod fmt {}
    macro_rules! write {
        () => {};
    }
    macro_rules! format_args {
        () => {};
    }
    // A constant turns a pattern of its name into a comparison.
    const f: () = ();
    const __value: () = ();
    static x: () = ();

    #[::dunder::dataclass(eq = false, with = false, new = false)]
    pub(super) struct Class<'f, value, const N: ::core::primitive::usize> {
        pub(super) f: &'f value,
        pub(super) x: [::core::primitive::u8; N],
        #[field(repr_with = with)]
        pub(super) self_: (),
    }

    fn with(_: &(), f_: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f_.write_str("with")
    }

    #[derive(::dunder::Repr, ::dunder::Display)]
    #[dunder(style = rust)]
    pub(super) enum Enum {
        None,
        Some(::core::primitive::u8),
        #[display("{f:?}")]
        Named {
            f: ::core::primitive::u8,
        },
    }
}

#[test]
fn among_other_names() {
    let class = names::Class {
        f: &'c',
        x: [1, 2],
        self_: (),
    };
    assert_eq!(class.to_string(), "Class(f='c', x=[1, 2], self_=with)");
    let texts = [
        names::Enum::None,
        names::Enum::Some(1),
        names::Enum::Named { f: 2 },
    ];
    assert_eq!(dunder::repr(&texts), "[None, Some(1), Named { f: 2 }]");
    assert_eq!(
        texts.map(|value| value.to_string()),
        ["None", "Some(1)", "2"]
    );
}

/// What a careful user denies.
mod lints {
    #![deny(warnings, missing_docs, unused, unreachable_pub, unused_qualifications)]
    #![deny(
        single_use_lifetimes,
        unused_lifetimes,
        trivial_casts,
        trivial_numeric_casts
    )]
    #![deny(unused_results, explicit_outlives_requirements)]
    #![deny(clippy::all, clippy::pedantic, clippy::nursery)]
    #![forbid(unsafe_code)]

    /// A class.
    #[dunder::dataclass]
    pub(super) struct Class<T> {
        /// X.
        pub(super) x: T,
        /// Y.
        #[field(repr = false, default)]
        pub(super) y: u8,
    }

    /// Variants.
    #[derive(dunder::Repr, dunder::Display)]
    pub(super) enum Variants<'a> {
        /// Unit.
        Unit,
        /// Tuple.
        #[display("{}")]
        Tuple(&'a str),
        /// Named.
        Named {
            /// X.
            x: f32,
        },
    }

    #[deprecated]
    #[allow(deprecated)]
    mod old {
        /// Old.
        #[deprecated]
        #[derive(dunder::Repr, dunder::Display, Clone, Copy)]
        pub(in super::super) struct Old {
            /// X.
            #[deprecated]
            pub(in super::super) x: u8,
        }
    }
    #[allow(deprecated)]
    pub(super) use old::Old;

    /// Some variants are.
    #[derive(dunder::Repr, dunder::Display)]
    pub(super) enum Partly {
        /// Old.
        #[deprecated]
        Gone,
        /// New.
        Here,
    }
}

#[test]
#[allow(deprecated)]
fn under_strict_lints() {
    assert_eq!(lints::Class::new(1).to_string(), "Class(x=1)");
    assert_eq!(lints::Class::new(1).y, 0);
    let variants = [
        lints::Variants::Unit,
        lints::Variants::Tuple("t"),
        lints::Variants::Named { x: 1.0 },
    ];
    assert_eq!(
        dunder::repr(&variants),
        "[Variants.Unit, Variants.Tuple('t'), Variants.Named(x=1.0)]"
    );
    assert_eq!(variants[1].to_string(), "t");
    assert_eq!(lints::Old { x: 1 }.to_string(), "Old(x=1)");
    assert_eq!(
        dunder::repr(&[lints::Partly::Gone, lints::Partly::Here]),
        "[Partly.Gone, Partly.Here]"
    );
}

/// `dunder` under another path.
mod renamed {
    pub(super) mod facade {
        pub(in super::super) use ::dunder as toolkit;
    }

    #[facade::toolkit::dataclass(crate = facade::toolkit)]
    pub(super) struct Class {
        pub(super) x: u8,
    }

    #[derive(facade::toolkit::Repr, facade::toolkit::Display)]
    #[dunder(crate = facade::toolkit)]
    pub(super) struct Derived {
        pub(super) x: u8,
    }
}

#[test]
fn under_another_path() {
    assert_eq!(renamed::Class { x: 1 }.to_string(), "Class(x=1)");
    assert_eq!(renamed::Derived { x: 1 }.to_string(), "Derived(x=1)");
}

#[test]
fn in_a_function_body_and_twice_in_a_module() {
    fn inner<T: dunder::Repr>(value: T) -> String {
        #[derive(dunder::Repr)]
        struct Local<U>(U);
        dunder::repr(&Local(value))
    }
    #[dunder::dataclass]
    struct Local {
        x: u8,
    }
    assert_eq!(inner(Local::new(1)), "Local(Local(x=1))");
}
