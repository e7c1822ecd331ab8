use dunder::Emitter;

struct Login {
    name: String,
}

struct Borrowed<'a>(&'a str);

fn main() {
    let emitter = Emitter::new();
    // The type of the event is not said.
    emitter.on(|event| println!("{}", event.name)).detach();
    // Two arguments; the event by value.
    emitter.on(|_: &Login, _: &Login| ()).detach();
    emitter.on(|event: Login| drop(event)).detach();
    // A handler that decides returns a `ControlFlow`.
    emitter.intercept(|event: &Login| event.name.is_empty()).detach();
}

fn lends(emitter: &Emitter, text: &str) {
    // An event that borrows has no type of its own to go by.
    emitter.emit(&Borrowed(text));
}
