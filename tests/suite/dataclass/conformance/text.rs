//! Rows 29 to 32: the text form. `tests/suite/repr` has the rest.

use dunder::dataclass;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

#[test]
fn row_29_declaration_order_and_what_is_left_out() {
    #[dataclass]
    struct C {
        b: i32,
        #[field(repr = false)]
        hidden: i32,
        a: &'static str,
    }
    let c = C::new(1, 2, "x");
    assert_eq!((c.to_string().as_str(), c.hidden), ("C(b=1, a='x')", 2));

    #[dataclass(repr = false)]
    struct Own {
        x: i32,
    }
    impl std::fmt::Display for Own {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "own {}", self.x)
        }
    }
    assert_eq!(Own::new(1).to_string(), "own 1");
}

#[test]
fn row_30_a_name_without_its_module() {
    mod outer {
        #[dunder::dataclass]
        pub struct Inner;
    }
    // Rust's types are not nested in types; a module is no part of a type's name.
    assert_eq!(outer::Inner::new().to_string(), "Inner()");
}

#[test]
fn row_31_a_cycle_is_three_dots() {
    #[dataclass(eq = false)]
    struct Node {
        value: i32,
        next: RefCell<Option<Rc<Node>>>,
    }
    let node = Rc::new(Node::new(1, RefCell::new(None)));
    *node.next.borrow_mut() = Some(node.clone());
    assert_eq!(node.to_string(), "Node(value=1, next=...)");
    *node.next.borrow_mut() = None;
}

#[test]
fn row_31_a_cycle_through_a_list_a_map_or_another_class() {
    #[dataclass(eq = false)]
    #[derive(Default)]
    struct A {
        list: RefCell<Vec<Rc<A>>>,
        map: RefCell<BTreeMap<u8, Rc<A>>>,
        other: RefCell<Option<Rc<B>>>,
    }
    #[dataclass(eq = false)]
    struct B {
        a: Rc<A>,
    }
    let a = Rc::new(A::default());
    a.list.borrow_mut().push(a.clone());
    a.map.borrow_mut().insert(1, a.clone());
    *a.other.borrow_mut() = Some(Rc::new(B::new(a.clone())));
    assert_eq!(a.to_string(), "A(list=[...], map={1: ...}, other=B(a=...))");
    // One that is not being printed any more is printed again: the guard is of this print alone.
    assert_eq!(a.to_string(), a.to_string());
    a.list.take();
    a.map.take();
    a.other.take();
}
