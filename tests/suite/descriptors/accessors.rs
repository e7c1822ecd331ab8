//! Getters and setters: what a Rust engineer expects of the type as written.

use std::collections::HashMap;

use dunder::dataclass;

type Cents = u32;

#[derive(Debug, PartialEq)]
struct NoClone(u8);

#[dataclass]
#[derive(Debug)]
struct Kinds<'a> {
    #[field(positive)]
    number: f64,
    #[field(non_empty)]
    name: String,
    #[field(non_empty)]
    list: Vec<u8>,
    #[field(positive)]
    maybe: Option<u32>,
    #[field(non_empty)]
    nick: Option<String>,
    #[field(ascii)]
    borrowed: &'a str,
    #[field(positive)]
    alias: Cents,
    #[field(non_empty)]
    boxed: Box<str>,
    #[field(len = 2)]
    pair: [u8; 2],
    #[field(non_empty)]
    map: HashMap<String, u8>,
    #[field(non_empty, get = clone)]
    cloned: String,
    #[field(non_empty, get = ref)]
    whole: String,
    #[field(positive, get = copy)]
    copied: Cents,
    #[field(positive, get = false)]
    hidden: u8,
    #[field(positive, set = false)]
    fixed: u8,
}

fn kinds() -> Kinds<'static> {
    Kinds::new(
        1.5,
        "name",
        vec![1, 2],
        Some(3),
        Some("nick".to_owned()),
        "borrowed",
        7,
        "boxed".into(),
        [1, 2],
        HashMap::from([("k".to_owned(), 1)]),
        "cloned",
        "whole",
        8,
        9,
        10,
    )
    .unwrap()
}

#[test]
fn getters_go_by_the_type_as_written() {
    let kinds = kinds();
    let number: f64 = kinds.number();
    let name: &str = kinds.name();
    let list: &[u8] = kinds.list();
    let maybe: Option<u32> = kinds.maybe();
    let nick: Option<&str> = kinds.nick();
    let borrowed: &'static str = kinds.borrowed();
    let alias: &u32 = kinds.alias();
    let boxed: &str = kinds.boxed();
    let pair: [u8; 2] = kinds.pair();
    let map: &HashMap<String, u8> = kinds.map();
    let cloned: String = kinds.cloned();
    let whole: &String = kinds.whole();
    let copied: u32 = kinds.copied();
    assert_eq!(
        (number, name, list, maybe),
        (1.5, "name", &[1, 2][..], Some(3))
    );
    assert_eq!(
        (nick, borrowed, *alias, boxed),
        (Some("nick"), "borrowed", 7, "boxed")
    );
    assert_eq!((pair, map.len(), cloned.as_str()), ([1, 2], 1, "cloned"));
    assert_eq!(
        (whole.as_str(), copied, *kinds.hidden, kinds.fixed()),
        ("whole", 8, 9, 10)
    );
}

#[test]
fn getters_lend_what_is_several_traits() {
    #[dataclass(frozen, repr = false, eq = false)]
    struct Hooks {
        hook: Box<dyn Fn(u8) -> u8 + Send>,
        more: Option<Box<dyn Fn(u8) -> u8 + Send + Sync>>,
    }
    let hooks = Hooks::new(Box::new(|n| n + 1), Some(Box::new(|n| n + 2)));
    let hook: &(dyn Fn(u8) -> u8 + Send) = hooks.hook();
    let more: Option<&(dyn Fn(u8) -> u8 + Send + Sync)> = hooks.more();
    assert_eq!((hook(1), more.map(|more| more(1))), (2, Some(3)));
}

