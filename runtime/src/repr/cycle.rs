//! The guard against cycles: a value that is being printed already prints `...`.
//!
//! A value is known by its address *and* its type, since a struct and its first field share an address. The type is
//! known by its name: unlike `TypeId` it asks no `'static` of a class that borrows. The list of open values is each
//! thread's own, as in Python.

use std::any::type_name;
use std::cell::RefCell;
use std::fmt;

type Key = (usize, &'static str);

thread_local! {
    static OPEN: RefCell<Vec<Key>> = const { RefCell::new(Vec::new()) };
}

/// Prints by `print`, or `...` when the very same value is being printed further out on this thread.
pub(super) fn guarded<T: ?Sized, Kind: ?Sized>(
    value: *const T,
    f: &mut fmt::Formatter<'_>,
    print: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    match Opened::new((value.cast::<()>().addr(), type_name::<Kind>())) {
        Some(_opened) => print(f),
        None => f.write_str("..."),
    }
}

/// Proof that a value is on the list, which it leaves on drop, so also when printing panics.
struct Opened {
    /// How many values were open before; `None` when the thread is going down and keeps no list.
    before: Option<usize>,
}

impl Opened {
    fn new(key: Key) -> Option<Self> {
        let entered = OPEN.try_with(|open| {
            let mut open = open.borrow_mut();
            if open.contains(&key) {
                return None;
            }
            open.push(key);
            Some(Self {
                before: Some(open.len() - 1),
            })
        });
        entered.unwrap_or(Some(Self { before: None }))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if let Some(before) = self.before {
            // Cannot fail: the list outlives what is printed by it, and nothing borrows it across a call.
            let _ = OPEN.try_with(|open| open.borrow_mut().truncate(before));
        }
    }
}
