//! The listing of the design, spelt as it stands there.

use dunder::dataclass;

/// A library author's metaclass: an ordinary type, in an ordinary crate.
pub struct Orm;
#[derive(Clone, Copy)]
pub struct Table {
    pub name: &'static str,
}
#[derive(Clone, Copy)]
pub struct Column {
    pub key: bool,
    pub column: Option<&'static str>,
}
pub struct SqlType {
    pub name: &'static str,
}

impl SqlType {
    const fn of<T: ToSql>() -> Self {
        Self { name: T::NAME }
    }
}

pub trait ToSql {
    const NAME: &'static str;
}
impl ToSql for i64 {
    const NAME: &'static str = "INTEGER";
}
impl ToSql for String {
    const NAME: &'static str = "TEXT";
}

#[dunder::metaclass]
impl dunder::Metaclass for Orm {
    type OnClass = Table;
    const CLASS: Table = Table { name: "" };
    type OnField = Column;
    const FIELD: Column = Column {
        key: false,
        column: None,
    };
    type OnType = SqlType;
    const fn check(class: &dunder::ClassInfo<Self>) -> Result<(), dunder::Issue> {
        if class.options.name.is_empty() {
            return Err(dunder::Issue::class("a table has a name"));
        }
        Ok(())
    }
}
impl<T: ToSql> dunder::DescribeField<T> for Orm {
    const TYPE: SqlType = SqlType::of::<T>();
}

#[dataclass]
#[meta(Orm, name = "users")]
pub struct User {
    #[meta(key)]
    pub id: i64,
    #[meta(column = Some("e_mail"))]
    #[field(email)]
    pub email: String,
}

#[derive(dunder::Class)]
#[meta(Orm, name = "posts")]
pub struct Post {
    #[meta(Orm, key)]
    pub id: i64,
    pub body: String,
}

trait Model {
    fn create() -> String;
}

impl<T: dunder::ClassOf<Orm>> Model for T {
    fn create() -> String {
        let columns = T::INFO.fields.iter().map(|field| {
            let name = field.options.column.unwrap_or(field.name());
            let key = if field.options.key {
                " PRIMARY KEY"
            } else {
                ""
            };
            format!("{name} {}{key}", field.ty().name)
        });
        let columns: Vec<_> = columns.collect();
        format!(
            "CREATE TABLE {} ({})",
            T::INFO.options.name,
            columns.join(", ")
        )
    }
}

#[test]
fn generic_code_reads_what_users_wrote() {
    assert_eq!(
        User::create(),
        "CREATE TABLE users (id INTEGER PRIMARY KEY, e_mail TEXT)"
    );
    assert_eq!(
        Post::create(),
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT)"
    );
}

#[test]
fn the_metaclass_lists_its_classes() {
    use dunder::Metaclass;
    let names: Vec<_> = Orm::classes().iter().map(|class| class.name()).collect();
    assert_eq!(names, ["Post", "User"]);
}
