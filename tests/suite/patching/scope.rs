//! A free function: what a guard replaces, and until when.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use dunder::patchable;

#[patchable]
fn log(msg: &str) -> String {
    format!("log: {msg}")
}

/// The caller that is tested: it names nothing but the function.
fn service() -> String {
    log("served")
}

#[test]
fn unpatched_it_is_as_written() {
    assert_eq!(service(), "log: served");
}

#[test]
fn row_45_a_guard_replaces_it_until_dropped() {
    let guard = log::patch(|msg| format!("fake: {msg}"));
    assert_eq!(service(), "fake: served");
    drop(guard);
    assert_eq!(service(), "log: served");
}

#[test]
fn row_45_a_panic_restores_it() {
    let result = catch_unwind(|| {
        let _guard = log::patch(|_| "fake".into());
        assert_eq!(service(), "fake");
        panic!("the test failed");
    });
    assert!(result.is_err());
    assert_eq!(service(), "log: served");
}

#[test]
fn row_45_guards_nest_as_a_stack() {
    let outer = log::patch(|_| "outer".into());
    {
        let _inner = log::patch(|_| "inner".into());
        assert_eq!(service(), "inner");
    }
    assert_eq!(service(), "outer");
    drop(outer);
    assert_eq!(service(), "log: served");
}

#[test]
fn row_45_in_whatever_order_they_are_dropped() {
    let first = log::patch(|_| "first".into());
    let second = log::patch(|_| "second".into());
    let third = log::patch(|_| "third".into());
    drop(second);
    assert_eq!(service(), "third");
    drop(third);
    assert_eq!(service(), "first");
    drop(first);
    assert_eq!(service(), "log: served");
}

#[test]
fn row_45_the_patch_calls_the_original() {
    let _guard = log::patch(|msg| log::original(msg).to_uppercase());
    assert_eq!(service(), "LOG: SERVED");
    assert_eq!(log::original("direct"), "log: direct");
}

#[test]
fn by_name_a_patch_calls_itself() {
    let depth = Rc::new(Cell::new(0));
    let inside = depth.clone();
    let _guard = log::patch(move |msg| {
        inside.set(inside.get() + 1);
        if inside.get() < 3 {
            log(msg)
        } else {
            msg.to_owned()
        }
    });
    assert_eq!(service(), "served");
    assert_eq!(depth.get(), 3);
}

#[test]
fn a_patch_may_capture_what_is_not_send() {
    let calls = Rc::new(RefCell::new(Vec::new()));
    let seen = calls.clone();
    let _guard = log::patch(move |msg| {
        seen.borrow_mut().push(msg.to_owned());
        String::new()
    });
    service();
    log("again");
    assert_eq!(*calls.borrow(), ["served", "again"]);
}

#[test]
fn patched_takes_a_closure_that_borrows() {
    let prefix = String::from("borrowed ");
    let calls = Cell::new(0);
    let result = log::patched(
        |msg| {
            calls.set(calls.get() + 1);
            format!("{prefix}{msg}")
        },
        || (service(), service().len()),
    );
    assert_eq!(result, ("borrowed served".to_owned(), 15));
    assert_eq!(calls.get(), 2);
    assert_eq!(service(), "log: served");
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        log::patched(|_| prefix.clone(), || panic!("{}", service()))
    }));
    assert!(unwound.is_err());
    assert_eq!(service(), "log: served");
}

#[test]
fn a_patch_may_patch_and_end_patches() {
    let held: Rc<RefCell<Option<Box<dyn Any>>>> = Rc::default();
    let own = held.clone();
    *held.borrow_mut() = Some(Box::new(log::patch(move |_| {
        // It ends itself: the call under way is not harmed.
        drop(own.borrow_mut().take());
        service()
    })));
    assert_eq!(service(), "log: served");

    let later = Rc::new(RefCell::new(Vec::new()));
    let kept = later.clone();
    let _guard = log::patch(move |_| {
        kept.borrow_mut()
            .push(log::patch(|_| "installed by the first".into()));
        "first".into()
    });
    assert_eq!(service(), "first");
    assert_eq!(service(), "installed by the first");
    later.borrow_mut().clear();
    assert_eq!(service(), "first");
}

#[test]
fn the_original_calls_patched_functions() {
    #[patchable]
    fn count_down(from: u32) -> u32 {
        if from == 0 {
            0
        } else {
            1 + count_down(from - 1)
        }
    }
    assert_eq!(count_down(5), 5);
    // One call runs as written, and the next inside it meets the patch.
    let _guard = count_down::patch(|_| 100);
    assert_eq!(count_down::original(5), 101);
    assert_eq!(count_down::original(0), 0);
    assert_eq!(count_down(5), 100);
}
