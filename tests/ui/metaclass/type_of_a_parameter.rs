//! `check` of a generic class asks for what nobody knows yet: the author is told what to ask instead.

use dunder::{ClassInfo, DescribeField, Issue, Metaclass, metaclass};

struct Sized;

#[metaclass]
impl Metaclass for Sized {
    type OnType = usize;

    const fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        if *class.fields[0].ty() > 8 {
            return Err(Issue::class("too large"));
        }
        Ok(())
    }
}

impl<T> DescribeField<T> for Sized {
    const TYPE: usize = size_of::<T>();
}

#[derive(dunder::Class)]
#[meta(Sized)]
struct Known {
    value: u64,
}

#[derive(dunder::Class)]
#[meta(Sized)]
struct Unknown<T> {
    value: T,
}

fn main() {}
