//! A metaclass whose classes stand in several crates, as a library author writes one.

use std::any::Any;

use dunder::{ClassInfo, DescribeField, Issue, Metaclass, Slot, metaclass};

/// Tables.
#[derive(Debug)]
pub struct Orm;

/// What a table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Whether it is for reading alone.
    pub read_only: bool,
}

/// What a column says.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Whether it is the key.
    pub key: bool,
    /// Its name, where it is not the field's.
    pub column: Option<&'static str>,
    /// What a text in it has to be.
    pub check: Option<fn(&str) -> bool>,
    /// A name that is a keyword.
    pub r#type: &'static str,
}

/// What a type contributes.
#[derive(Debug)]
pub struct SqlType {
    /// Its name.
    pub name: &'static str,
    /// The text of a value.
    pub write: fn(&dyn Any) -> Option<String>,
    /// A value from its text.
    pub read: fn(&str, &mut Slot<'_>),
}

/// Types of columns.
#[diagnostic::on_unimplemented(
    message = "no column can hold a `{Self}`",
    label = "not a column type",
    note = "columns hold `i64`, `String` and `bool`"
)]
pub trait ToSql: Sized + 'static {
    /// The column's type.
    const NAME: &'static str;
    /// The value as text.
    fn write(&self) -> String;
    /// The text as a value.
    fn read(text: &str) -> Option<Self>;
}

impl ToSql for i64 {
    const NAME: &'static str = "INTEGER";
    fn write(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl ToSql for bool {
    const NAME: &'static str = "BOOLEAN";
    fn write(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl ToSql for String {
    const NAME: &'static str = "TEXT";
    fn write(&self) -> String {
        self.clone()
    }
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

#[metaclass]
impl Metaclass for Orm {
    type OnClass = Table;
    const CLASS: Table = Table {
        name: "",
        read_only: false,
    };
    type OnField = Column;
    const FIELD: Column = Column {
        key: false,
        column: None,
        check: None,
        r#type: "",
    };
    type OnType = SqlType;

    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        let mut first = None;
        let mut at = 0;
        while at < class.fields.len() {
            let field = &class.fields[at];
            if field.options.key {
                if let Some(first) = first {
                    return Err(Issue::field(at, "a table has one key, and `")
                        .text(first)
                        .text("` is it already")
                        .option("key"));
                }
                first = Some(field.name());
            }
            at += 1;
        }
        if first.is_none() {
            return Err(
                Issue::class("the table has no key: put `#[meta(key)]` on a field of `")
                    .text(class.name())
                    .text("`"),
            );
        }
        if class.options.name.is_empty() {
            return Err(Issue::class("a table has a name").option("name"));
        }
        Ok(())
    }
}

impl<T: ToSql> DescribeField<T> for Orm {
    const TYPE: SqlType = SqlType {
        name: T::NAME,
        write: |value| value.downcast_ref::<T>().map(T::write),
        read: |text, slot| {
            if let Some(value) = T::read(text) {
                slot.put(value);
            }
        },
    };
}

/// A class of this crate.
#[dunder::dataclass]
#[meta(Orm, name = "library")]
#[derive(Debug)]
pub struct InLibrary {
    /// The key.
    #[meta(key)]
    pub id: i64,
}
