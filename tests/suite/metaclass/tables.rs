//! The tables: everything that `ClassInfo` and `FieldInfo` tell, for every shape of class.

use dunder::{ClassInfo, ClassOf, Issue, Metaclass, dataclass};
use dunder_tests::metaclass::{Orm, Table};

const LIMIT: i64 = 2 + 3;

/// People.
///
/// Two paragraphs.
#[dataclass(order, hash, builder)]
#[derive(Clone, Debug)]
#[meta(Orm, name = "people", read_only)]
struct Person {
    /// The key.
    #[meta(key)]
    id: i64,
    #[meta(column = Some(concat!("na", "me")), check = Some(|text| text.len() > 2), type = "varchar")]
    #[field(trim, len = 1..=80, default = "nobody")]
    name: String,
    #[field(range = 0..=LIMIT, default = LIMIT - 1, compare = false)]
    level: i64,
    #[field(secret, default)]
    #[meta(Orm, key = 1 > 2)]
    word: String,
}

#[test]
fn the_class() {
    let info: &'static ClassInfo<Orm> = Person::INFO;
    assert_eq!(info.name(), "Person");
    assert_eq!(info.doc(), "People.\n\nTwo paragraphs.");
    assert!(info.module().ends_with("metaclass::tables"));
    assert_eq!(
        info.options,
        Table {
            name: "people",
            read_only: true
        }
    );
    assert_eq!(info.fields.len(), 4);
    assert!(info.field("name").is_some());
    assert!(info.field("nam").is_none());
}

