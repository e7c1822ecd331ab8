//! `#[metaclass]` on what is none, or with wrong items.

use dunder::{ClassInfo, Issue, Metaclass, metaclass};

#[metaclass]
struct NoImpl;

struct A;

#[metaclass]
impl A {}

#[metaclass]
impl Clone for A {
    fn clone(&self) -> Self {
        A
    }
}

struct B;

#[metaclass]
impl Metaclass for B {
    fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        Ok(())
    }
}

struct C;

#[metaclass]
impl Metaclass for C {
    const fn check(class: &ClassInfo<Self>) -> bool {
        true
    }
}

#[dunder::dataclass]
#[meta(C)]
struct OfC {
    id: i64,
}

struct D;

#[metaclass(name = "d")]
impl Metaclass for D {
    type OnTable = ();
}

struct E;

#[metaclass]
#[metaclass]
impl Metaclass for E {}

struct F;

#[metaclass]
impl Metaclass for F {
    type OnClass = u8;
}

struct G;

#[metaclass]
impl Metaclass for G {
    const fn check(_: &ClassInfo<Self>) -> Result<(), Issue> {
        Ok(())
    }
    const fn check(_: &ClassInfo<Self>) -> Result<(), Issue> {
        Ok(())
    }
}

struct H;

#[metaclass]
impl Metaclass for H {
    type OnField = String;
    const FIELD: String = String::new();
}

fn main() {}
