//! Generic classes: described where their types are, checked all the same.

use std::marker::PhantomData;

use dunder::{ClassInfo, ClassOf, DescribeField, Issue, Metaclass, Object, dataclass};
use dunder_tests::metaclass::{Orm, ToSql};

#[dataclass]
#[derive(Debug)]
#[meta(Orm, name = "pages")]
struct Page<T> {
    #[meta(key)]
    id: i64,
    #[meta(column = Some("content"))]
    #[field(check = accept)]
    inner: T,
}

fn accept<T>(_: &T) -> Result<(), dunder::Violation> {
    Ok(())
}

#[derive(dunder::Class)]
#[meta(Orm, name = "plain")]
struct Plain<T>
where
    T: ToSql + Clone,
{
    #[meta(key)]
    id: i64,
    inner: T,
}

#[test]
fn types_are_those_of_the_instance() {
    assert_eq!(Page::<bool>::INFO.fields[1].ty().name, "BOOLEAN");
    assert_eq!(Page::<String>::INFO.fields[1].ty().name, "TEXT");
    assert_eq!(Page::<String>::INFO.fields[1].type_name(), "T");
    assert_eq!(
        Page::<String>::INFO.fields[1].options.column,
        Some("content")
    );
    assert_eq!(Plain::<i64>::INFO.fields[1].ty().name, "INTEGER");
    let mut plain = Plain {
        id: 1,
        inner: 2_i64,
    };
    plain.set_field("inner", 3_i64).unwrap();
    assert_eq!((plain.id, plain.inner), (1, 3));
}

#[test]
fn what_cannot_be_described_is_no_class_of_it() {
    // A class all the same: only the metaclass does not know it.
    let page = Page::new(1, 'x').unwrap();
    assert_eq!(page.id, 1);
    assert_eq!(dunder::fields::<Page<char>>().len(), 2);
}

struct Sizes;

#[dunder::metaclass]
impl Metaclass for Sizes {
    type OnType = usize;

    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        let mut at = 0;
        while at < class.fields.len() {
            // Nothing is known of a parameter.
            if let Some(size) = class.fields[at].known_ty()
                && *size > 64
            {
                return Err(Issue::field(at, "too large"));
            }
            at += 1;
        }
        Ok(())
    }
}

impl<T> DescribeField<T> for Sizes {
    const TYPE: usize = size_of::<T>();
}

#[dataclass(order)]
#[meta(Sizes)]
struct Grid<'a, T: 'a, const N: usize>
where
    T: Copy,
{
    name: &'a str,
    cells: [T; N],
    mark: PhantomData<&'a T>,
    next: Option<Box<Self>>,
    #[field(default = 3)]
    plain: u8,
}

#[test]
fn lifetimes_types_and_constants() {
    let sizes = Grid::<'static, u16, 5>::INFO.fields.iter();
    let sizes: Vec<_> = sizes.map(|field| *field.ty()).collect();
    assert_eq!(sizes, [16, 10, 0, 8, 1]);
    let grid = Grid::new("x", [1_u16; 2], PhantomData, None);
    assert_eq!(grid.get_field("cells"), Some(&[1_u16; 2]));
    assert_eq!(grid.get_field("plain"), Some(&3_u8));
}

#[dataclass]
#[meta(Sizes)]
struct OnlyConstant<const N: usize> {
    cells: [u8; N],
}

#[dataclass]
#[meta(Sizes)]
struct OnlyLifetimes<'a, 'b: 'a> {
    a: &'a str,
    b: &'b str,
}

#[test]
fn parameters_of_one_kind() {
    assert_eq!(*OnlyConstant::<7>::INFO.fields[0].ty(), 7);
    assert_eq!(*OnlyLifetimes::INFO.fields[0].ty(), 16);
    // Lifetimes make no other class.
    let names: Vec<_> = Sizes::classes().iter().map(|class| class.name()).collect();
    assert_eq!(names, ["OnlyLifetimes"]);
}

/// A metaclass with a parameter is as many metaclasses.
struct Db<D>(PhantomData<D>);
struct Sqlite;
struct Postgres;

trait Database: 'static {
    const TEXT: &'static str;
}
impl Database for Sqlite {
    const TEXT: &'static str = "TEXT";
}
impl Database for Postgres {
    const TEXT: &'static str = "varchar";
}

#[dunder::metaclass]
impl<D> Metaclass for Db<D>
where
    D: Database,
{
    type OnField = Option<u8>;
    const FIELD: Option<u8> = None;
    type OnType = &'static str;

    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        if class.fields.is_empty() {
            return Err(Issue::class("no fields"));
        }
        Ok(())
    }
}

impl<D: Database> DescribeField<String> for Db<D> {
    const TYPE: &'static str = D::TEXT;
}

#[dataclass]
#[meta(Db<Sqlite>)]
#[meta(Db<Postgres>)]
struct Note {
    #[meta(Db<Sqlite>)]
    text: String,
}

#[test]
fn generic_metaclasses() {
    assert_eq!(<Note as ClassOf<Db<Sqlite>>>::INFO.fields[0].ty(), &"TEXT");
    assert_eq!(
        <Note as ClassOf<Db<Postgres>>>::INFO.fields[0].ty(),
        &"varchar"
    );
    assert_eq!(Db::<Sqlite>::classes().len(), 1);
}
