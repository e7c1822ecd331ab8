//! Cycles print `...` once and never overflow (rows 29 to 31 of CPython's suite for data classes).

use dunder::__private::repr::named;
use dunder::{Repr, repr};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::{self, Rc};
use std::sync::{Arc, Mutex, RwLock};

#[derive(dunder::Repr, Default)]
struct Node {
    name: u8,
    next: RefCell<Option<Rc<Node>>>,
    list: RefCell<Vec<Rc<Node>>>,
    parent: RefCell<rc::Weak<Node>>,
}

fn node(name: u8) -> Rc<Node> {
    Rc::new(Node {
        name,
        ..Node::default()
    })
}

#[test]
fn row_31_directly() {
    let a = node(1);
    *a.next.borrow_mut() = Some(a.clone());
    // From the owner and from the value itself.
    assert_eq!(repr(&a), "Node(name=1, next=..., list=[], parent=None)");
    assert_eq!(repr(&*a), repr(&a));
    // The list of open values is empty again.
    assert_eq!(repr(&a), "Node(name=1, next=..., list=[], parent=None)");
    a.next.take();
}

#[test]
fn row_31_through_a_list() {
    let a = node(1);
    a.list.borrow_mut().extend([a.clone(), node(2), a.clone()]);
    assert_eq!(
        repr(&a),
        "Node(name=1, next=None, list=[..., Node(name=2, next=None, list=[], parent=None), ...], parent=None)"
    );
    a.list.take();
}

#[test]
fn row_31_through_a_map() {
    #[derive(dunder::Repr)]
    struct Registry(RefCell<BTreeMap<u8, Rc<Registry>>>);
    let a = Rc::new(Registry(RefCell::default()));
    a.0.borrow_mut().insert(1, a.clone());
    assert_eq!(repr(&a), "Registry({1: ...})");
    a.0.take();
}

#[test]
fn row_31_through_a_second_object() {
    let (a, b) = (node(1), node(2));
    *a.next.borrow_mut() = Some(b.clone());
    *b.next.borrow_mut() = Some(a.clone());
    assert_eq!(
        repr(&a),
        "Node(name=1, next=Node(name=2, next=..., list=[], parent=None), list=[], parent=None)"
    );
    a.next.take();
}

#[test]
fn a_weak_parent_is_the_same_value() {
    let (parent, child) = (node(1), node(2));
    *child.parent.borrow_mut() = Rc::downgrade(&parent);
    parent.list.borrow_mut().push(child.clone());
    assert_eq!(
        repr(&parent),
        "Node(name=1, next=None, list=[Node(name=2, next=None, list=[], parent=...)], parent=None)"
    );
    assert_eq!(
        repr(&child),
        "Node(name=2, next=None, list=[], parent=Node(name=1, next=None, list=[...], parent=None))"
    );
    drop(parent);
    assert_eq!(
        repr(&child),
        "Node(name=2, next=None, list=[], parent=None)"
    );
}

#[test]
fn twice_is_no_cycle() {
    let (a, b) = (node(1), node(2));
    a.list.borrow_mut().extend([b.clone(), b]);
    let b = "Node(name=2, next=None, list=[], parent=None)";
    assert_eq!(
        repr(&a),
        format!("Node(name=1, next=None, list=[{b}, {b}], parent=None)")
    );
}

/// The node is in the cell: the `Rc` and the node have different addresses.
#[derive(dunder::Repr)]
struct Celled {
    me: Option<Rc<RefCell<Celled>>>,
}

#[test]
fn a_cell_in_between() {
    let a = Rc::new(RefCell::new(Celled { me: None }));
    a.borrow_mut().me = Some(a.clone());
    assert_eq!(repr(&a), "Celled(me=...)");
    assert_eq!(repr(&*a.borrow()), "Celled(me=...)");
    assert_eq!(repr(&a.borrow_mut().me), "<borrowed>");
    a.borrow_mut().me = None;
}

