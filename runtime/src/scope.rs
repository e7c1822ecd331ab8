//! Values in force on one thread until a guard drops: what overrides of singletons and factories stand on.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

thread_local! {
    static STACK: RefCell<Stack> = const { RefCell::new(Stack { entered: 0, values: Vec::new() }) };
}

struct Stack {
    entered: u64,
    values: Vec<(u64, Value)>,
}

/// What is in force. It never leaves the thread; a handle for other threads holds what it takes to make another.
pub(crate) type Value = Rc<dyn Any>;

/// What a guard would be that may leave its thread: none is. It stands in the guards' `Send`, for the error's text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` belongs to the thread that it was made on, and cannot be sent to another",
    label = "sends the guard to another thread",
    note = "send what `.handle()` gives, and call `.enter()` on it there"
)]
pub(crate) trait Leaves {}

/// Keeps a value in force on this thread. Guards may be dropped in any order: the newest live one counts.
pub(crate) struct Scope {
    id: u64,
    // It belongs to the thread whose stack it is on.
    not_send: PhantomData<*const ()>,
}

impl Scope {
    pub(crate) fn enter(value: Value) -> Self {
        STACK.with_borrow_mut(|stack| {
            stack.entered += 1;
            stack.values.push((stack.entered, value));
            Self {
                id: stack.entered,
                not_send: PhantomData,
            }
        })
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        // The value's own destructor may look at the stack, so it runs after the borrow. A guard in another
        // thread-local may outlive the stack; there is nothing left to remove then.
        let removed = STACK.try_with(|stack| {
            let values = &mut stack.borrow_mut().values;
            let at = values.iter().rposition(|(id, _)| *id == self.id)?;
            Some(values.remove(at))
        });
        drop(removed);
    }
}

/// The newest value of type `T` in force on this thread for which `find` gives something.
pub(crate) fn newest<T: Any, R>(find: impl FnMut(&T) -> Option<R>) -> Option<R> {
    STACK
        .try_with(|stack| {
            let stack = stack.borrow();
            let of_type = stack.values.iter().rev();
            of_type
                .filter_map(|(_, value)| value.downcast_ref())
                .find_map(find)
        })
        .ok()?
}
