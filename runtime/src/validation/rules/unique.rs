//! No item twice.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use super::{Check, Items, Params};

/// `unique`: no two items are equal.
///
/// It looks for equals by hash where the items have one, and pair by pair where they only have
/// `==`. Generated code chooses by method resolution: `(&Unique::of(&value)).rule()`.
#[derive(Debug)]
pub struct Unique<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized> Unique<T> {
    /// For a value of this type.
    #[must_use]
    pub const fn of(_value: &T) -> Self {
        Self(PhantomData)
    }
}

/// Chosen where items have a hash.
pub trait ByHash {
    /// What looks for equals.
    type Rule;
    /// It.
    fn rule(&self) -> Self::Rule;
}

impl<T: Items + ?Sized> ByHash for Unique<T>
where
    T::Item: Eq + Hash,
{
    type Rule = UniqueByHash;

    fn rule(&self) -> UniqueByHash {
        UniqueByHash
    }
}

/// Chosen where items have no hash.
pub trait ByEquality {
    /// It.
    fn rule(&self) -> UniqueByEquality;
}

impl<T: ?Sized> ByEquality for &Unique<T> {
    fn rule(&self) -> UniqueByEquality {
        UniqueByEquality
    }
}

/// `unique` of items that have a hash: linear.
#[derive(Clone, Copy, Debug)]
pub struct UniqueByHash;

/// `unique` of items that only have `==`: pair by pair.
#[derive(Clone, Copy, Debug)]
pub struct UniqueByEquality;

fn phrase(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("free of duplicates")
}

/// The positions of the first item that came before, and of its earlier twin.
fn pair(items: &(impl Items<Item: PartialEq> + ?Sized)) -> Option<(usize, usize)> {
    let mut seen = Vec::new();
    let mut found = None;
    items.visit(|_, item| {
        if found.is_none() {
            found = seen
                .iter()
                .position(|earlier| *earlier == item)
                .map(|at| (at, seen.len()));
            seen.push(item);
        }
    });
    found
}

fn got(items: &(impl Items<Item: PartialEq> + ?Sized)) -> String {
    match pair(items) {
        Some((first, second)) => format!("the same item at {first} and {second}"),
        None => "an item that does not equal itself".to_owned(),
    }
}

#[diagnostic::do_not_recommend]
impl<T: Items + ?Sized> Check<T> for UniqueByHash
where
    T::Item: Eq + Hash,
{
    fn accepts(&self, value: &T) -> bool {
        let mut seen = HashSet::new();
        let mut unique = true;
        value.visit(|_, item| unique &= seen.insert(item));
        unique
    }
    fn code(&self) -> &'static str {
        "unique"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        phrase(f)
    }
    fn params(&self) -> Params {
        Params::new()
    }
    fn got(&self, value: &T) -> String {
        got(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Items + ?Sized> Check<T> for UniqueByEquality
where
    T::Item: PartialEq,
{
    fn accepts(&self, value: &T) -> bool {
        pair(value).is_none()
    }
    fn code(&self) -> &'static str {
        "unique"
    }
    fn phrase(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        phrase(f)
    }
    fn got(&self, value: &T) -> String {
        got(value)
    }
}