#[test]
fn locks_in_between_never_deadlock() {
    #[derive(dunder::Repr)]
    struct Locked {
        mutex: Mutex<Option<Arc<Locked>>>,
        lock: RwLock<Option<Arc<Locked>>>,
    }
    let a = Arc::new(Locked {
        mutex: Mutex::new(None),
        lock: RwLock::new(None),
    });
    *a.mutex.lock().unwrap() = Some(a.clone());
    *a.lock.write().unwrap() = Some(a.clone());
    assert_eq!(repr(&a), "Locked(mutex=..., lock=...)");
    let held = a.mutex.lock().unwrap();
    assert_eq!(repr(&*a), "Locked(mutex=<locked>, lock=...)");
    drop(held);
    *a.mutex.lock().unwrap() = None;
    *a.lock.write().unwrap() = None;
}

#[test]
fn references_make_cycles_too() {
    #[derive(dunder::Repr)]
    struct Link<'a>(Cell<Option<&'a Link<'a>>>);
    let a = Link(Cell::new(None));
    let b = Link(Cell::new(Some(&a)));
    a.0.set(Some(&b));
    assert_eq!(repr(&a), "Link(Link(...))");
}

/// A struct and its first field have one address: not a cycle.
#[test]
fn the_first_field_is_not_its_struct() {
    #[derive(dunder::Repr)]
    struct Inner(u8);
    #[derive(dunder::Repr)]
    struct Outer(Inner);
    assert_eq!(repr(&Rc::new(Outer(Inner(1)))), "Outer(Inner(1))");
    #[derive(dunder::Repr)]
    struct Empty;
    assert_eq!(
        repr(&(Rc::new(Empty), [Empty, Empty])),
        "(Empty(), [Empty(), Empty()])"
    );
}

/// Without a class in the cycle the owners alone have to stop it.
#[test]
fn owners_stop_a_cycle_of_a_hand_written_repr() {
    struct Bare(RefCell<Vec<Rc<Bare>>>);
    impl Repr for Bare {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.repr(f)
        }
    }
    let a = Rc::new(Bare(RefCell::default()));
    a.0.borrow_mut().push(a.clone());
    assert_eq!(repr(&a), "[...]");
    let dynamic: Rc<dyn Repr> = a.clone();
    assert_eq!(repr(&dynamic), "[[...]]");
    a.0.take();
}

#[test]
fn style_rust_stops_as_well() {
    #[derive(dunder::Repr)]
    #[dunder(style = rust)]
    struct Loud(RefCell<Option<Rc<Loud>>>);
    let a = Rc::new(Loud(RefCell::default()));
    *a.0.borrow_mut() = Some(a.clone());
    assert_eq!(repr(&a), "Loud(...)");
    a.0.take();
}

/// A panic half way leaves nothing on the list: the value prints whole the next time.
#[test]
fn a_panic_unwinds_the_guard() {
    struct Panics(Cell<bool>);
    impl Repr for Panics {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            if self.0.get() {
                std::panic::resume_unwind(Box::new(()));
            }
            f.write_str("calm")
        }
    }
    #[derive(dunder::Repr)]
    struct Holder(Panics);
    let holder = Rc::new(Holder(Panics(Cell::new(true))));
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| repr(&holder)));
    assert!(result.is_err());
    holder.0.0.set(false);
    assert_eq!(repr(&holder), "Holder(calm)");
}

/// One thread in the middle of printing does not make another print `...`.
#[test]
fn each_thread_has_its_own_guard() {
    struct Outer {
        flag: bool,
        elsewhere: bool,
    }
    impl Repr for Outer {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            named(self, f, "Outer", &["inner"], &[&Nested(self)])
        }
    }
    /// The same value, from within its own repr.
    struct Nested<'a>(&'a Outer);
    impl Repr for Nested<'_> {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let again = || repr(&Flat(self.0));
            f.write_str(&if self.0.elsewhere {
                std::thread::scope(|scope| scope.spawn(again).join().unwrap())
            } else {
                again()
            })
        }
    }
    /// Without the nested one, so that it ends.
    struct Flat<'a>(&'a Outer);
    impl Repr for Flat<'_> {
        fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            named(self.0, f, "Outer", &["flag"], &[&self.0.flag])
        }
    }
    assert_eq!(
        repr(&Outer {
            flag: true,
            elsewhere: true
        }),
        "Outer(inner=Outer(flag=True))"
    );
    assert_eq!(
        repr(&Outer {
            flag: true,
            elsewhere: false
        }),
        "Outer(inner=...)"
    );
}
