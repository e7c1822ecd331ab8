#![deny(unused_must_use)]

use dunder::Emitter;

fn main() {
    let emitter = Emitter::new();
    emitter.on(|_: &u8| ());
    emitter.emit_async(&1);
}
