//! `M::classes()`: all classes of all crates, in one order.

use dunder::{ClassOf, Metaclass, dataclass};
use dunder_tests::metaclass::Orm;

// Nothing here names the plugin's types.
dunder::link!(dunder_tests_plugin);

fn names<M: Metaclass>() -> Vec<String> {
    let classes = M::classes();
    classes
        .iter()
        .map(|class| format!("{}::{}", class.module(), class.name()))
        .collect()
}

#[test]
fn classes_of_all_crates() {
    let names = names::<Orm>();
    for name in [
        "dunder_tests::metaclass::InLibrary",
        "dunder_tests_plugin::tables::InPlugin",
        "dunder_tests_plugin::tables::PlainInPlugin",
        "suite::metaclass::tables::Person",
    ] {
        assert!(
            names.iter().any(|known| known == name),
            "{name} in {names:?}"
        );
    }
}

#[test]
fn in_the_order_of_modules_and_names() {
    let names = names::<Orm>();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
    assert_eq!(names, self::names::<Orm>());
}

#[test]
fn each_is_the_whole_table() {
    let classes = Orm::classes();
    let found = classes.iter().find(|class| class.name() == "InLibrary");
    let found = found.expect("it is there");
    assert_eq!(found.options.name, "library");
    assert_eq!(found.fields[0].ty().name, "INTEGER");
}

struct Local;

#[dunder::metaclass]
impl Metaclass for Local {}

#[test]
fn in_functions_and_without_generic_ones() {
    fn other() {
        #[dataclass]
        #[meta(Local)]
        struct Inner {
            b: u8,
        }
    }
    #[dataclass]
    #[meta(Local)]
    struct Inner {
        a: u8,
    }
    #[dataclass]
    #[meta(Local)]
    struct Generic<T> {
        a: T,
    }
    #[dataclass]
    #[meta(Local)]
    struct Borrowed<'a> {
        a: &'a str,
    }
    other();
    let fields: Vec<_> = Local::classes()
        .iter()
        .map(|class| format!("{}.{}", class.name(), class.fields[0].name()))
        .collect();
    assert_eq!(fields, ["Borrowed.a", "Inner.b", "Inner.a"]);
    assert_eq!(<Generic<u8> as ClassOf<Local>>::INFO.name(), "Generic");
}

/// A metaclass that nobody asks for anything.
struct Nobody;

#[dunder::metaclass]
impl Metaclass for Nobody {}

#[test]
fn none() {
    assert!(Nobody::classes().is_empty());
}