#[test]
fn getters_look_through_options_and_boxes() {
    fn any<T: ?Sized>(_: &T) -> Result<(), dunder::Violation> {
        Ok(())
    }
    #[dataclass(repr = false)]
    #[derive(Debug)]
    struct Inside<T> {
        #[field(check = any)]
        copy: Option<char>,
        #[field(non_empty)]
        text: Option<String>,
        #[field(non_empty)]
        list: Option<Vec<u8>>,
        #[field(check = any)]
        boxed: Option<Box<NoClone>>,
        #[field(non_empty)]
        map: Option<HashMap<u8, u8>>,
        #[field(check = any)]
        generic: Option<T>,
        #[field(check = any)]
        alone: Box<NoClone>,
        #[field(non_empty)]
        slice: Box<[u8]>,
    }
    let map = HashMap::from([(1, 2)]);
    let inside = Inside::new(
        Some('c'),
        Some("text".to_owned()),
        Some(vec![1]),
        Some(Box::new(NoClone(2))),
        Some(map.clone()),
        Some(NoClone(3)),
        Box::new(NoClone(4)),
        Box::new([5]),
    )
    .unwrap();
    let copy: Option<char> = inside.copy();
    let text: Option<&str> = inside.text();
    let list: Option<&[u8]> = inside.list();
    let boxed: Option<&NoClone> = inside.boxed();
    let of_map: Option<&HashMap<u8, u8>> = inside.map();
    let generic: Option<&NoClone> = inside.generic();
    let alone: &NoClone = inside.alone();
    let slice: &[u8] = inside.slice();
    assert_eq!(
        (copy, text, list),
        (Some('c'), Some("text"), Some(&[1][..]))
    );
    assert_eq!(
        (boxed, of_map, generic),
        (Some(&NoClone(2)), Some(&map), Some(&NoClone(3)))
    );
    assert_eq!((alone, slice), (&NoClone(4), &[5][..]));
}

#[test]
fn strings_are_set_by_anything_that_becomes_one() {
    let mut kinds = kinds();
    kinds.set_name("other").unwrap();
    kinds.set_name(String::from("third")).unwrap();
    assert_eq!(kinds.name(), "third");
    assert_eq!(
        kinds.set_name("").unwrap_err().to_string(),
        "name must be non-empty, got ''"
    );
    kinds.set_maybe(None).unwrap();
    assert_eq!(kinds.maybe(), None);
}

#[test]
fn tuple_structs_have_numbered_accessors() {
    #[dataclass]
    struct Meters(#[field(non_negative)] f64);
    let mut meters = Meters::new(2.0).unwrap();
    assert_eq!(
        meters.set_0(-1.0).unwrap_err().to_string(),
        "0 must be a non-negative number, got -1"
    );
    meters.update(|draft| draft.field0 = 3.0).unwrap();
    assert_eq!(meters.get_0(), 3.0);
}

#[test]
fn a_field_without_clone_has_no_part_in_the_class_compiling() {
    fn small(value: &NoClone) -> Result<(), dunder::Violation> {
        if value.0 < 9 {
            Ok(())
        } else {
            Err(dunder::Violation::new("must be small"))
        }
    }
    #[dataclass(repr = false)]
    struct Holder {
        #[field(check = small)]
        held: NoClone,
    }
    let mut holder = Holder::new(NoClone(1)).unwrap();
    holder.set_held(NoClone(2)).unwrap();
    assert_eq!(holder.held(), &NoClone(2));
}

#[test]
fn only_converting_descriptors_cannot_fail() {
    #[dataclass]
    struct Line {
        #[field(trim, lowercase)]
        text: String,
        #[field(clamp = 0..=100)]
        volume: i32,
    }
    let mut line = Line::new("  ABC ", 400);
    assert_eq!((line.text(), line.volume()), ("abc", 100));
    line.set_text(" Ä ");
    line.set_volume(-4);
    line.update(|draft| draft.text.push_str("  "));
    assert_eq!((line.text(), line.volume()), ("ä", 0));
    assert_eq!(line.with_volume(7).volume(), 7);
}

#[test]
fn generic_classes_infer_what_their_rules_need() {
    #[dataclass]
    #[derive(Debug)]
    struct Bounded<'a, T, const N: usize>
    where
        T: Clone,
    {
        #[field(positive)]
        value: T,
        #[field(len = ..=N)]
        items: &'a [T],
        #[field(each(positive))]
        list: Vec<T>,
        plain: T,
    }
    let mut b: Bounded<'_, i32, 2> = Bounded::new(1, &[1, 2], vec![3], 0).unwrap();
    assert!(b.set_items(&[1, 2, 3]).is_err());
    assert!(b.set_value(0).is_err());
    assert_eq!(
        b.set_list(vec![1, -1]).unwrap_err().violations()[0].path(),
        "list[1]"
    );
    b.update(|draft| draft.value = 5).unwrap();
    assert_eq!((*b.value(), b.plain), (5, 0));
    // Debug needs nothing of the rules.
    fn shown<T: Clone + std::fmt::Debug>(bounded: &Bounded<'_, T, 2>) -> String {
        format!("{:?}", bounded.value)
    }
    assert_eq!(shown(&b), "5");
}
