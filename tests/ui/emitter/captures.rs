use std::cell::Cell;
use std::rc::Rc;

use dunder::Emitter;

fn main() {
    let emitter = Emitter::new();
    // Any thread may emit: what a handler captured has to be `Send` and `Sync`.
    let shared = Rc::new(0);
    emitter.on(move |n: &u32| println!("{shared} {n}")).detach();
    let cell = Cell::new(0);
    emitter.on(move |n: &u32| cell.set(*n)).detach();
}