#[test]
fn the_fields() {
    let [id, name, level, word] = Person::INFO.fields else {
        panic!("four fields")
    };
    assert_eq!(
        (id.name(), id.type_name(), id.doc()),
        ("id", "i64", "The key.")
    );
    assert_eq!((id.index(), name.index(), word.index()), (0, 1, 3));
    assert!(id.options.key && !name.options.key && !word.options.key);
    assert_eq!(name.options.column, Some("name"));
    assert_eq!((name.options.r#type, id.options.r#type), ("varchar", ""));
    let check = name.options.check.expect("it has one");
    assert!(check("ada") && !check("ad"));
    assert_eq!(id.ty().name, "INTEGER");
    assert_eq!(name.known_ty().map(|ty| ty.name), Some("TEXT"));
    assert_eq!(name.default(), Some("\"nobody\""));
    assert_eq!(level.default(), Some("LIMIT - 1"));
    assert!(!level.is_compared() && level.is_described() && word.is_secret());
    assert!(!id.is_described() && id.is_init() && id.is_repr());
    // What is dunder's own is no attribute to others.
    assert_eq!(name.attributes(), [""; 0]);
}

#[test]
fn the_rules() {
    let rules = |name: &str| {
        let field = Person::INFO.field(name).expect("it is there");
        let rules = field.rules().iter();
        rules
            .map(|rule| (rule.name(), rule.argument()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules("id"), []);
    assert_eq!(rules("name"), [("trim", ""), ("len", "1..=80")]);
    assert_eq!(rules("level"), [("range", "0..=LIMIT")]);
}

#[dataclass]
#[meta(Orm, name = "lists")]
struct Lists {
    #[meta(key)]
    #[field(one_of = [1, 2], message = "no")]
    id: i64,
    #[field(prefix = "a", prefix = "ab", check = accept)]
    text: String,
}

fn accept(_: &str) -> Result<(), dunder::Violation> {
    Ok(())
}

#[test]
fn rules_with_arguments_of_all_forms() {
    let rules = |at: usize| {
        let rules = Lists::INFO.fields[at].rules().iter();
        rules
            .map(|rule| format!("{}={}", rule.name(), rule.argument()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(0), ["one_of=[1, 2]"]);
    assert_eq!(rules(1), ["prefix=\"a\"", "prefix=\"ab\"", "check=accept"]);
}

#[dataclass]
#[meta(Orm, name = "pairs")]
struct Pair(#[meta(key)] i64, #[field(non_empty)] String);

#[derive(dunder::Class)]
#[meta(Orm, name = "wrapped")]
struct Wrapped(#[meta(key)] i64);

#[test]
fn tuple_structs() {
    let names: Vec<_> = Pair::INFO.fields.iter().map(|field| field.name()).collect();
    assert_eq!(names, ["0", "1"]);
    assert_eq!(Wrapped::INFO.fields[0].ty().name, "INTEGER");
}

/// Describes without asking for anything.
struct Plain;

#[dunder::metaclass]
impl Metaclass for Plain {}

#[dataclass]
#[meta(Plain)]
struct Unit;

#[dataclass(eq = false)]
#[meta(Plain)]
struct Any {
    function: fn(u8) -> u8,
    r#type: Box<[u8]>,
}

#[test]
fn a_metaclass_without_options_takes_any_type() {
    assert_eq!(<Unit as ClassOf<Plain>>::INFO.fields.len(), 0);
    let names: Vec<_> = Any::INFO.fields.iter().map(|field| field.name()).collect();
    assert_eq!(names, ["function", "type"]);
}

/// Two metaclasses on one class.
#[dataclass]
#[meta(Orm, name = "both")]
#[meta(Plain)]
struct Both {
    #[meta(Orm, key)]
    id: i64,
}

#[test]
fn several_metaclasses() {
    assert!(<Both as ClassOf<Orm>>::INFO.fields[0].options.key);
    assert_eq!(<Both as ClassOf<Plain>>::INFO.name(), "Both");
}

/// Attributes of one metaclass add up.
#[dataclass]
#[meta(Orm, name = "several")]
#[meta(Orm, read_only)]
struct Several {
    #[meta(key)]
    #[meta(column = Some("other"))]
    id: i64,
}

#[test]
fn several_attributes() {
    assert_eq!(Several::INFO.options.name, "several");
    assert!(Several::INFO.options.read_only);
    assert!(Several::INFO.fields[0].options.key);
    assert_eq!(Several::INFO.fields[0].options.column, Some("other"));
}

/// Fields that are not there.
#[dataclass]
#[meta(Orm, name = "conditional")]
struct Conditional {
    #[cfg(any())]
    #[meta(key)]
    never: std::rc::Rc<u8>,
    #[meta(key)]
    id: i64,
    #[cfg(any())]
    neither: i64,
    #[cfg(test)]
    #[meta(column = Some("x"))]
    always: bool,
}

#[test]
fn fields_under_cfg() {
    let fields = Conditional::INFO.fields;
    let seen: Vec<_> = fields
        .iter()
        .map(|field| (field.index(), field.name(), field.ty().name))
        .collect();
    assert_eq!(seen, [(0, "id", "INTEGER"), (1, "always", "BOOLEAN")]);
    assert_eq!(fields[1].options.column, Some("x"));
}

#[test]
fn everything_can_be_read_in_constants() {
    const NAME: &str = Person::INFO.fields[1].name();
    const KEY: bool = Person::INFO.fields[0].options.key;
    const FIELD: Option<&str> = match Person::INFO.field("level") {
        Some(field) => Some(field.ty().name),
        None => None,
    };
    assert_eq!((NAME, KEY, FIELD), ("name", true, Some("INTEGER")));
}

#[test]
fn the_check_can_be_called() {
    assert_eq!(Orm::check(Person::INFO), Ok(()));
    assert_eq!(Plain::check(Unit::INFO), Ok(()));
}

#[test]
fn issues_are_texts() {
    let issue = Issue::class("a")
        .text("b")
        .text("")
        .text("c")
        .text("d")
        .text("e")
        .text("f");
    assert_eq!(issue.to_string(), "abcde");
    let text = format!("{:?}", Person::INFO);
    assert!(
        text.contains("people") && text.contains("INTEGER"),
        "{text}"
    );
}
