//! The library of the example `mini_orm`: an ORM, with no macro of its own. What it knows of a class it reads from
//! `T::INFO`.

use std::any::Any;
use std::fmt;

use dunder::{
    ClassInfo, ClassOf, DescribeField, FieldInfo, Issue, Metaclass, Slot, ValidationError,
};

/// The metaclass: a class with `#[meta(Orm)]` is a table.
pub struct Orm;

/// What `#[meta(Orm, …)]` on a class may say.
pub struct Table {
    /// What the table is called.
    pub name: &'static str,
}

/// What `#[meta(…)]` on a field may say.
pub struct Column {
    /// Whether it is the table's key.
    pub key: bool,
    /// What the column is called, if not as the field.
    pub column: Option<&'static str>,
}

/// What a field's type contributes.
pub struct SqlType {
    /// The type of the column.
    pub name: &'static str,
    write: fn(&dyn Any) -> Option<Value>,
    read: fn(&Value, &mut Slot<'_>),
}

#[dunder::metaclass]
impl Metaclass for Orm {
    type OnClass = Table;
    const CLASS: Table = Table { name: "" };
    type OnField = Column;
    const FIELD: Column = Column {
        key: false,
        column: None,
    };
    type OnType = SqlType;

    /// Runs when a user's class is compiled.
    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        if class.options.name.is_empty() {
            return Err(Issue::class(
                "a table has a name: write `#[meta(Orm, name = \"…\")]`",
            ));
        }
        let mut key: Option<&FieldInfo<Self>> = None;
        let mut at = 0;
        while at < class.fields.len() {
            let field = &class.fields[at];
            if field.options.key {
                if let Some(key) = key {
                    return Err(Issue::field(at, "a table has one key, and `")
                        .text(key.name())
                        .text("` is it already")
                        .option("key"));
                }
                key = Some(field);
            }
            at += 1;
        }
        match key {
            Some(_) => Ok(()),
            None => Err(Issue::class(
                "a table has a key: put `#[meta(key)]` on a field",
            )),
        }
    }
}

/// A type that a column can hold.
#[diagnostic::on_unimplemented(
    message = "no column can hold a `{Self}`",
    label = "not a column type",
    note = "columns hold `i64`, `bool`, `String`, and an `Option` of one of them"
)]
pub trait ToSql: Sized + 'static {
    /// The column's type.
    const TYPE: &'static str;

    /// The value for the database.
    fn to_sql(&self) -> Value;

    /// The value from the database.
    fn from_sql(value: &Value) -> Option<Self>;
}

impl<T: ToSql> DescribeField<T> for Orm {
    const TYPE: SqlType = SqlType {
        name: T::TYPE,
        write: |value| value.downcast_ref::<T>().map(T::to_sql),
        read: |value, slot| {
            if let Some(value) = T::from_sql(value) {
                slot.put(value);
            }
        },
    };
}

/// What a database stores.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `NULL`.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Integer(number) => number.fmt(f),
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
        }
    }
}

impl ToSql for i64 {
    const TYPE: &'static str = "INTEGER NOT NULL";

    fn to_sql(&self) -> Value {
        Value::Integer(*self)
    }

    fn from_sql(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }
}

impl ToSql for bool {
    const TYPE: &'static str = "BOOLEAN NOT NULL";

    fn to_sql(&self) -> Value {
        Value::Integer((*self).into())
    }

    fn from_sql(value: &Value) -> Option<Self> {
        i64::from_sql(value).map(|number| number != 0)
    }
}

impl ToSql for String {
    const TYPE: &'static str = "TEXT NOT NULL";

    fn to_sql(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_sql(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }
}

impl<T: ToSql> ToSql for Option<T> {
    // `NOT NULL` is left out.
    const TYPE: &'static str = T::TYPE.split_at(T::TYPE.len() - " NOT NULL".len()).0;

    fn to_sql(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_sql)
    }

    fn from_sql(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_sql(value).map(Some),
        }
    }
}

/// What every table can do: ordinary generic functions.
pub trait Model: ClassOf<Orm> + Sized {
    /// `CREATE TABLE …`
    #[must_use]
    fn create_table() -> String {
        create_table(Self::INFO)
    }

    /// `SELECT …`, by the key.
    #[must_use]
    fn select() -> String {
        let columns: Vec<_> = Self::INFO.fields.iter().map(column).collect();
        let (table, columns) = (Self::INFO.options.name, columns.join(", "));
        format!(
            "SELECT {columns} FROM {table} WHERE {} = ?",
            column(Self::key())
        )
    }

    /// `INSERT …`, with the object's values.
    #[must_use]
    fn insert(&self) -> String {
        let columns: Vec<_> = Self::INFO.fields.iter().map(column).collect();
        let values: Vec<_> = self.row().iter().map(Value::to_string).collect();
        let (table, columns) = (Self::INFO.options.name, columns.join(", "));
        format!(
            "INSERT INTO {table} ({columns}) VALUES ({})",
            values.join(", ")
        )
    }

    /// The object's values, in the order of the columns.
    #[must_use]
    fn row(&self) -> Vec<Value> {
        let fields = Self::INFO.fields.iter();
        fields
            .filter_map(|field| (field.ty().write)(self.field_at(field.index())?))
            .collect()
    }

    /// The object of a row: through its descriptors, so that a bad row is no object.
    ///
    /// # Errors
    ///
    /// What is missing, or refused.
    fn from_row(row: &[Value]) -> Result<Self, ValidationError> {
        Self::build(&mut |at, slot| {
            if let Some(value) = row.get(at) {
                (Self::INFO.fields[at].ty().read)(value, slot);
            }
        })
    }

    /// The field that `check` made sure of.
    #[must_use]
    fn key() -> &'static FieldInfo<Orm> {
        let mut fields = Self::INFO.fields.iter();
        fields
            .find(|field| field.options.key)
            .expect("`Orm::check` asks for one")
    }
}

impl<T: ClassOf<Orm>> Model for T {}

/// The tables of the whole program, from all its crates.
#[must_use]
pub fn schema() -> Vec<String> {
    Orm::classes().into_iter().map(create_table).collect()
}

fn create_table(class: &ClassInfo<Orm>) -> String {
    let columns = class.fields.iter().map(|field| {
        let key = if field.options.key {
            " PRIMARY KEY"
        } else {
            ""
        };
        format!("{} {}{key}", column(field), field.ty().name)
    });
    let columns: Vec<_> = columns.collect();
    format!(
        "CREATE TABLE {} ({})",
        class.options.name,
        columns.join(", ")
    )
}

fn column(field: &FieldInfo<Orm>) -> &'static str {
    field.options.column.unwrap_or(field.name())
}

/// A table of the library's own: users of it see it in [`schema`].
#[dunder::dataclass]
#[meta(Orm, name = "migrations")]
pub struct Migration {
    /// Its number.
    #[meta(key)]
    pub number: i64,
    /// What it does.
    pub statement: String,
}
