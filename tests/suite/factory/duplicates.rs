//! Two types under one key. Row 26 (in the trait's crate) is `ui/factory/row_26_key_used_twice.rs`.

use dunder::{FactoryErrorKind, factory, register};
use dunder_tests::factory::{Clash, ClashFactory};

use super::error;

#[derive(Default)]
struct FromSuite;

#[register("same")]
#[register("only-here")]
impl Clash for FromSuite {
    fn name(&self) -> &'static str {
        "suite"
    }
}

#[test]
fn row_27_across_crates_with_both_places() {
    // The order is that of the places, whatever the linker made of it.
    let error = ClashFactory::create("same").err().unwrap();
    let FactoryErrorKind::Duplicate { key, places, .. } = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(*key, "same");
    let places: Vec<_> = places
        .iter()
        .map(|place| (place.type_name(), place.file(), place.line()))
        .collect();
    let line = |text: &str, file: &str| {
        let at = file.lines().position(|line| line.contains(text)).unwrap();
        at as u32 + 1
    };
    assert_eq!(
        places,
        [
            (
                "dunder_tests_plugin::channels::clash::FromPlugin",
                "tests/plugin/src/channels.rs",
                line(
                    "#[register(\"same\"",
                    include_str!("../../plugin/src/channels.rs")
                )
            ),
            (
                "suite::factory::duplicates::FromSuite",
                "tests/suite/factory/duplicates.rs",
                line("#[register(\"same\"", include_str!("duplicates.rs"))
            ),
        ]
    );
    let said = error.to_string();
    assert!(
        said.starts_with("clash 'same' is registered more than once: "),
        "{said}"
    );
    assert!(
        said.contains("FromPlugin at tests/plugin/src/channels.rs:"),
        "{said}"
    );
    assert!(
        said.contains("FromSuite at tests/suite/factory/duplicates.rs:"),
        "{said}"
    );
    assert_eq!(self::error(ClashFactory::verify()), said);
    // Other keys work: one plug-in's mistake does not take the others away.
    assert_eq!(ClashFactory::create("alone").unwrap().name(), "alone");
    assert_eq!(ClashFactory::create("also").unwrap().name(), "plugin");
    assert_eq!(ClashFactory::create("only-here").unwrap().name(), "suite");
    assert_eq!(ClashFactory::keys(), ["alone", "only-here", "same"]);
}

#[test]
fn row_28_an_alias_counts() {
    // Across crates, so that the compiler does not see it: the trait stands in the library, this in the suite.
    use dunder_tests::factory::{Shadowed, ShadowedFactory};

    #[derive(Default)]
    struct Second;
    #[register("second", alias = "first")]
    impl Shadowed for Second {}

    let said = error(ShadowedFactory::create("first"));
    assert!(
        said.contains("First at ") && said.contains("Second at "),
        "{said}"
    );
    ShadowedFactory::create("second").map(drop).unwrap();
    assert_eq!(error(ShadowedFactory::verify()), said);
}

#[test]
fn the_same_key_for_two_local_traits_of_one_name() {
    mod one {
        #[dunder::factory]
        pub(super) trait Shape {}
        #[derive(Default)]
        struct Circle;
        #[dunder::register("circle")]
        impl Shape for Circle {}
    }
    #[factory]
    trait Shape {}
    #[derive(Default)]
    struct Circle;
    #[register("circle")]
    impl Shape for Circle {}

    one::ShapeFactory::verify().unwrap();
    ShapeFactory::verify().unwrap();
}
